"""A warm kernel gives what a cold one gives: each notebook of the corpus, by the stock engine and by the project's.

Cold runs are the price: a few notebooks always, the whole corpus with `-m slow`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import corpus_language
import corpus_outputs
import corpus_process
import pytest
from both_ways import Seen, run

from helpers.run.kernels.warm import WarmKernels

CORPUS = {**corpus_language.NOTEBOOKS, **corpus_outputs.NOTEBOOKS, **corpus_process.NOTEBOOKS}
ALWAYS = (
    "exception",
    "recursion depth",
    "capture",
    "display updates",
    "wide frame",
    "figure",
    "seaborn",
    "exit at once",
)
LAST_WORDS = ("atexit ran", "del ran", "flushed", "thread ran")

pytestmark = pytest.mark.filterwarnings("default")


def run_all(
    names: list[str], engine: str | None, kernel: str, place: Path, **options: Any
) -> dict[str, Seen]:
    """Two at a time, in a folder of the same name each time."""
    place = place / "here"
    place.mkdir(parents=True)
    before = Path.cwd()
    os.chdir(place)
    try:
        with ThreadPoolExecutor(2) as pool:
            one: Callable[[str], Seen] = lambda name: run(  # noqa: E731
                CORPUS[name],
                engine=engine,
                kernel=kernel,
                execution_timeout=3 if name == "hangs" else 120,
                **options,
            )
            return dict(zip(names, pool.map(one, names), strict=True))
    finally:
        os.chdir(before)


def check(names: list[str], ways: list[str | None], place: Path) -> None:
    cold = run_all(names, None, "python3", place / "cold")
    for engine in ways:
        warm = run_all(names, engine, "workbook", place / f"warm-{engine}")
        assert {name for name in names if warm[name] != cold[name]} == set()


def test_warm_equals_cold_for_a_few(kernels: WarmKernels, tmp_path: Path) -> None:
    check(list(ALWAYS), ["workbook"], tmp_path)


@pytest.mark.slow
def test_warm_equals_cold_for_the_whole_corpus(kernels: WarmKernels, tmp_path: Path) -> None:
    check(sorted(CORPUS), ["workbook", None], tmp_path)
    for way in ("cold", "warm-workbook", "warm-None"):
        words = sorted(file.read_text() for file in (tmp_path / way / "here").glob("*.words"))
        assert words == list(LAST_WORDS)


def test_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 40

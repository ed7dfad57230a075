"""A warm kernel gives what a cold one gives: each notebook of the corpus, and a few by the stock engine, too."""

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

from helpers.execute.kernels.warm import WarmKernels

CORPUS = {**corpus_language.NOTEBOOKS, **corpus_outputs.NOTEBOOKS, **corpus_process.NOTEBOOKS}
FEW = (
    "exception",
    "recursion",
    "capture",
    "display updates",
    "frame",
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


@pytest.mark.slow
def test_warm_equals_cold(kernels: WarmKernels, tmp_path: Path) -> None:
    """By the project's engine the whole corpus; by the stock engine on warm kernels, of which less is ours, a few."""
    cold = run_all(sorted(CORPUS), None, "python3", tmp_path / "cold")
    for names, engine in ((sorted(CORPUS), "workbook"), (list(FEW), None)):
        warm = run_all(names, engine, "workbook", tmp_path / f"warm-{engine}")
        assert {name for name in names if warm[name] != cold[name]} == set()
    for way in ("cold", "warm-workbook"):
        words = sorted(file.read_text() for file in (tmp_path / way / "here").glob("*.words"))
        assert words == list(LAST_WORDS)


def test_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 40

"""One fork server for all tests of a module that need one; small notebooks run in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import both_ways
import pytest

from helpers.execute.kernels.warm import WarmKernels, warm_kernels


@pytest.fixture(scope="session", autouse=True)
def _registered() -> None:
    both_ways.register()


@pytest.fixture(scope="module")
def kernels() -> Iterator[WarmKernels]:
    """A running fork server; `python3` stays an ordinary kernel."""
    with warm_kernels(replace_python3=False) as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of this process, and so of the kernels that it starts."""
    monkeypatch.chdir(tmp_path)
    return tmp_path

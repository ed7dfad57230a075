"""What lies where Quarto works, before it does: notebooks as they were written, and which files there were.

Quarto writes outputs and the parameters of a run into a notebook that it runs, over what somebody has saved meanwhile,
and leaves what it has made so far beside it where a render fails. before_quarto.py keeps, quarto_filter.py gives back
as soon as a notebook was run, after_quarto.py ends. A process beside Quarto keeps what is saved while a notebook is
run, and ends where Quarto fails or is stopped.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".quarto" / "originals"
COPY, FIRST, NAMES = "notebook.ipynb", "first.ipynb", "names.json"
"""What is given back, what Quarto was given, and the names of all files that there were."""
EVERY = 0.1
"""Seconds between two looks at what is saved."""


def keep(notebooks: Iterable[str]) -> None:
    """Remember these notebooks, by their paths from the project's folder, and what lies beside them."""
    for name in notebooks:
        source, folder = ROOT / name, KEPT / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAMES).write_text(
            json.dumps([each.name for each in source.parent.iterdir()]), encoding="utf-8"
        )
        shutil.copy2(source, folder / FIRST)
        shutil.copy2(source, folder / COPY)


def keep_edit(name: str) -> None:
    """Remember what a person has saved of a notebook since; Quarto's own writing is none."""
    folder, notebook = KEPT / name, ROOT / name
    try:
        sources = _sources(notebook)
        if sources in (None, _sources(folder / COPY)):
            return
        if sources == _sources(folder / FIRST) and _is_run(notebook):
            return
        shutil.copy2(notebook, folder / "saved")
        if _sources(folder / "saved") == sources:
            (folder / "saved").replace(folder / COPY)
    except OSError:
        return  # forgotten, or just being saved


def give_back(notebook: Path) -> None:
    """Write what was kept of a notebook, and its time: a preview runs a notebook again whose time has changed."""
    copy = KEPT / notebook.relative_to(ROOT) / COPY
    if not copy.is_file():
        return
    if copy.read_bytes() != notebook.read_bytes():
        notebook.write_bytes(copy.read_bytes())
    shutil.copystat(copy, notebook)


def end(notebooks: Iterable[str]) -> None:
    """Leave these notebooks as they were, and nothing new beside them; then forget them.

    One that somebody has edited since it was run stays as it is.
    """
    for name in notebooks:
        folder, notebook = KEPT / name, ROOT / name
        if not (folder / COPY).is_file():
            continue
        if notebook.is_file():
            sources = _sources(notebook)
            if sources in (None, _sources(folder / COPY)) or (
                sources == _sources(folder / FIRST) and _is_run(notebook)
            ):
                give_back(notebook)
        known = set(json.loads((folder / NAMES).read_text(encoding="utf-8")))
        for path in notebook.parent.iterdir():
            if path.name not in known and path.name.startswith(
                (f"{notebook.stem}.", f"{notebook.stem}_files")
            ):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(folder)


def _sources(notebook: Path) -> list[tuple[str, str, tuple[str, ...]]] | None:
    """What a person writes in a notebook: all but outputs and the parameters of a run; None where it is half written."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        found = [
            (cell["cell_type"], "".join(cell["source"]), tuple(cell["metadata"].get("tags", ()))) for cell in cells
        ]
        return [each for each in found if "injected-parameters" not in each[2]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_run(notebook: Path) -> bool:
    """Whether a notebook holds what a run leaves."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return any(
        cell.get("outputs")
        or cell.get("execution_count")
        or "injected-parameters" in cell["metadata"].get("tags", ())
        for cell in cells
    )


def end_with(process: int, notebooks: Iterable[str]) -> subprocess.Popen[bytes]:
    """A process that does so once the other has ended, however that ends."""
    command = [sys.executable, __file__, str(process), *notebooks]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _stay_with(process: int, notebooks: list[str]) -> None:
    """Until the process has ended, or these notebooks are forgotten: keep what is saved of them."""
    kept = {name: _when_kept(name) for name in notebooks}
    looked: dict[str, int] = {}
    has_ended = _watched(process)
    while not has_ended():
        if all(when is None or when != _when_kept(name) for name, when in kept.items()):
            sys.exit()
        for name in notebooks:
            notebook = ROOT / name
            saved = notebook.stat().st_mtime_ns if notebook.is_file() else 0
            if saved and saved != looked.get(name):
                looked[name] = saved
                keep_edit(name)


def _when_kept(name: str) -> int | None:
    try:
        return (KEPT / name / NAMES).stat().st_mtime_ns
    except OSError:
        return None


def _watched(process: int) -> Callable[[], bool]:
    """What waits a moment, and says whether a process has ended."""
    if not hasattr(os, "pidfd_open"):  # macOS

        def waited() -> bool:
            time.sleep(EVERY)
            try:
                os.kill(process, 0)
            except OSError:
                return True
            return False

        return waited
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return lambda: True
    return lambda: bool(select.select([descriptor], [], [], EVERY)[0])


if __name__ == "__main__":
    _stay_with(int(sys.argv[1]), sys.argv[2:])
    end(sys.argv[2:])

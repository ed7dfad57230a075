"""What lies where Quarto works, before it does: notebooks as they were written, and which files there were.

Quarto writes outputs and the parameters of a run into a notebook that it runs, and leaves what it has made so far beside
it where a render fails. before_quarto.py keeps, quarto_filter.py gives back as soon as a notebook was run, after_quarto.py
ends; and where Quarto fails or is stopped, a process that waits for its end does.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".quarto" / "originals"
COPY, NAMES = "notebook.ipynb", "names.json"


def keep(notebooks: Iterable[str]) -> None:
    """Remember these notebooks, by their paths from the project's folder, and what lies beside them."""
    for name in notebooks:
        source, folder = ROOT / name, KEPT / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAMES).write_text(
            json.dumps([each.name for each in source.parent.iterdir()]), encoding="utf-8"
        )
        shutil.copy2(source, folder / COPY)


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
        if notebook.is_file() and _sources(notebook) in (None, _sources(folder / COPY)):
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


def _wait_for(process: int) -> None:
    if hasattr(os, "pidfd_open"):
        try:
            select.select([os.pidfd_open(process)], [], [])
        except ProcessLookupError:
            pass
        return
    while True:  # macOS has no such call
        try:
            os.kill(process, 0)
        except OSError:
            return
        time.sleep(0.05)


if __name__ == "__main__":
    _wait_for(int(sys.argv[1]))
    end(sys.argv[2:])

"""Cells that try to get a withheld number into their own report: tests/attacks/from_a_report has one file a way.

A file in gets/ sets `number`; one in publishes/ is given what an ordinary read of the returns finds, as `number`, and
sets `shown`, an exhibit, or shows something else. Each is tried by itself: a way that is refused ends in its own cell.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from canaries import NOW

CELLS = Path(__file__).parent / "attacks" / "from_a_report"
EVERY = {path.relative_to(CELLS).with_suffix("").as_posix(): path for path in sorted(CELLS.glob("*/*.py"))}
BEGINNING = """import os
import re
from pathlib import Path
from helpers.paths import find_project

project = find_project()
wanted = "{first}.?{rest}"
def read_returns():
    try:
        rows = (project.root / "data/sample/2023/lang-son/reintegration.csv").read_text().splitlines()
        return int(rows[1].split(",")[2])
    except OSError:
        return None
def tell(number):
    return report.say(en="Found: {number}.", vi="Thấy: {number}.", number=None if number is None else str(number))"""
TRIED = """number = {start}
shown = None
try:
    {source}
except (Exception, SystemExit):
    pass
{end}"""


def with_attacks(notebook: Path) -> None:
    """Put every attack into a notebook, before its last cell."""
    book = nbformat.read(notebook, as_version=4)
    beginning = BEGINNING.replace("{first}", str(NOW)[0]).replace("{rest}", str(NOW)[1:])
    cells = [nbformat.v4.new_code_cell(_packed(beginning), id="attack-beginning")]
    for number, (name, path) in enumerate(EVERY.items()):
        gets = name.startswith("gets/")
        cell = TRIED.format(
            start="None" if gets else "read_returns()",
            source=_packed(path.read_text(encoding="utf-8")),
            end="tell(number)" if gets else "shown",
        )
        cells.append(nbformat.v4.new_code_cell(cell, id=f"attack-{number}"))
    book.cells[-1:-1] = cells
    notebook.write_text(json.dumps(book, ensure_ascii=False, indent=1), encoding="utf-8")


def _packed(source: str) -> str:
    """Code that runs this code, so that no check of what notebooks say reads what the attacks say."""
    return f'exec(bytes.fromhex("{source.encode().hex()}").decode())'

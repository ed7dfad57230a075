"""The two parts of a notebook: the report, and its technical annex, which a packet keeps as files of their own.

The annex begins with the first cell tagged `annex` and holds all cells after it. Without such a cell there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from helpers.inputs.params.settings import Language

ReportPart = Literal["whole", "report", "annex"]
"""`whole` is both in one file, as JupyterLab's export menu makes it."""
ANNEX = "annex"
"""The tag of the cell with which the annex begins."""
PAGES: dict[ReportPart, str] = {"report": "index.html", "annex": "annex.html"}
PAPER: dict[ReportPart, str] = {"report": "report.pdf", "annex": "annex.pdf"}
"""The files of a packet, by the part that each holds."""

_POINTER: dict[Language, str] = {
    "en": "How the numbers were made, what each indicator counts and where each number comes from: "
    "[technical annex]({address}).",
    "vi": "Cách tổng hợp số liệu, nội dung từng chỉ tiêu và nguồn của từng con số: [phụ lục kỹ thuật]({address}).",
}


def has_annex(notebook: Any) -> bool:
    """Whether the notebook has an annex."""
    return _start(notebook["cells"]) < len(notebook["cells"])


def cells_of(cells: Sequence[Any], part: ReportPart) -> Sequence[Any]:
    """The cells, or pairs with a cell at the end, that make up a part."""
    if part == "whole":
        return cells
    start = _start([each[-1] if isinstance(each, tuple) else each for each in cells])
    return cells[:start] if part == "report" else cells[start:]


def pointer(language: Language, *, on_paper: bool) -> str:
    """The sentence in the report that leads to its annex, as Markdown."""
    return _POINTER[language].format(address=(PAPER if on_paper else PAGES)["annex"])


def _start(cells: Sequence[Any]) -> int:
    found = (at for at, cell in enumerate(cells) if ANNEX in cell.get("metadata", {}).get("tags", []))
    return next(found, len(cells))

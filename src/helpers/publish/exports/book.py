"""gptables' workbook, its tables written column by column.

gptables keeps a dictionary of formats for every cell in a frame and applies the theme to it row by row, which took more
than half of the time of all exports. All cells of a column are formatted alike here, so the theme is applied once a
column. Everything else is gptables' own, and a test holds the bytes equal to those that it writes by itself.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Any

import pandas as pd
from xlsxwriter.workbook import Workbook

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # it leaves a file open
    from gptables import Cover, GPTable, Theme
    from gptables.core.wrappers import GPWorkbook, GPWorksheet

__all__ = ["Book", "Cover", "GPTable", "Theme"]

_MARK = re.compile(r"\[[\w\s]+\]")


class Book(GPWorkbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    def add_worksheet(self, name: str | None = None, gridlines: str = "hide_all") -> Any:
        """A new sheet, without lines between cells."""
        page = Workbook.add_worksheet(self, name, _Page)
        page.theme, page._workbook = self.theme, self  # noqa: SLF001
        page.hide_gridlines(2)
        return page


class _Page(GPWorksheet):  # type: ignore[misc]
    """A sheet whose texts are meant as they stand: no '$$' for a note, no brackets for a link."""

    def _reference_annotations(self, gptable: GPTable, reference_order: list[str]) -> None:
        """Leave texts alone."""

    def _parse_urls(self, sheet: GPTable | Cover) -> None:
        """Leave texts alone."""

    def _write_table_elements(self, pos: list[int], gptable: GPTable, auto_width: bool) -> list[int]:
        rows = gptable.table.to_numpy().tolist()
        theme, levels = self.theme, {at: level for level, at in gptable.index_columns.items()}
        heads, bodies = [], []
        for at, cells in enumerate(zip(*rows, strict=True)):
            body = getattr(theme, f"index_{levels[at]}_format") if at in levels else theme.data_format
            align = {"align": "right" if at not in levels and _is_of_numbers(cells) else "left"}
            heads.append(theme.column_heading_format | align)
            bodies.append(body | align)
        first = gptable.data_range[0]
        for at, (head, form) in enumerate(zip(gptable.table.columns, heads, strict=True)):
            self.write_string(first, at, head, self._workbook.add_format(form))
        forms = [self._workbook.add_format(form) for form in bodies]
        for number, row in enumerate(rows, start=first + 1):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    self.write_string(number, at, cell, forms[at])
                elif isinstance(cell, float):
                    self.write_number(number, at, cell, forms[at])
                else:  # of the table of contents: a link, or what a sheet shows
                    self._smart_write(number, at, cell, bodies[at])
        self._mark_data_as_worksheet_table(gptable, pd.DataFrame([heads]))
        return [first + 1 + len(rows), 0]


def _is_of_numbers(cells: Sequence[object]) -> bool:
    """Whether a column holds numbers, and besides them marks alone."""
    others = [cell for cell in cells if not isinstance(cell, float)]
    return len(others) < len(cells) and all(isinstance(cell, str) and _MARK.search(cell) for cell in others)

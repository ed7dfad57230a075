"""What sheets of a return are called: those of its tables, in either language, and those of the template itself."""

from __future__ import annotations

from helpers.inputs.intake.name_lookup import fold, squeezed
from helpers.inputs.params.tables import Table, Tables

VERSION = 1
MARK_SHEET = "template"
GUIDE_SHEET = "Hướng dẫn - Guide"
CODES_SHEET = "Danh mục - Codes"
MISTAKES_SHEET = "Lỗi - Mistakes"  # of a workbook that was sent back
OWN_SHEETS = (GUIDE_SHEET, CODES_SHEET, MARK_SHEET, MISTAKES_SHEET)
LONGEST_SHEET_NAME = 31
SHORTEST_CUT = 8  # letters by which the beginning of a table's name is known


class SheetNames:
    """What a sheet may be called -> its table."""

    def __init__(self, tables: Tables) -> None:
        labels = {name: (name, tables[name].label.en, tables[name].label.vi) for name in tables}
        self._exact = {
            squeezed(form): name
            for name, forms in labels.items()
            for form in (*forms, sheet_name(tables[name]))
        }
        self._words = {fold(form): name for name, forms in labels.items() for form in forms}

    def exact(self, name: str) -> str | None:
        """The table of a sheet that is called as it should be."""
        return self._exact.get(squeezed(name))

    def near(self, name: str) -> str | None:
        """The one table whose name the sheet's name holds whole, or is the beginning of: 'Outreach (2)', 'Outrea'."""
        words, cut = f" {fold(name)} ", squeezed(name)
        found = {table for form, table in self._words.items() if f" {form} " in words}
        if len(cut) >= SHORTEST_CUT:
            found |= {table for form, table in self._exact.items() if form.startswith(cut)}
        return found.pop() if len(found) == 1 else None


def sheet_name(table: Table) -> str:
    """What a template calls the sheet of a table: the Vietnamese label, as much of it as a sheet's name may hold."""
    name = table.label.vi
    return name if len(name) <= LONGEST_SHEET_NAME else name[:LONGEST_SHEET_NAME].rsplit(" ", 1)[0]

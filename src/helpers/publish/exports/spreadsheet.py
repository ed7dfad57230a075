"""tables.xlsx: the published figures as an accessible workbook, after the guidance of the UK's Analysis Function.

Cover, contents and notes, then one table a sheet, marked as a table, with marks where a number is withheld. Every text
is written as text: no cell is a formula, and none would become one when somebody edits it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from helpers.publish.exports.table_sheets import TableSheet
from helpers.report import language as lang
from helpers.report.csv_texts import no_formula
from helpers.report.data_table import SYMBOLS
from helpers.report.packet_files import SPREADSHEET, full_title
from helpers.report.summary import demonstration_mark
from helpers.report.theme import THEME
from helpers.report.withheld import why_withheld
from helpers.report.words import Words

OPTIONS = {
    "in_memory": True,  # else the files inside bear the clock
}
PLAIN = {"font_name": "Arial", "font_size": 11, "font_color": THEME.colours.ink}
MUTED = {"font_color": THEME.colours.muted}
CELL = {"valign": "top", "text_wrap": True}
NUMBER = {**CELL, "align": "right", "num_format": "[>=1000]#,##0;General"}
HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
LINK = {"font_color": "blue", "underline": True}
LINE = 15.0
HEAD_WIDTHS = (32, 30, 34)
NUMBER_WIDTH = 14
COVER_WIDTH = 95
TITLE_SIZE, TITLE_LINE = 18, 26.0
TITLE_WIDTH = 48
"""Letters of the cover's title that fit into a line of the cover."""
CONTENTS_WIDTHS = (32, 95)
A4 = 9


def write_spreadsheet(
    folder: Path,
    report: Mapping[str, Any],
    w: Words,
    sheets: Sequence[TableSheet],
    indicators: Collection[str],
) -> None:
    """Write the workbook; `report` is the report's metadata, `indicators` those that the sheets hold."""
    book, title = _Book(folder / SPREADSHEET), no_formula(full_title(report))
    tables = [_notes(w, indicators), *sheets]
    book.cover(w.say("Cover"), title, _cover_lines(report, w, indicators))
    leads = w.say("This sheet holds one table, with a link to each sheet.")
    book.table(_contents(w, tables), "contents", [leads], CONTENTS_WIDTHS, links=True)
    explains = w.say("This sheet holds one table: the marks and the indicators, explained.")
    book.table(tables[0], "notes", [explains], CONTENTS_WIDTHS)
    for number, sheet in enumerate(sheets, start=1):
        book.table(sheet, f"table_{number}", _above(sheet, w), _widths(sheet))
    day = datetime.fromisoformat(report["published_date"]).replace(tzinfo=UTC)
    book.close({"title": title, "author": report["publisher"], "created": day})


class _Book:
    """A workbook: a cover, then sheets of one table each, without lines between cells, to be printed across A4."""

    def __init__(self, path: Path) -> None:
        self._file = Workbook(str(path), OPTIONS)
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def cover(self, name: str, title: str, lines: Sequence[str]) -> None:
        page = self._page(name, [COVER_WIDTH])
        page.write_string(
            0, 0, title, self._format({"bold": True, "font_size": TITLE_SIZE, "text_wrap": True})
        )
        page.set_row(0, _height(title, TITLE_WIDTH, TITLE_LINE))
        for row, line in enumerate(lines, start=1):
            page.write_string(row, 0, no_formula(line), self._format(CELL))
            page.set_row(row, _height(line, COVER_WIDTH) + 4)

    def table(
        self,
        sheet: TableSheet,
        called: str,
        above: Sequence[str],
        widths: Sequence[int],
        *,
        links: bool = False,
    ) -> None:
        """A sheet: its title, lines `above` the table, the table. With `links`, the first column leads to sheets."""
        page = self._page(sheet.name, widths)
        look = {"bold": True, "font_size": 14, "font_color": THEME.colours.heading}
        page.write_string(0, 0, sheet.title, self._format(look))
        for row, line in enumerate(above, start=1):
            page.write_string(row, 0, line, self._format(MUTED))
        first = 1 + len(above)
        looks = [
            NUMBER if at >= sheet.heads and any(isinstance(entry, float) for entry in column) else CELL
            for at, column in enumerate(zip(*sheet.rows, strict=True))
        ]
        for number, entries in enumerate(sheet.rows, start=first + 1):
            for at, (entry, look) in enumerate(zip(entries, looks, strict=True)):
                if isinstance(entry, float):
                    page.write_number(number, at, entry, self._format(look))
                elif links and at == 0:
                    page.write_url(
                        number, at, f"internal:'{entry}'!A1", self._format({**CELL, **LINK}), entry
                    )
                else:
                    page.write_string(number, at, entry, self._format(look))
            height = max(_height(str(entry), width - 2) for entry, width in zip(entries, widths, strict=True))
            if height > LINE:
                page.set_row(number, height)
        columns = [
            {"header": name, "header_format": self._format({**HEAD, "align": look.get("align", "left")})}
            for name, look in zip(sheet.columns, looks, strict=True)
        ]
        options = {"columns": columns, "name": called, "autofilter": False, "style": None}
        page.add_table(first, 0, first + len(sheet.rows), len(columns) - 1, options)

    def close(self, properties: Mapping[str, Any]) -> None:
        self._file.set_properties(properties)
        self._file.close()

    def _page(self, name: str, widths: Sequence[int]) -> Worksheet:
        page = self._file.add_worksheet(name)
        page.hide_gridlines(2)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        return page

    def _format(self, look: Mapping[str, Any]) -> Format:
        """One for all cells that look alike."""
        key = tuple(look.items())
        if key not in self._formats:
            self._formats[key] = self._file.add_format({**PLAIN, **look})
        return self._formats[key]


def _contents(w: Words, tables: Sequence[TableSheet]) -> TableSheet:
    return TableSheet(
        name=w.say("Contents"),
        title=w.say("Contents"),
        columns=(w.say("Sheet"), w.say("What it shows")),
        rows=tuple((table.name, table.title) for table in tables),
        heads=2,
    )


def _notes(w: Words, indicators: Collection[str]) -> TableSheet:
    """What each mark means, and each indicator."""
    lines = [
        ("[c]", w.say("Confidential: withheld so that nobody can be identified")),
        ("[x]", w.say("Not available: nothing was received, or there is nothing to compare with")),
        ("[z]", w.say("Not applicable")),
        ("0", w.say("A true zero: it was reported that there was none")),
        (w.say("not listed"), w.say("The report does not show this number")),
    ]
    told = [each for name, each in w.release.catalogue.items() if name in indicators]
    lines += [(each.short_label[w.language], each.definition[w.language]) for each in told]
    return TableSheet(
        name=w.say("Notes"),
        title=w.say("Notes"),
        columns=(w.say("Mark or indicator"), w.say("Meaning")),
        rows=tuple((no_formula(name), no_formula(said)) for name, said in lines),
        heads=2,
    )


def _widths(sheet: TableSheet) -> list[int]:
    """Of columns, in letters: those that say what a row is about, then the numbers."""
    heads = [HEAD_WIDTHS[min(at, len(HEAD_WIDTHS) - 1)] for at in range(sheet.heads)]
    return [*heads, *[NUMBER_WIDTH] * (len(sheet.columns) - sheet.heads)]


def _above(sheet: TableSheet, w: Words) -> list[str]:
    """Lines above a table: the marks that it uses, what must be known of its numbers, and their source."""
    used = {entry for row in sheet.rows for entry in row if isinstance(entry, str)}
    return [
        w.say("This sheet holds one table. Marks are explained on the sheet of notes."),
        *(f"{mark} {said[w.language]}" for mark, said in SYMBOLS.items() if mark in used),
        *map(no_formula, sheet.notes),
        w.say("Source: {source}", source=sheet.source or w.source()),
    ]


def _height(text: str, width: int, line: float = LINE) -> float:
    """Of a row, in points: programs do not all make room for the lines of a cell by themselves."""
    return line * max(1, ceil(len(text) / width))


def _cover_lines(report: Mapping[str, Any], w: Words, indicators: Collection[str]) -> list[str]:
    lines = list(filter(None, [demonstration_mark(w)]))
    date = lang.date(report["published_date"], w.language)
    return [
        *lines,
        w.say("Published {date} by: {publisher}", date=date, publisher=report["publisher"]),
        w.say(
            "The figures of the report, one table a sheet. The report itself is index.html and report.pdf."
        ),
        *why_withheld(w.release, indicators).splitlines(),
        w.say("Key of the published figures: {key}", key=w.release.key),
    ]

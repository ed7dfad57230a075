"""tables.xlsx: the published figures as an accessible workbook, after the guidance that gptables follows.

Cover, contents and notes, then one table a sheet, marked as a table, with marks where a number is withheld. Every text
is written as text: no cell is a formula, and none would become one when somebody edits it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.publish.exports.book import Book, Cover, GPTable, Theme
from helpers.publish.exports.published_csv import no_formula
from helpers.publish.exports.table_sheets import TableSheet
from helpers.report import language as lang
from helpers.report.data_table import SYMBOLS
from helpers.report.packet_files import SPREADSHEET, full_title
from helpers.report.theme import THEME
from helpers.report.withheld import why_withheld
from helpers.report.words import Words

OPTIONS = {
    "in_memory": True,  # else the files inside bear the clock
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
THOUSANDS = "[>=1000]#,##0;General"
FONT, FONT_SIZE = "Arial", 11
LINE = 15.0
HEAD_WIDTHS = (28, 30, 34)
NUMBER_WIDTH = 14
COVER_WIDTH = 95
TITLE_SIZE, TITLE_LINE = 18, 26.0
TITLE_WIDTH = 48
"""Letters of the cover's title that fit into a line of the cover."""
CONTENTS_WIDTHS = (32, 95)
ROWS_ABOVE_NOTES = 3
ROWS_ABOVE_TABLE = 4
"""Title, instructions, source and heads; marks and notes come between."""
A4 = 9


def write_spreadsheet(
    folder: Path,
    report: Mapping[str, Any],
    w: Words,
    sheets: Sequence[TableSheet],
    indicators: Collection[str],
) -> None:
    """Write the workbook; `report` is the report's metadata, `indicators` those that the sheets hold."""
    book = _book(folder / SPREADSHEET, report, w, sheets, indicators)
    _complete(book, report, w, sheets, indicators)
    book.close()


def _book(
    path: Path, report: Mapping[str, Any], w: Words, sheets: Sequence[TableSheet], indicators: Collection[str]
) -> Book:
    book = Book(str(path), OPTIONS)
    book.set_theme(_theme())
    tables = {
        w.say("Notes"): _notes(w, indicators),
        **{sheet.name: _table(number, sheet, w) for number, sheet in enumerate(sheets, start=1)},
    }
    contents = book.make_table_of_contents(
        tables,
        title=w.say("Contents"),
        column_names=[w.say("Sheet"), w.say("What it shows")],
        instructions=w.say("This sheet holds one table, with a link to each sheet."),
    )
    cover = Cover(title=_full_title(report), cover_label=w.say("Cover"))
    book.add_worksheet(cover.cover_label).write_cover(cover)
    for name, table in {w.say("Contents"): contents, **tables}.items():
        book.add_worksheet(name).write_gptable(table, auto_width=False)
    return book


def _table(number: int, sheet: TableSheet, w: Words) -> GPTable:
    frame = pd.DataFrame([list(row) for row in sheet.rows], columns=list(sheet.columns), dtype=object)
    return GPTable(
        table=frame,
        table_name=f"table_{number}",
        title=sheet.title,
        instructions=w.say("This sheet holds one table. Marks are explained on the sheet of notes."),
        legend=_above(sheet, w),
        source=w.say("Source: {source}", source=sheet.source or w.source()),
        index_columns={level + 1: level for level in range(sheet.heads)},
    )


def _above(sheet: TableSheet, w: Words) -> list[str]:
    """Lines above a table: the marks that it uses, and what must be known of its numbers."""
    used = {entry for row in sheet.rows for entry in row if isinstance(entry, str)}
    marks = [f"{mark} {said[w.language]}" for mark, said in SYMBOLS.items() if mark in used]
    return [*marks, *map(no_formula, sheet.notes)]


def _theme() -> Theme:
    return Theme(
        config={
            "global": {"font_name": FONT, "font_size": FONT_SIZE, "font_color": THEME.colours.ink},
            "cover_title": {"bold": True, "font_size": TITLE_SIZE, "text_wrap": True},
            "cover_subtitle": {"bold": True, "font_size": 13},
            "cover_text": {"text_wrap": True},
            "title": {"bold": True, "font_size": 14, "font_color": THEME.colours.heading},
            "subtitle": {},
            "instructions": {"font_color": THEME.colours.muted},
            "scope": {},
            "column_heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
            "index_1": {"valign": "top", "text_wrap": True},
            "index_2": {"valign": "top", "text_wrap": True},
            "index_3": {"valign": "top", "text_wrap": True},
            "data": {"valign": "top", "align": "right", "num_format": THOUSANDS, "text_wrap": True},
            "source": {"font_color": THEME.colours.muted},
            "legend": {"font_color": THEME.colours.muted},
            "description_order": ["instructions", "legend", "source", "scope"],
        }
    )


def _notes(w: Words, indicators: Collection[str]) -> GPTable:
    """What each mark means, and each indicator."""
    return GPTable(
        table=pd.DataFrame(
            _note_lines(w, indicators), columns=[w.say("Mark or indicator"), w.say("Meaning")], dtype=object
        ),
        table_name="notes",
        title=w.say("Notes"),
        instructions=w.say("This sheet holds one table: the marks and the indicators, explained."),
        index_columns={1: 0},
    )


def _note_lines(w: Words, indicators: Collection[str]) -> list[tuple[str, str]]:
    lines = [
        ("[c]", w.say("Confidential: withheld so that nobody can be identified")),
        ("[x]", w.say("Not available: nothing was received, or there is nothing to compare with")),
        ("[z]", w.say("Not applicable")),
        ("0", w.say("A true zero: it was reported that there was none")),
        (w.say("not listed"), w.say("The report does not show this number")),
    ]
    told = [each for name, each in w.release.catalogue.items() if name in indicators]
    lines += [(each.short_label[w.language], each.definition[w.language]) for each in told]
    return [(no_formula(name), no_formula(said)) for name, said in lines]


def _full_title(report: Mapping[str, Any]) -> str:
    return no_formula(full_title(report))


def _complete(
    book: Book, report: Mapping[str, Any], w: Words, sheets: Sequence[TableSheet], indicators: Collection[str]
) -> None:
    """What gptables has no word for: the cover's text in the report's language, sizes, and the file's own data."""
    cover = book.get_worksheet_by_name(w.say("Cover"))
    text = book.add_format({"text_wrap": True, "font_name": FONT, "font_size": FONT_SIZE, "valign": "top"})
    _set_widths(cover, [COVER_WIDTH])
    cover.set_row(0, _height(_full_title(report), TITLE_WIDTH, TITLE_LINE))
    for row, line in enumerate(_cover_lines(report, w, indicators), start=1):
        cover.write_string(row, 0, no_formula(line), text)
        cover.set_row(row, _height(line, COVER_WIDTH) + 4)
    _set_widths(book.get_worksheet_by_name(w.say("Contents")), CONTENTS_WIDTHS)
    notes = book.get_worksheet_by_name(w.say("Notes"))
    _set_widths(notes, CONTENTS_WIDTHS)
    for row, note in enumerate(_note_lines(w, indicators), start=ROWS_ABOVE_NOTES):
        notes.set_row(row, max(map(_height, note, CONTENTS_WIDTHS)))
    for sheet in sheets:
        heads = HEAD_WIDTHS[: sheet.heads]
        numbers = [NUMBER_WIDTH] * (len(sheet.columns) - sheet.heads)
        page, widths = book.get_worksheet_by_name(sheet.name), [*heads, *numbers]
        _set_widths(page, widths)
        for at, entries in enumerate(sheet.rows, start=ROWS_ABOVE_TABLE + len(_above(sheet, w))):
            height = max(_height(str(entry), width - 2) for entry, width in zip(entries, widths, strict=True))
            if height > LINE:
                page.set_row(at, height)
    day = datetime.fromisoformat(report["published_date"]).replace(tzinfo=UTC)
    book.set_properties({"title": _full_title(report), "author": report["publisher"], "created": day})


def _set_widths(page: Any, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)


def _height(text: str, width: int, line: float = LINE) -> float:
    """Of a row, in points: programs do not all make room for the lines of a cell by themselves."""
    return line * max(1, ceil(len(text) / width))


def _cover_lines(report: Mapping[str, Any], w: Words, indicators: Collection[str]) -> list[str]:
    lines = [w.say("Demonstration data.")] if report["demonstration"] else []
    date = lang.date(report["published_date"], w.language)
    return [
        *lines,
        w.say("Published {date} by: {publisher}", date=date, publisher=report["publisher"]),
        w.say(
            "The figures of the report, one table a sheet. The report itself is index.html and report.pdf."
        ),
        why_withheld(w.release, indicators),
        w.say("Key of the published figures: {key}", key=w.release.key),
    ]

"""Workbooks read back: every cell of every sheet, hidden ones too, and no part that could hold more than cells.

A sheet holds one table: its head is the first row with more than one cell. Which cell of the Release a number is
follows from the words at the head of its row and column, as for a person.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from helpers.metrics.catalogue import ALL, TOTAL
from helpers.run.audit.claims import CellKey, Claim, Finding, Stated, Text, Written
from helpers.run.audit.lexicon import Lexicon
from helpers.run.audit.trees import local_name, parsed_xml

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings|metadata)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/tables/table\d+\.xml|xl/worksheets/sheet\d+\.xml"
    r"|xl/worksheets/_rels/sheet\d+\.xml\.rels"
)
"""What may be in the file: no comments, drawings, pivots, links to other files, or programs."""
_IN_SHEETS = {
    "worksheet", "dimension", "sheetViews", "sheetView", "selection", "pane", "sheetFormatPr", "cols", "col", "sheetPr",
    "sheetData", "row", "c", "v", "hyperlinks", "hyperlink", "pageMargins", "pageSetup", "pageSetUpPr", "tableParts",
    "tablePart",
}  # fmt: skip
"""What may be in a sheet: no formulas, conditional formats or validations."""
_FORMATS = {"[>=1000]#,##0;General"}
"""Ways to write a number; another could say a number of its own."""
_SAYING = {"name", "displayName", "tooltip", "display", "location"}
"""Attributes that are texts."""


def read_spreadsheet(written: Written) -> Iterator[Claim]:
    """The claims of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(written.content)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        book = CalamineWorkbook.from_filelike(io.BytesIO(written.content))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (zipfile.BadZipFile, CalamineError, OSError):
        yield Finding(written.name, "is no workbook that can be read back")
        return
    yield from _parts(parts, written.name)
    for name, rows in sheets.items():
        yield Text(f"{written.name}, name of a sheet", name)
        yield from _sheet(rows, f"{written.name}, {name}", name, written.words)


def _parts(parts: Mapping[str, bytes], name: str) -> Iterator[Claim]:
    for part, content in sorted(parts.items()):
        where = f"{name}, {part}"
        if not _PARTS.fullmatch(part):
            yield Finding(where, "a part of the workbook that the audit cannot read")
            continue
        root = parsed_xml(content)
        tags = {local_name(element.tag) for element in root.iter() if isinstance(element.tag, str)}
        if part.startswith("xl/worksheets/sheet") and (others := sorted(tags - _IN_SHEETS)):
            yield Finding(where, f"a sheet with <{others[0]}>, which the audit cannot read")
        yield from _texts(root, where)


def _texts(root: Any, where: str) -> Iterator[Claim]:
    """What a part says outside of cells: shared texts, properties, names, tips, formats, comments."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Text(f"{where}, comment", str(element.text or ""))
            continue
        tag, text = local_name(element.tag), element.text
        if tag == "numFmt" and element.get("formatCode") not in _FORMATS:
            yield Finding(where, "a number format that the audit does not know")
        if text and tag != "v" and text.strip():
            yield Text(f"{where}, <{tag}>", text)
        for attribute in sorted(_SAYING.intersection(element.keys())):
            yield Text(f"{where}, {attribute} of <{tag}>", element.get(attribute))


def _sheet(rows: Sequence[Sequence[Any]], where: str, name: str, words: Lexicon) -> Iterator[Claim]:
    head: list[str] = []
    for number, row in enumerate(rows, start=1):
        texts = [_plain(cell) for cell in row]
        filled = [text for text in texts if text]
        if not head and len(filled) > 1:
            head = texts
            yield from (Text(f"{where}, row {number}", text) for text in filled)
            continue
        if not head or len(filled) == 1:
            yield from (Text(f"{where}, row {number}", text) for text in filled)
            continue
        yield from _row(head, texts, f"{where}, row {number}", name, words)


def _row(head: Sequence[str], texts: Sequence[str], where: str, name: str, words: Lexicon) -> Iterator[Claim]:
    said = []
    for column, text in zip(head, texts, strict=False):
        number = _number(text)
        if number is None and not text.startswith("["):
            said.append(text)
            continue
        key = _key(head, texts, column, words)
        if key is None:
            said.append(f"{column}: {text}")
        else:
            yield Stated(where, key, number, name)
    yield Text(where, ", ".join(filter(None, said)))


def _key(head: Sequence[str], texts: Sequence[str], column: str, words: Lexicon) -> CellKey | None:
    """The cell in a row of a table by year (place, indicator, group), by place or by period; None for another."""
    release = words.release
    if column in words.years:
        place, indicator = words.places.get(texts[0]), words.indicators.get(_bare(texts[1]))
        group = _group(indicator, texts[2], words) if indicator else None
        return (indicator, place, column, *group) if place and indicator and group else None
    measure = words.indicators.get(_bare(column))
    if measure is None:
        return None
    if texts[0] in words.places:
        return measure, words.places[texts[0]], str(release.scope.year), TOTAL, ALL
    if re.fullmatch(r"\d{4}-(Q\d|\d{2})", texts[0]):
        return measure, release.scope.place, texts[0], TOTAL, ALL
    return None


def _group(indicator: str, text: str, words: Lexicon) -> tuple[str, str] | None:
    """'Sex: Female' -> sex, female; what names no category is the total."""
    if ": " not in text:
        return TOTAL, ALL
    wanted = text.split("; ")
    for breakdown, parts in words.release.catalogue[indicator].breakdown_columns.items():
        labels = [words.column(indicator, part) for part in parts]
        if labels == [one.split(": ")[0] for one in wanted]:
            codes = [words.code(part, one.split(": ", 1)[1]) for part, one in zip(parts, wanted, strict=True)]
            if all(codes):
                return breakdown, ".".join(filter(None, codes))
    return None


def _bare(text: str) -> str:
    return text.removesuffix(" (%)")


def _plain(cell: Any) -> str:
    """A cell as text; numbers as Python writes them, whatever the format of the cell says."""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    text = str(cell).strip() if cell is not None else ""
    return text[1:] if text[:1] == "'" else text


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

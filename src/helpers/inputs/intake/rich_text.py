"""Cells whose letters do not look alike: some have a line through them, are not seen, or are raised as a mark.

Only the parts of the workbook themselves (XML) know it; a reader of cells gives the letters alone: '271' for 27 with a
raised 1. What that makes of a cell is written as a number format, as cell_styles.py does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from helpers.inputs.intake.cell_addresses import column_of
from helpers.inputs.intake.cell_styles import PARSER, PLACE, Placed, Styles, look_of_letters

Runs = tuple[tuple[str, etree._Element | None], ...]  # noqa: SLF001
"""The pieces of a text, each with how its letters look; None: as the cell's."""
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_INLINE = re.compile(rb"<((?:\w+:)?)is>.*?</\1is>", re.DOTALL)
_NUMBER = re.compile(rb"<(?:\w+:)?v>([0-9]+)</")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_SHARED = re.compile(rb"""\bt=["']s["']""")
_LETTERS = re.compile(rb"<(?:\w+:)?rPr>")


def shared_runs(part: bytes) -> dict[int, Runs]:
    """The texts that a workbook's cells share and whose letters do not look alike, by their number.

    Raises:
        etree.XMLSyntaxError: the part is broken.
    """
    if not _LETTERS.search(part):
        return {}
    texts = etree.fromstring(part, PARSER).iterfind("{*}si")
    return {number: runs for number, text in enumerate(texts) if (runs := _runs(text))}


def rich_cells(part: bytes, shared: Mapping[int, Runs], styles: Styles) -> list[Placed]:
    """The cells of a sheet that show something else than their letters, with the format that stands for it."""
    inline = _LETTERS.search(part)
    if not shared and not inline:
        return []
    found = []
    for attributes, content in _CELL.findall(part):
        runs: Runs = ()
        if _SHARED.search(attributes) and (number := _NUMBER.search(content)):
            runs = shared.get(int(number[1]), ())
        elif inline and (text := _INLINE.search(content)):
            runs = _runs(etree.fromstring(re.sub(rb"(</?)\w+:", rb"\1", text[0]), PARSER))
        style = _STYLE.search(attributes)
        behind = styles.behind.get(int(style[1]) if style else 0, "white")
        if (code := _code(runs, behind)) and (at := PLACE.search(b" " + attributes)):
            found.append((int(at[2]) - 1, column_of(at[1].decode()), code))
    return found


def _runs(text: etree._Element) -> Runs:
    runs = [(run.findtext("{*}t") or "", run.find("{*}rPr")) for run in text.iterfind("{*}r")]
    return tuple(runs) if any(letters is not None for _, letters in runs) else ()


def _code(runs: Sequence[tuple[str, etree._Element | None]], behind: str) -> str:
    """The format that shows what is seen of the runs; '' where that is all of them."""
    for text, letters in runs:
        if text.strip() and (look := look_of_letters(letters, behind)):
            return look
    level = "".join(text for text, letters in runs if not _is_raised(letters)).strip()
    whole = "".join(text for text, _ in runs).strip()
    return f';;;"{level}"' if level != whole and whole.isdecimal() else ""


def _is_raised(letters: etree._Element | None) -> bool:
    raised = letters.find("{*}vertAlign") if letters is not None else None
    return raised is not None and raised.get("val") in ("superscript", "subscript")

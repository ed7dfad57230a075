"""What is told about a return: mistakes, personal data, what was left out, what was read leniently.

A message is data: English text with places, and what fills them. Vietnamese stands in locale/vi.po. What a message
may repeat of a return is decided where it is made: values of codelists and numbers only, never of personal data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from helpers.errors import ParamsError

Kind = Literal["mistake", "personal data", "left out", "note"]
MOST_NAMED = 5
"""Cells that a message names."""
Part = str | tuple[str, str]  # the same in both languages, or English and Vietnamese
CATALOGUE = Path(__file__).parent / "locale" / "vi.po"


@dataclass(frozen=True)
class Phrase:
    """A message with its places, in either language. As text it is English."""

    text: str = ""
    parts: tuple[tuple[str, Part], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.to("en")

    def to(self, language: str) -> str:
        """The message in 'en' or 'vi'.

        Raises:
            ParamsError: locale/vi.po has no translation of it.
        """
        filled = {
            name: part if isinstance(part, str) else part[language == "vi"] for name, part in self.parts
        }
        return _in_language(self.text, language).format(**filled)


def say(text: str, **parts: Part) -> Phrase:
    """A message; its English text is the key of its translation."""
    return Phrase(text, tuple(parts.items()))


NOTHING = Phrase()
ONE_FOR_A_TABLE = say(
    "delete the one that is a copy; if each has rows of its own, put all rows into one of them"
)


@dataclass(frozen=True)
class Mistake:
    """One thing to tell: where it is, what it is, what to do. `row` counts from 1.

    Nobody has to do anything about kinds 'left out' (a row of totals) and 'note' (something read leniently).
    `heading` is what a workbook calls the column, in English and Vietnamese. `sheet` is its name, or its number where
    the name may be anybody's (`numbered_sheets`).
    """

    file: str
    row: int | None
    column: str | None
    reason: Phrase
    remedy: Phrase = NOTHING
    sheet: str | None = None
    cell: str | None = None
    kind: Kind = "mistake"
    heading: tuple[str, str] | None = None

    def __str__(self) -> str:
        return self.to("en")

    @property
    def is_mistake(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.kind in ("mistake", "personal data")

    def to(self, language: str, alike: Sequence[Mistake] = ()) -> str:
        """Place, reason and remedy in 'en' or 'vi', on one line; `alike` are others that differ in their cell alone."""
        english = language == "en"
        place = self.place(language)
        if self.sheet is not None:
            place += _sheet(self.sheet, language)
        if self.at is not None:
            name = ("cell" if self.cell else "row") if english else ("ô" if self.cell else "dòng")
            several = f"{name}s" if english else f"các {name}"
            place += f", {several if alike else name} {cells_of([self, *alike], language)}"
        if self.column is not None:
            place += (", column {}" if english else ", cột {}").format(self._column(language))
        return f"{place}: {self.advice(language)}"

    @property
    def at(self) -> str | None:
        """Its cell, or else its row."""
        return self.cell if self.cell is not None or self.row is None else str(self.row)

    def place(self, language: str) -> str:
        """The file, as it is told of."""
        number = re.fullmatch("file no\\. ([0-9]+)", self.file)
        return f"tệp thứ {number[1]}" if number and language == "vi" else self.file

    def _column(self, language: str) -> str:
        if self.heading is None:
            return str(self.column)
        return self.heading[1] if language == "vi" else f"{self.heading[0]} ({self.column})"

    def advice(self, language: str) -> str:
        """Reason and remedy alone."""
        return "; ".join(phrase.to(language) for phrase in (self.reason, self.remedy) if phrase)


def gathered(mistakes: Iterable[Mistake]) -> list[list[Mistake]]:
    """Mistakes that differ in their cell alone stand together, where the first of them stands."""
    found: dict[Mistake, list[Mistake]] = {}
    for each in mistakes:
        found.setdefault(replace(each, cell=each.cell and "", row=each.row and 0), []).append(each)
    return list(found.values())


def cells_of(alike: Sequence[Mistake], language: str) -> str:
    """The first cells, or rows, of mistakes that are alike, and how many more there are."""
    more = len(alike) - MOST_NAMED
    names = ", ".join(str(each.at) for each in alike[:MOST_NAMED])
    if more <= 0:
        return names
    return f"{names} and {more} more" if language == "en" else f"{names} và {more} nơi khác"


def listed(mistakes: Sequence[Mistake]) -> list[dict[str, str | int | None]]:
    """Mistakes in both languages, as JSON has them."""
    return [
        {
            "kind": each.kind, "file": each.file, "sheet": each.sheet, "cell": each.cell, "row": each.row,
            "column": each.column, "reason": str(each.reason), "remedy": str(each.remedy),
            "reason_vi": each.reason.to("vi"), "remedy_vi": each.remedy.to("vi"),
        }
        for each in mistakes
    ]  # fmt: skip


def first_of(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first of several cells, rows or columns, and a sign that there are more."""
    return f"{', '.join(names[:most])}{' ...' if len(names) > most else ''}"


def counted(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """How many cells, rows or columns there are, and which come first."""
    return f"{len(names)}: {first_of(names, most)}"


def numbered_file(position: int) -> str:
    """What stands in the place of a file's name that is personal data."""
    return f"file no. {position}"


def numbered_sheets(tabs: Mapping[str, bool]) -> dict[str, str]:
    """What stands in the place of the names of sheets, which may be anybody's: numbers as a person counts the tabs.

    Visible sheets and hidden ones are counted apart; `tabs` tells of each sheet, in order, whether it is visible.
    """
    seen: Counter[bool] = Counter()
    found = {}
    for name, visible in tabs.items():
        seen[visible] += 1
        found[name] = f"{'' if visible else 'hidden '}no. {seen[visible]}"
    return found


def _sheet(sheet: str, language: str) -> str:
    numbered = re.fullmatch("(hidden )?no\\. ([0-9]+)", sheet)
    if numbered is None:
        return f", trang tính '{sheet}'" if language == "vi" else f", sheet '{sheet}'"
    hidden, number = numbered[1] or "", int(numbered[2])
    if language == "vi":
        return f", trang tính {'ẩn ' if hidden else ''}thứ {number}"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f", the {number}{ending} {hidden}sheet"


@cache
def read_catalogue() -> dict[str, str]:
    """English message -> Vietnamese."""
    from babel.messages.pofile import read_po  # only Vietnamese needs it

    with CATALOGUE.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def _in_language(text: str, language: str) -> str:
    if language == "en" or not text:
        return text
    try:
        return read_catalogue()[text]
    except KeyError:
        raise ParamsError(f"inputs/locale/vi.po has no translation of '{text}'; add it") from None

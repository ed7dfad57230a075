"""What a workbook's cells hold -> text. What the text means is found later, by the type of its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain

LONGEST_CELL = 2_000
MOST_KEPT = 65_536  # different cells whose text is kept for the next sheet, and
MOST_LETTERS = 4_000_000  # as many of their letters, so that memory stays flat

Row = tuple[str, ...]
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_UNUSUAL = re.compile(f"{_UNSEEN.pattern}|[\u3000\uff01-\uff5e]")
_USUAL = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}


def as_text(rows: Sequence[Sequence[object]]) -> tuple[list[Row], frozenset[str], bool, bool]:
    """The cells of a sheet as text; each different one; whether marks stood apart (form D); whether signs were unusual.

    Python takes True for 1 and False for 0, also as keys. So booleans become text before anything is kept by value.
    """
    different = set(chain.from_iterable(rows))
    if not different.isdisjoint((0, 1)) and bool in set(map(type, chain.from_iterable(rows))):
        rows = [[_yes_or_no(cell) if isinstance(cell, bool) else cell for cell in row] for row in rows]
        different = set(chain.from_iterable(rows))
    texts = _TEXTS.of(different)
    apart = not _TEXTS.decomposed.isdisjoint(different)
    words = frozenset(map(texts.__getitem__, different))
    unusual = not _TEXTS.unusual.isdisjoint(different)
    return [tuple(map(texts.__getitem__, row)) for row in rows], words, apart, unusual


def is_decomposed(text: str) -> bool:
    """Whether letters and their marks stand apart somewhere."""
    return not (text.isascii() or unicodedata.is_normalized("NFC", text))


def is_unusual(text: str) -> bool:
    """Whether some signs cannot be seen, or are of full width ('２７')."""
    return not text.isascii() and bool(_UNUSUAL.search(text))


def in_usual_signs(text: str) -> str:
    """The text without signs that cannot be seen, and with the usual letters, digits and spaces, stripped."""
    return _UNSEEN.sub("", text).translate(_USUAL).strip()


class _Texts:
    """The texts of cells, each different cell made text once for many sheets; those of earlier sheets are let go."""

    def __init__(self) -> None:
        self._of: dict[object, str] = {}
        self._letters = 0
        self.decomposed: set[object] = set()
        self.unusual: set[object] = set()

    def of(self, different: set[object]) -> Mapping[object, str]:
        """Texts of these cells, and of others."""
        if len(self._of) > MOST_KEPT or self._letters > MOST_LETTERS:
            self.__init__()  # type: ignore[misc]
        for cell in different.difference(self._of):
            self._of[cell] = _text(cell)
            if isinstance(cell, str):
                self._letters += len(cell)
                if is_decomposed(cell):
                    self.decomposed.add(cell)
                if is_unusual(cell):
                    self.unusual.add(cell)
        return self._of


def _text(cell: object) -> str:
    return _TEXT.get(type(cell), _other)(cell)


def _yes_or_no(cell: bool) -> str:
    return "yes" if cell else "no"


def _string(text: str) -> str:
    text = text.strip()[:LONGEST_CELL]
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text).strip()
    return in_usual_signs(text) if is_unusual(text) else text


def _digits(number: float) -> str:
    """A number as text. One with decimals never looks like one with separators of thousands."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.10g}"
    return f"{text}0" if re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", text) else text


def _moment(cell: datetime) -> str:
    return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")


def _other(cell: object) -> str:
    if isinstance(cell, int):
        return _digits(float(cell))  # as the float that equals it, for both are one key
    return str(cell) if isinstance(cell, (time, timedelta)) else ""


_TEXT: dict[type, Callable[..., str]] = {
    str: _string,
    float: _digits,
    datetime: _moment,
    date: date.isoformat,
}
_TEXTS = _Texts()

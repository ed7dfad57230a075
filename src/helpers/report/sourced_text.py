"""Text that knows which of its numbers come from which released cells.

`language.number` gives such text for a `SourcedNumber`, `Words.say` hands it on, and exhibits carry it to the page
(render/number_dialogs.py), where each such number opens. To everything else it is a `str`: same letters, same length.
f-strings, `join` and pandas forget what it knows; so each text of words and numbers is remembered for the notebook, and
`recovered` finds it again in a longer one. A number alone is not: another may look the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TypeVar, cast

from helpers.privacy.sourced_number import ReleasedCell, cells_of
from helpers.report import escape

_START, _END = 0xF0000, "\uf8ff"
"""Marks round a number while its text is worked on: a first one that counts, a last one. In no finished text."""
_MARKED = re.compile("([\U000f0000-\U000fffff])([^\U000f0000-\U000fffff\uf8ff]*)\uf8ff")
_WORDED = re.compile(r"[^\W\d_].*\d|\d.*[^\W\d_]", re.DOTALL)
NUMBER = "#from-number-"
"""Where links of numbers in Markdown lead until the page is made."""
_FRAGMENTS: dict[str, list[SourcedText]] = {}

Cells = tuple[ReleasedCell, ...]
Value = TypeVar("Value")


class NumberIn(NamedTuple):
    """Where a number stands in a text, and the cells that it comes from; none where it was published elsewhere."""

    start: int
    end: int
    cells: Cells


class SourcedText(str):
    """A text, and its numbers that come from released cells."""

    __slots__ = ("numbers",)
    numbers: tuple[NumberIn, ...]

    def __new__(cls, text: str, numbers: Iterable[NumberIn] = ()) -> SourcedText:
        """The text, and its numbers from left to right."""
        made = super().__new__(cls, text)
        made.numbers = tuple(numbers)
        return made

    def __getnewargs__(self) -> tuple[str, tuple[NumberIn, ...]]:  # type: ignore[override]
        return str(self), self.numbers

    def __add__(self, other: str) -> str:
        return joined("", (self, other))

    def __radd__(self, other: str) -> str:
        return joined("", (other, self))


def number_text(text: str, value: Any) -> str:
    """The text of one number, which knows the number's cells if that does."""
    cells = cells_of(value)
    return SourcedText(text, [NumberIn(0, len(text), cells)]) if cells else text


def published_text(text: str) -> str:
    """The text of one number that comes from no cell, but from a project's file or from what others published."""
    return text if isinstance(text, SourcedText) else SourcedText(text, [NumberIn(0, len(text), ())])


def joined(separator: str, texts: Iterable[str]) -> str:
    """`separator.join(texts)` that forgets nothing."""
    return through(separator.join, texts)


def through(make: Callable[[list[str]], str], texts: Iterable[str]) -> str:
    """What `make` makes of texts, which may move, escape and change all but the numbers in them."""
    kept: list[Cells] = []
    made = make([marked(text, kept) for text in texts])
    return unmarked(made, kept)


def marked(text: str, kept: list[Cells]) -> str:
    """The text with marks round its numbers, whose cells are added to `kept`; `unmarked` takes them off again."""
    if not isinstance(text, SourcedText):
        found = _FRAGMENTS.get(text, ())
        if len(found) != 1:
            return text
        text = found[0]
    parts, at = [], 0
    for number in text.numbers:
        parts += [text[at : number.start], chr(_START + len(kept)), text[number.start : number.end], _END]
        kept.append(number.cells)
        at = number.end
    return "".join([*parts, text[at:]])


def unmarked(text: str, kept: list[Cells]) -> str:
    """The text without marks, which knows its numbers."""
    if not kept:
        return text
    numbers, parts, at, length = [], [], 0, 0
    for match in _MARKED.finditer(text):
        before = text[at : match.start()]
        start = length + len(before)
        numbers.append(NumberIn(start, start + len(match[2]), kept[ord(match[1]) - _START]))
        parts += [before, match[2]]
        at, length = match.end(), start + len(match[2])
    return _noted(SourcedText("".join([*parts, text[at:]]), numbers))


def forget_texts() -> None:
    """Begin anew: what other reports said is nothing to the one that is opened."""
    _FRAGMENTS.clear()


def recovered(text: str, indicators: Collection[str] = ()) -> str:
    """A text that forgot its numbers, with those that it holds of texts said before.

    Where the same words were said of several, those count whose cells are all of these `indicators`.
    """
    if isinstance(text, SourcedText) or not _WORDED.search(text):
        return text
    if whole := _one_of(_FRAGMENTS.get(text, ()), indicators):
        return whole
    numbers: list[NumberIn] = []
    for said in sorted(
        (each for each in _FRAGMENTS if len(each) < len(text) and each in text), key=len, reverse=True
    ):
        found = _one_of(_FRAGMENTS[said], indicators)
        at = text.find(said)
        if found is None or text.find(said, at + 1) >= 0 or _cuts_a_word(text, at, at + len(said)):
            continue
        moved = [NumberIn(at + each.start, at + each.end, each.cells) for each in found.numbers]
        if all(new.end <= old.start or old.end <= new.start for new in moved for old in numbers):
            numbers += moved
    return SourcedText(text, sorted(numbers)) if numbers else text


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a word or a number goes on beyond one of these places: '2 and 2' is not said by '2022 and 2023'."""
    return any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (start, end))


def _one_of(variants: Collection[SourcedText], indicators: Collection[str]) -> SourcedText | None:
    """The only one of these texts, or the only one on these indicators."""
    if len(variants) > 1:
        variants = [
            each
            for each in variants
            if all(cell.indicator in indicators for number in each.numbers for cell in number.cells)
        ]
    return next(iter(variants)) if len(variants) == 1 else None


def _noted(text: SourcedText) -> SourcedText:
    if not _WORDED.search(text):
        return text
    variants = _FRAGMENTS.setdefault(str(text), [])
    if all(each.numbers != text.numbers for each in variants):
        variants.append(text)
    return text


def markup(text: str) -> str:
    """The text for HTML; each number that comes from cells is a link to its indicator's entry in the annex.

    `data-cells` of a link tells the cells; a finished page has it no more (render/number_dialogs.py).
    """
    if not isinstance(text, SourcedText):
        return escape.markup(text)
    kept: list[Cells] = []
    page = escape.markup(marked(text, kept))

    def linked(match: re.Match[str]) -> str:
        if not kept[ord(match[1]) - _START]:
            return match[2]
        return f"{_link(kept[ord(match[1]) - _START])}{match[2]}</a>"

    return _MARKED.sub(linked, page)


def markdown_links(text: str, links: list[str]) -> str:
    """The same for a text that is pandoc's Markdown already: its links lead to `#from-number-0` and so on.

    What each is to become in HTML is added to `links`; no Markdown that a person writes can say so itself.
    """
    kept: list[Cells] = []
    page = marked(text, kept)

    def linked(match: re.Match[str]) -> str:
        if not kept[ord(match[1]) - _START]:
            return match[2]
        links.append(_link(kept[ord(match[1]) - _START]))
        return f"[{match[2]}]({NUMBER}{len(links) - 1})"

    return _MARKED.sub(linked, page) if isinstance(text, SourcedText) else text


def _link(cells: Cells) -> str:
    return f'<a class="number" {attribute(cells)} href="#{entry_of(cells)}">'


def attribute(cells: Cells) -> str:
    """The cells as an attribute of HTML or of pandoc's Markdown."""
    return f'data-cells="{escape.markup(written(cells))}"'


def entry_of(cells: Cells) -> str:
    """The entry of the annex (annex.py) on the first of these cells' indicator."""
    return f"from-{cells[0].indicator.replace('_', '-')}"


def written(cells: Cells) -> str:
    """Cells as a text: their parts between bars, and a semicolon between two."""
    return ";".join("|".join(cell) for cell in cells)


def read(text: str) -> Cells:
    """What `written` wrote."""
    return tuple(ReleasedCell(*part.split("|")) for part in text.split(";") if part)


def numbers_in(value: Any) -> list[str]:
    """The numbers in the texts of a dataclass, for JSON: way to the text, where in it, and the cells."""
    return [*_numbers_in(value, "")]


def _numbers_in(value: Any, way: str) -> Iterator[str]:
    if isinstance(value, SourcedText):
        yield from (f"{way} {each.start} {each.end} {written(each.cells)}" for each in value.numbers)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _numbers_in(getattr(value, each.name), f"{way}/{each.name}")
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            if not isinstance(each, (float, int)):
                yield from _numbers_in(each, f"{way}/{at}")


def with_numbers(value: Value, told: Iterable[str]) -> Value:
    """The dataclass whose texts know the numbers that `numbers_in` told.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: they do not fit it.
    """
    numbers: dict[str, list[NumberIn]] = {}
    for line in told:
        way, start, end, cells = line.split(" ", 3)
        numbers.setdefault(way, []).append(NumberIn(int(start), int(end), read(cells)))
    for way, found in numbers.items():
        value = cast(Value, _put(value, way.split("/")[1:], found))
    return value


def _put(value: Any, way: list[str], numbers: list[NumberIn]) -> Any:
    if not way:
        text = SourcedText(value, numbers)
        if any(not 0 <= each.start < each.end <= len(text) for each in numbers):
            raise ValueError("a number outside its text")
        return text
    step, *rest = way
    if isinstance(value, tuple):
        at = int(step)
        return (*value[:at], _put(value[at], rest, numbers), *value[at + 1 :])
    if not is_dataclass(value) or step not in {each.name for each in fields(value)}:
        raise ValueError("a number in no text")
    object.__setattr__(value, step, _put(getattr(value, step), rest, numbers))
    return value

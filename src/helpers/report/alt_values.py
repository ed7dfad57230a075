"""The main values of a figure in words, for those who cannot see it: every value of few, of many the ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from helpers.report.data_table import TextTable
from helpers.report.exhibit import Values
from helpers.report.language import TIMES
from helpers.report.words import Words

MOST_TOLD = 12
"""Values that are told one by one."""
MOST_SERIES = 8
"""Series of which the ends are told; of more, those of all together."""


class Point(NamedTuple):
    """One value: what it is of, as a number where it is shown, and as it is written."""

    label: str
    number: float | None
    text: str


def main_values(table: TextTable, values: Values, words: Words) -> str:
    """One sentence a series, such as '2023: highest 75 (Sep), lowest 30 (Jan).'; nothing for a table of words."""
    series = _series(table, values)
    if len(series) > MOST_SERIES:
        series = {"": [point for points in series.values() for point in points]}
    few = sum(map(len, series.values())) <= MOST_TOLD
    told = [(name, _each(points) if few else _ends(points, words)) for name, points in series.items()]
    sentences = [
        f"{name}: {text}." if name and len(series) > 1 else f"{text}." for name, text in told if text
    ]
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)


def _series(table: TextTable, values: Values) -> dict[str, list[Point]]:
    """Name -> its values: of each column of numbers; of each row, where the columns are months, quarters or years."""
    rows = [
        (row.cells, numbers) for row, numbers in zip(table.rows, values.rows, strict=True) if not row.span
    ]
    columns = [
        at
        for at, column in enumerate(table.columns)
        if at and (column.align == "right" or any(isinstance(numbers[at], float) for _, numbers in rows))
    ]
    heads = [table.columns[at].head for at in columns]
    turned = len(columns) > len(rows) and all(head in TIMES or head.isdecimal() for head in heads)
    found: dict[str, list[Point]] = {}
    for cells, numbers in rows:
        for at, head in zip(columns, heads, strict=True):
            value, text = numbers[at], cells[at]
            if text.strip():
                point = Point(head if turned else cells[0], value if isinstance(value, float) else None, text)
                found.setdefault(cells[0] if turned else head, []).append(point)
    return found


def _each(points: Sequence[Point]) -> str:
    return "; ".join(f"{point.label} {point.text}" for point in points)


def _ends(points: Sequence[Point], words: Words) -> str:
    """The highest and the lowest that is shown, and how many are withheld; of texts, all if they are few."""
    shown = [(point.number, point) for point in points if point.number is not None]
    withheld = sum(point.text == "[c]" for point in points)
    if not shown:
        return _each(points) if len(points) <= MOST_TOLD else ""
    (lowest, least), (highest, most) = min(shown, key=_number), max(shown, key=_number)
    if lowest == highest:
        told = words.say("every value that is shown is {value}", value=most.text)
    else:
        told = words.say(
            "highest {most} ({where}), lowest {least} ({there})",
            most=most.text,
            where=most.label,
            least=least.text,
            there=least.label,
        )
    return f"{told}, {words.say('withheld: {n}', n=withheld)}" if withheld else told


def _number(pair: tuple[float, Point]) -> float:
    return pair[0]

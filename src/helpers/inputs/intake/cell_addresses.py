"""What sheets call their columns: A, B, ... Z, AA; and which of their cells are merged with others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last of merged cells, each as (row, column), from 0."""
MOST_COVERED = 100_000  # cells that are told to be merged with another; a return has none


@cache
def letter(position: int) -> str:
    """A sheet's name for its column at a position from 0: A, B, ... Z, AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(letters: str) -> int:
    """The position from 0 of a sheet's column."""
    position = 0
    for sign in letters:
        position = position * 26 + ord(sign) - 64
    return position - 1


def covered_cells(
    merged: Sequence[Merged], numbers: Sequence[int], letters: Sequence[str], cells: Sequence[Sequence[str]]
) -> Mapping[tuple[int, int], str]:
    """The cells of a table that seem to hold what the first of merged cells holds, and the name of that one.

    Keys are the number of the row and the position of the column. Nothing is covered by a first cell that is blank.
    """
    columns = {column_of(name): position for position, name in enumerate(letters)}
    covered: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, right) in merged:
        start = bisect_left(numbers, top + 1)
        rows = numbers[start : bisect_right(numbers, bottom + 1)]
        inside = [position for at, position in columns.items() if left <= at <= right]
        if left in columns and top + 1 in rows[:1] and not cells[start][columns[left]]:
            continue
        if len(covered) + len(rows) * len(inside) > MOST_COVERED:
            break
        name = f"{letter(left)}{top + 1}"
        covered |= {
            (number, position): name
            for number in rows
            for position in inside
            if (number, position) != (top + 1, columns.get(left))
        }
    return covered

"""The time that a report is on: a year, or a half or quarter of one; and the months in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.errors import ParamsError

PARTS = ("Q1", "Q2", "Q3", "Q4", "H1", "H2")
"""Of a year, those that reports are made on."""
PART_OF_YEAR = re.compile(rf"\d{{4}}-({'|'.join(PARTS)})")
TIME = re.compile(rf"\d{{4}}(-({'|'.join(PARTS)}))?")
"""A year or a part of it, as folders of reports are named."""
_LENGTHS = {"Q": 3, "H": 6}


class ReportTime(NamedTuple):
    """A report's year, and its period such as '2024-Q1' where it is on a part of the year alone."""

    year: int
    period: str = ""

    def __str__(self) -> str:
        return self.period or str(self.year)


def read_time(text: str) -> ReportTime:
    """The time that a person asks a report on: '2024', '2024-Q1' or '2024-H1'.

    Raises:
        ParamsError: it is none; says what to write.
    """
    if re.fullmatch(r"\d{4}", text):
        return ReportTime(int(text))
    if PART_OF_YEAR.fullmatch(text):
        return ReportTime(int(text[:4]), text)
    meant = re.fullmatch(r"(\d{4})[\W_]*([QH])[\W_]*([1-4])", text.strip().upper())
    if meant and f"{meant[2]}{meant[3]}" in PARTS:
        raise ParamsError(f"'{text}' is no period; did you mean '{meant[1]}-{meant[2]}{meant[3]}'?")
    raise ParamsError(
        f"'{text}' is no year, quarter or half-year; write such as 2024, 2024-Q1 (to Q4) or 2024-H1 (to H2)"
    )


def months_of(period: str) -> list[str]:
    """The months of a year, half, quarter or month, such as 2024-01."""
    year, _, part = period.partition("-")
    if not part:
        return [f"{year}-{month:02d}" for month in range(1, 13)]
    length = _LENGTHS.get(part[0], 1)
    last = int(part.lstrip("QH")) * length
    return [f"{year}-{month:02d}" for month in range(last - length + 1, last + 1)]


def part_after(period: str) -> str:
    """The quarter or half that follows: 2024-Q2 after 2024-Q1, 2025-H1 after 2024-H2."""
    year, part = int(period[:4]), period[5:]
    at = PARTS.index(part) + 1
    if at < len(PARTS) and PARTS[at][0] == part[0]:
        return f"{year}-{PARTS[at]}"
    return f"{year + 1}-{part[0]}1"

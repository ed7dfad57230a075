"""The time that a person asks a report on, as they write it."""

from __future__ import annotations

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.report_time import PARTS, ReportTime, months_of, read_time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024", ReportTime(2024)),
        *((f"2024-{part}", ReportTime(2024, f"2024-{part}")) for part in PARTS),
    ],
)
def test_year_quarter_and_half_are_read_and_written_alike(text: str, time: ReportTime) -> None:
    assert read_time(text) == time
    assert str(time) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-q1", "2024-Q1"),
        ("2024Q3", "2024-Q3"),
        ("2024_h2", "2024-H2"),
        (" 2024 Q4", "2024-Q4"),
        ("2024/Q2", "2024-Q2"),
    ],
)
def test_period_that_is_written_otherwise_is_told(text: str, meant: str) -> None:
    with pytest.raises(ParamsError, match=f"^'{text}' is no period; did you mean '{meant}'\\?$"):
        read_time(text)


@pytest.mark.parametrize(
    "text", ["2024-Q5", "2024-H3", "2024-Q0", "2024-05", "24-Q1", "Q1", "", "2024-", "lang-son"]
)
def test_what_is_no_time_is_told_what_to_write(text: str) -> None:
    with pytest.raises(ParamsError, match="is no year, quarter or half-year; write such as 2024, 2024-Q1"):
        read_time(text)


def test_parts_of_a_year_have_their_months() -> None:
    year = months_of("2024")
    assert len(year) == 12
    assert [*months_of("2024-Q1"), *months_of("2024-Q2")] == months_of("2024-H1") == year[:6]
    assert [*months_of("2024-Q3"), *months_of("2024-Q4")] == months_of("2024-H2") == year[6:]
    assert months_of("2024-10") == ["2024-10"]

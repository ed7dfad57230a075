"""Tab inside the strings of an analyst's calls, and after `release.`."""

from __future__ import annotations

import jedi
import pytest

from helpers import report
from helpers.desk.completion import names_of, offered
from small_release import small_release

LINES = {
    'release.data("sess': "sessions",
    'release.data(["sessions", "parti': "participants",
    'release.data("sessions", by="mon': "month",
    'release.data("interception_cases", by=["border", "dir': "direction",
    'release.by("interception_cases", breakdown="border.d': "border.direction",
    'release.data("sessions", level="reg': "region",
    'release.data("sessions", freq="quar': "quarter",
    'release.data("sessions", places=["cao-bang", "lang': "lang-son",
    'release.cell("sessions", place="lang': "lang-son",
    'open_report(province="lang': "lang-son",
    'report.indicator_by_year(release, "sess': "sessions",
}


@pytest.mark.parametrize("line", LINES)
def test_a_string_is_completed(line: str) -> None:
    begun, choices = offered(line, names_of(small_release()))
    assert LINES[line] in choices
    assert all(choice.startswith(begun) for choice in choices)


def test_other_strings_are_left_alone() -> None:
    assert offered('print("sess', names_of(small_release())) == ("", [])


def test_what_a_release_and_report_have_is_offered() -> None:
    known = [{"release": small_release(), "report": report}]
    assert {"cell", "by", "language", "scope"} <= {
        c.name for c in jedi.Interpreter("release.", known).complete()
    }
    assert "kind" in {c.name for c in jedi.Interpreter("release.scope.", known).complete()}
    assert {"figure", "table", "say"} <= {c.name for c in jedi.Interpreter("report.", known).complete()}

"""Tab inside the strings of an analyst's calls, and after `release.`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jedi
import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from helpers import report
from helpers.desk.completion import attributes, complete_names, names_of, offered
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


KNOWN = {"release": small_release(), "report": report, "frame": pd.DataFrame({"value": [1]}), "n": 1}


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("release.", {"cell": "function", "scope": "instance", "language": "instance"}),
        ("x = (release.lang", {"language": "instance"}),
        ("report.", {"figure": "function", "charts": "instance"}),
        ("frame.group", {"groupby": "function"}),
        ("frame.val", {"value": "instance", "values": "instance"}),
    ],
)
def test_attributes_are_told_by_python_itself(line: str, some: dict[str, str]) -> None:
    begun, found = attributes(line, KNOWN)
    assert line.endswith(begun)
    assert some.items() <= found.items()
    assert [name for name in found if name.startswith("_")] == []


@pytest.mark.parametrize(
    "line", ["n.", "release.scope.", "other.", "release.data().", "frame", '"release.', "frame._"]
)
def test_everything_else_is_left_to_jedi(line: str) -> None:
    assert attributes(line, KNOWN) == ("", {})


@pytest.fixture
def shell() -> Iterator[Any]:
    made = InteractiveShell()
    made.user_ns.update(KNOWN)
    yield made
    made.history_manager.end_session()


def test_first_tab_after_release_waits_for_nobody_who_reads_pandas(
    shell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete_names(shell, KNOWN["release"])
    monkeypatch.setattr(jedi, "Interpreter", lambda *_: pytest.fail("jedi was asked"))
    with provisionalcompleter():
        texts = [each.text for each in shell.Completer.completions("release.", len("release."))]
    assert {"cell", "by", "language", "scope"} <= set(texts)

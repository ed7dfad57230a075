"""An exhibit computed from numbers of which some are withheld says so."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import report
from helpers.report import current
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.front_matter import Withholding
from helpers.report.withheld_behind import tells_of_withheld

NAMES = ["victims_assisted"]


@pytest.fixture(params=["en", "vi"])
def release(
    opened: dict[str, OpenedRelease], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> OpenedRelease:
    """A report that was asked for nothing yet, in a notebook of its own."""
    found = opened[request.param]
    monkeypatch.setattr(current, "_OPENED", [])
    monkeypatch.setitem(found.__dict__, "_given", set())
    current.set_opened(found)
    return found


def shown(frame: pd.DataFrame | pd.Series, indicators: list[str]) -> Exhibit:
    return report.table(frame, "made", title={"en": "Title", "vi": "Tiêu đề"}, indicators=indicators)


def test_a_sum_that_leaves_withheld_numbers_out_says_so(release: OpenedRelease) -> None:
    victims = release.data("victims_assisted", level="province", years=2)
    assert "c" in set(victims["status"])
    made = shown(victims.groupby("year", observed=True)["value"].sum().rename("Sum"), NAMES)
    assert tells_of_withheld(made.note)
    assert ("Computed from numbers" in made.note) is (release.language == "en")


def test_released_cells_and_their_marks_need_no_such_sentence(release: OpenedRelease) -> None:
    victims = release.data("victims_assisted", level="province", years=2)
    wide = victims.pivot(index="place", columns="year", values="value")  # noqa: PD010
    assert not tells_of_withheld(shown(wide, NAMES).note)
    nation = release.data("victims_assisted", level="nation", years=2)
    whole = nation.pivot(index="place", columns="year", values="value")  # noqa: PD010
    assert not tells_of_withheld(shown(whole, NAMES).note)


def test_computed_numbers_of_what_is_not_guarded_need_no_such_sentence(release: OpenedRelease) -> None:
    release.data("victims_assisted", level="province", years=2)
    sessions = release.data("sessions", level="province")
    assert not tells_of_withheld(
        shown(sessions.groupby("year")["value"].mean().rename("Mean"), ["sessions"]).note
    )


def test_statement_does_not_say_that_nothing_is_withheld_beside_such_a_sum() -> None:
    said = Withholding("none", "Why.", ("from-victims",), "Marked:", "No number is marked.")
    assert said.of_all(["from-victims"]).text == "Why.\n\nNo number is marked."
    assert said.of_all(["from-victims"], computed=True).text == "Why."
    assert said.of_all(["from-victims"], ["Rescued"], computed=True).text == "Why.\n\nMarked:\n\n- Rescued"

"""What the source of an exhibit says of how complete its numbers are, and where it says nothing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers import report
from helpers.privacy.release import Release
from helpers.report import current
from helpers.report.frames import OpenedRelease

Open = Callable[[str], OpenedRelease]
BOTH = ["interception_cases", "sessions"]
TITLE = {"en": "Title", "vi": "Tiêu đề"}
SAID = {"en": "station reports", "vi": "báo cáo tháng"}


@pytest.fixture
def anew(opened: dict[str, OpenedRelease], monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a report that was asked for nothing yet, in a notebook of its own."""

    def make(name: str) -> OpenedRelease:
        monkeypatch.setattr(current, "_OPENED", [])
        monkeypatch.setitem(opened[name].__dict__, "_given", set())
        current.set_opened(opened[name])
        return opened[name]

    return make


def source(frame: pd.DataFrame | pd.Series, indicators: list[str]) -> str:
    return report.table(frame, "made", title=TITLE, indicators=indicators).source


def rates(release: OpenedRelease, **asked: object) -> pd.Series:
    wide = release.data(BOTH, **asked).pivot(index="place", columns="indicator_code", values="value")  # type: ignore[arg-type]  # noqa: PD010
    return wide["interception_cases"] / wide["sessions"].replace(0, float("nan")) * 100


@pytest.mark.parametrize("name", ["en", "vi"])
def test_rates_of_other_places_do_not_claim_the_completeness_of_the_own(anew: Open, name: str) -> None:
    release = anew(name)
    top = rates(release, level="province").dropna()
    assert SAID[name] not in source(top.nlargest(3).rename("rate"), BOTH)
    nameless = top.nlargest(3).rename("rate").reset_index(drop=True)
    nameless.index = pd.Index(["a", "b", "c"])
    assert SAID[name] not in source(nameless, BOTH)
    assert SAID[name] not in source(top[["Tây Ninh" if name == "vi" else "Tay Ninh"]].rename("rate"), BOTH)


@pytest.mark.parametrize("name", ["en", "vi"])
def test_numbers_of_the_own_place_say_how_complete_they_are(anew: Open, name: str) -> None:
    release = anew(name)
    assert SAID[name] in source(rates(release).rename("rate"), BOTH)
    quarters = release.data("leaflets", by="quarter", years=2)
    release.data("leaflets", level="province")
    wide = quarters.pivot(index="quarter", columns="year", values="value")  # noqa: PD010
    assert SAID[name] in source(wide, ["leaflets"]), (
        "its numbers are cells of the own place, whatever else was read"
    )


def test_a_computed_number_without_a_place_may_be_of_any_that_was_read(anew: Open) -> None:
    release = anew("en")
    alone = pd.DataFrame({"rate": rates(release).to_list()}, index=["here"])
    assert "station reports" in source(alone, BOTH)
    release.data(BOTH, level="nation")
    assert "station reports" not in source(alone, BOTH)


def test_the_nation_tells_its_own_completeness_where_all_provinces_were_asked_for(anew: Open) -> None:
    release = anew("nation")
    two = rates(release, places=["lang-son", "tay-ninh"]).rename("rate")
    assert "station reports" not in source(two, BOTH)
    assert "station reports" in source(
        rates(release, level="province").dropna().nlargest(2).rename("rate"), BOTH
    )


def test_whole_years_in_a_report_on_a_quarter_do_not_claim_the_completeness_of_the_quarter(
    anew: Open,
) -> None:
    release: Release = anew("quarter")
    years = release.data("sessions", by="year", years=2)  # type: ignore[attr-defined]
    assert "station reports" not in source(years.set_index("year")[["value"]], ["sessions"])
    quarters = release.data("sessions", by="period", years=2)  # type: ignore[attr-defined]
    assert "all 36 monthly station reports" in source(quarters.set_index("year")[["value"]], ["sessions"])

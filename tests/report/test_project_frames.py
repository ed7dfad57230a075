"""Frames of a donor's project: sums over years, counts by province, tests before and after."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import open_report, report
from helpers.paths import Project
from helpers.report import current
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing, reason_of
from small_release import project_release


@pytest.fixture
def project() -> OpenedRelease:
    release = project_release("inl-phase-1")
    current.set_opened(release)
    return release


def years_of(*cells: tuple[float | None, str]) -> pd.DataFrame:
    """A number of each year of one place."""
    values = [missing(status) if value is None else value for value, status in cells]
    years = [2021 + at for at in range(len(cells))]
    frame = pd.DataFrame({"place": "Lang Son", "year": years, "value": values})
    return frame.assign(period=years, status=[status for _, status in cells])


@pytest.mark.parametrize(
    ("cells", "value", "status"),
    [
        ([(3.0, "shown"), (4.0, "shown")], 7.0, "shown"),
        ([(3.0, "shown"), (None, "c")], None, "c"),
        ([(3.0, "shown"), (None, "x")], 3.0, "shown"),
        ([(0.0, "shown"), (None, "x")], None, "x"),
        ([(0.0, "shown"), (0.0, "shown")], 0.0, "shown"),
        ([(None, "x"), (None, "x")], None, "x"),
    ],
)
def test_years_together_are_never_smaller_than_they_are(
    cells: list[tuple[float | None, str]], value: float | None, status: str
) -> None:
    (found,) = report.over_years(years_of(*cells)).to_dict("records")
    assert found["status"] == status
    if value is None:
        assert reason_of(found["value"]) == status
    else:
        assert found["value"] == value


def test_a_place_without_a_row_of_a_year_recorded_nothing_of_it() -> None:
    two = pd.concat([years_of((0.0, "shown")), years_of((5.0, "shown"), (6.0, "shown")).assign(place="Hue")])
    found = report.over_years(two).set_index("place")
    assert found.loc["Hue", "value"] == 11.0
    assert found.loc["Lang Son", "status"] == "x"


def test_results_have_numbers_beside_their_texts(project: OpenedRelease) -> None:
    results = project.results().set_index("framework_code")
    shown = results[results["status"].eq("shown")]
    assert len(shown) and (shown["value"].notna() & shown["value_text"].str.contains(r"\d")).all()
    hidden = results[results["status"].ne("shown")]
    assert (hidden["value_text"] == "[" + hidden["status"] + "]").all()
    assert [reason_of(value) for value in hidden["value"]] == hidden["status"].tolist()
    assert not project.results_by_period().duplicated(["framework_code", "period"]).any()


def test_projects_data_are_its_own_alone(project: OpenedRelease) -> None:
    courses = project.project_data("courses_held")
    assert courses[["year", "value"]].to_numpy().tolist() == [[2022, 4.0], [2023, 3.0]]
    assert "project" not in courses


@pytest.fixture
def inl_1(opened_project: Project, monkeypatch: pytest.MonkeyPatch) -> OpenedRelease:
    monkeypatch.setenv("WORKBOOK_ROOT", str(opened_project.root))
    return open_report(project="inl-phase-1", year=2023, language="en")


def test_provinces_that_a_report_counts_stand_beside_those_that_were_published(inl_1: OpenedRelease) -> None:
    row = inl_1.reported_results().set_index("framework_code").loc["provinces-covered"]
    courses = inl_1.project_data("courses_held", level="province")
    counted = courses.loc[courses["value"] > 0, "place_code"].nunique()
    assert row["published_text"] == "12"
    assert (row["returns_text"], row["agrees"]) == (str(counted), counted == 12)


def test_what_was_published_after_a_report_is_not_in_it(inl_1: OpenedRelease) -> None:
    sources = " ".join(inl_1.published_context()["source"])
    assert "Thanh Nien, 9 August 2023" in sources
    assert "Trafficking in Persons Report 2024" not in sources

"""Every exhibit in every kind of report: it tells the truth, or says which report it needs and what serves here."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.privacy.release import Release
from helpers.report.frames import OpenedRelease
from helpers.report.scopes import OF_PROJECTS
from helpers.report.words import Words
from scopes import SCOPES

ARGUMENTS = {"indicator_by_month": ("sessions",), "indicator_by_year": ("sessions",)}


@pytest.fixture(scope="module")
def opened(opened_scopes: dict[str, OpenedRelease]) -> dict[str, OpenedRelease]:
    """A report of each scope."""
    return opened_scopes


def made(name: str, release: Release) -> Any:
    return getattr(report, name)(release, *ARGUMENTS.get(name, ()))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", report.MODULES)
def test_exhibit_is_made_or_says_what_it_needs_and_what_serves_here(
    name: str, scope: str, opened: dict[str, Release]
) -> None:
    release = opened[scope]
    if name not in OF_PROJECTS or release.scope.kind == "project":
        made(name, release)
        return
    with pytest.raises(ParamsError) as fault:
        made(name, release)
    said = str(fault.value)
    assert said.startswith(f"{name} needs a report on a project, and this one is on ")
    assert "open_report(project=...)" in said and "\n" not in said


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", ARGUMENTS)
def test_exhibit_of_a_place_names_it_and_its_years(name: str, scope: str, opened: dict[str, Release]) -> None:
    release = opened[scope]
    exhibit = made(name, release)
    assert Words(release).place() in exhibit.subtitle
    assert exhibit.subtitle.endswith(str(release.scope.year))


def test_every_exhibit_of_projects_exists() -> None:
    assert set(report.MODULES) >= OF_PROJECTS


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", ["officers_by_region", "cases_by_exploitation", "published"])
def test_headline_on_the_nation_is_the_same_in_every_report(
    name: str, scope: str, opened: dict[str, Release]
) -> None:
    year = opened[scope].scope.year
    nation = next(each for each in opened.values() if each.scope.kind == "nation" and each.scope.year == year)
    headline = getattr(report.headlines, name)
    assert headline(opened[scope]) == headline(nation)


def test_headline_of_a_map_of_a_share_adds_no_shares_up(opened: dict[str, Release]) -> None:
    said = report.headlines.provinces_map(opened["nation"], "posttest_meeting_pct")
    assert said == "Tests after training that met the standard by province"

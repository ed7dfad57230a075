"""Every exhibit in every kind of report: it tells the truth, or says which report it needs and what serves here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.paths import Project
from helpers.privacy.release import Release
from helpers.report.exhibit import Exhibit
from helpers.report.scopes import NEEDS
from helpers.report.words import Words
from helpers.run import open_report
from projects import FEW, ROOT, copy_project

SCOPES: dict[str, dict[str, Any]] = {
    "province": {"province": "lang-son", "year": 2023},
    "first-year": {"province": "lang-son", "year": 2022},
    "merged": {"province": "tay-ninh", "year": 2025},
    "nation": {"year": 2023},
    "nation-first-year": {"year": 2022},
    "nation-merged": {"year": 2025},
    "project": {"project": "inl-phase-1", "year": 2023},
    "project-ended": {"project": "inl-phase-1", "year": 2025},
}
OF_NATION = (
    "cases_by_exploitation", "officers_by_region", "provinces_map", "published_against_computed", "ranking",
    "regions_table", "victims_by_destination", "victims_by_exploitation",
)  # fmt: skip
OF_OWN_PLACE = (
    "cases_and_arrests", "cases_by_year", "completeness", "crossings_by_month", "crossings_by_route",
    "indicator_by_month", "indicator_by_year", "interceptions_table", "knowledge_before_and_after",
    "materials_table", "officers_by_kind", "outreach_by_quarter", "people_by_quarter", "quarterly_trend",
    "sessions_by_month", "training_table", "victims_by_pathway", "victims_table", "yearly_trend",
)  # fmt: skip
ARGUMENTS = {"indicator_by_month": ("sessions",), "indicator_by_year": ("sessions",)}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Release]]:
    """A Release of each scope, of four provinces' returns over the merger."""
    project: Project = copy_project(
        tmp_path_factory.mktemp("scopes") / "project",
        years=(2022, 2023, 2024),
        donor_projects=["inl-phase-1"],
    )
    for half in ("until-june", "from-july"):
        for province in FEW:
            source = ROOT / "data" / "sample" / "2025" / half / province
            if source.is_dir():
                shutil.copytree(source, project.root / "data" / "sample" / "2025" / half / province)
    settings = project.params / "workbook.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[2022, 2023, 2024]", "[2022, 2023, 2024, 2025]"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_ROOT", str(project.root))
        yield {name: open_report(**scope, language="en") for name, scope in SCOPES.items()}


def made(name: str, release: Release) -> Any:
    return getattr(report, name)(release, *ARGUMENTS.get(name, ()))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", report.MODULES)
def test_exhibit_is_made_or_says_what_it_needs_and_what_serves_here(
    name: str, scope: str, opened: dict[str, Release]
) -> None:
    release = opened[scope]
    needs = NEEDS.get(name)
    if needs is None or release.scope.kind in needs.reports:
        made(name, release)
        return
    with pytest.raises(ParamsError) as fault:
        made(name, release)
    said = str(fault.value)
    assert said.startswith(f"{name} needs a report on ") and "open one by open_report(" in said
    assert "\n" not in said
    if needs.instead:
        assert f"report.{needs.instead}(release)" in said
        assert made(needs.instead, release) is not None


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", OF_NATION)
def test_exhibit_of_the_nation_tells_the_same_in_every_report(
    name: str, scope: str, opened: dict[str, Release]
) -> None:
    year = opened[scope].scope.year
    nation = next(each for each in opened.values() if each.scope.kind == "nation" and each.scope.year == year)
    here, there = made(name, opened[scope]), made(name, nation)
    if not isinstance(there, Exhibit):
        assert here == there
        return
    assert here.title == there.title
    first = opened[scope].scope.first_year
    if first == nation.scope.first_year or first < year:  # both look back on the year before
        assert here.to_text() == there.to_text()


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", OF_OWN_PLACE)
def test_exhibit_of_a_place_names_it_and_its_years(name: str, scope: str, opened: dict[str, Release]) -> None:
    release = opened[scope]
    exhibit = made(name, release)
    if isinstance(exhibit, Exhibit):
        assert Words(release).place() in exhibit.subtitle
        assert exhibit.subtitle.endswith(str(release.scope.year))


def test_every_exhibit_of_the_table_exists() -> None:
    assert set(NEEDS) <= set(report.MODULES)
    assert {each.instead for each in NEEDS.values()} - {""} <= set(report.MODULES)


def test_map_of_a_share_adds_no_shares_up(opened: dict[str, Release]) -> None:
    shown = report.provinces_map(opened["nation"], "posttest_meeting_pct")
    assert shown.title == "Officers meeting the standard after training by province"
    assert "%" in shown.to_text()

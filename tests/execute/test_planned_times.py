"""Which reports are planned on a quarter or half of a year, and on regions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.errors import ParamsError
from helpers.execute.jobs import Forms, Job, check_regions, plan
from helpers.paths import Project

HIGHLANDS = "central-highlands"


def test_quarter_has_nation_provinces_and_running_projects(make_project: Callable[..., Project]) -> None:
    project = make_project(years=(2023, 2024), donor_projects=["inl-phase-1", "inl-phase-2"])
    jobs = plan(project, 2024, languages=["en"], period="2024-Q1")
    kinds = [job.kind for job in jobs]
    assert (kinds.count("nation"), kinds.count("province"), kinds.count("quality")) == (1, 44, 0)
    running = [job.place for job in jobs if job.kind == "project"]
    assert "inl-phase-2" in running and "inl-phase-1" not in running
    assert not [job for job in jobs if job.kind == "region"], "those are made where they are named"
    assert {job.name.split("/")[0] for job in jobs} == {"2024-Q1"}


def test_notebook_is_told_the_period_and_the_place_alone() -> None:
    def told(kind: str, place: str) -> tuple[str, dict[str, object]]:
        job = Job(kind, place, 2024, "vi", period="2024-H1")  # type: ignore[arg-type]
        return job.notebook, job.parameters

    rest = {"period": "2024-H1", "language": "vi"}
    assert told("nation", "viet-nam") == ("period_report.ipynb", rest)
    assert told("region", HIGHLANDS) == ("period_report.ipynb", {"region": HIGHLANDS, **rest})
    assert told("province", "lang-son") == ("period_report.ipynb", {"province": "lang-son", **rest})
    assert told("project", "inl-phase-2") == (
        "project_period_report.ipynb",
        {"project": "inl-phase-2", **rest},
    )


def test_report_on_a_region_is_kept_up_to_date_once_it_was_made(make_project: Callable[..., Project]) -> None:
    project = make_project()
    for period in ("", "2023-Q1"):
        [named] = plan(project, 2023, provinces=[HIGHLANDS], languages=["en"], period=period)
        assert named.name == f"{period or 2023}/en/{HIGHLANDS}"
        assert named not in plan(project, 2023, period=period)
        named.packet(project).mkdir(parents=True)
        assert named in plan(project, 2023, period=period)


@pytest.mark.parametrize(
    ("named", "period", "message"),
    [
        ("data-quality", "2024-Q1", "'data-quality' is made by year; write workbook build 2024 data-quality"),
        ("lang-son.week", "2024-Q1", "'lang-son.week' is made by year"),
        (
            "inl-phase-1",
            "2024-Q1",
            "project 'inl-phase-1' ended in 2023-12, so it has no report on 2024-Q1; that of",
        ),
        ("inl-phase-2", "2023-H2", "project 'inl-phase-2' begins in 2024-"),
        ("ha-giang", "2025-Q1", "province 'ha-giang' was merged into 'tuyen-quang' on 1 July 2025"),
        ("tuyen-quang", "2024-Q1", "province 'tuyen-quang' has no Border Guard command"),
        ("lang-sn", "2024-Q1", "did you mean 'lang-son'?"),
    ],
)
def test_report_that_there_is_not_of_the_period_is_told(
    project: Project, named: str, period: str, message: str
) -> None:
    with pytest.raises(ParamsError) as fault:
        plan(project, int(period[:4]), provinces=[named], period=period)
    assert message in str(fault.value) and "\n" not in str(fault.value)


def test_layout_is_of_a_year(project: Project) -> None:
    with pytest.raises(ParamsError, match="--layout is of a project's results, which are told by year"):
        plan(project, 2024, provinces=["inl-phase-2"], forms=Forms(layout="uk"), period="2024-Q1")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lang-son", "'lang-son' is a province, not a region; write --province lang-son"),
        ("central-highland", "unknown region 'central-highland'; did you mean 'central-highlands'?"),
        ("nowhere", "unknown region 'nowhere'; there are: central-highlands, "),
    ],
)
def test_region_that_there_is_not_is_told(project: Project, name: str, message: str) -> None:
    with pytest.raises(ParamsError) as fault:
        check_regions(project, [name], 2023)
    assert str(fault.value).startswith(message)


def test_region_without_a_command_among_the_provinces_of_the_year_is_told(
    make_project: Callable[..., Project],
) -> None:
    project = make_project()
    table = project.params / "provinces" / "provinces.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    closed = [row.replace(",yes,", ",no,") if ",Central Highlands," in row else row for row in rows]
    table.write_text("\n".join(closed) + "\n", encoding="utf-8")
    with pytest.raises(
        ParamsError, match=r"no province of region 'central-highlands' .* among the 63 provinces"
    ):
        check_regions(project, [HIGHLANDS], 2023)

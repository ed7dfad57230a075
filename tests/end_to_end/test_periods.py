"""Reports on quarters, half-years and regions, from the command to the portal, and what they tell beside the year's."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pytest

from annex_lists import listed, marked
from helpers.build import verify
from helpers.build.year_audit import audit_year
from helpers.execute.jobs import plan
from helpers.inputs.params.report_time import months_of
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.release.change_detection import BuildChoice
from helpers.release.prepare import prepare
from projects import Done, add_donor_projects, call_workbook

REGION = "northern-midlands-and-mountains"
PLACES = ("viet-nam", "lang-son", REGION, "inl-phase-1")
KEY = ["indicator", "place", "breakdown", "category"]


@pytest.fixture(scope="module")
def quarterly(make_once: Callable[[str, Callable[[Path], None]], Path], built: Project) -> Project:
    """Beside reports of the year, those of a quarter in English and of a half in Vietnamese, and one on a region."""

    def make(folder: Path) -> None:
        shutil.copytree(built.root, folder)
        add_donor_projects(folder, ["inl-phase-1"])
        for arguments in (
            ("2023-Q1", *PLACES, "--language", "en"),
            ("2023-H1", "lang-son", "inl-phase-1", "--language", "vi"),
            ("2023", "--region", REGION, "--language", "en"),
        ):
            done = call_workbook(Project(folder), "build", *arguments, "--strict")
            assert done.returncode == 0, done.stdout + done.stderr

    return Project(make_once("quarterly", make))


def test_annexes_of_all_reports_list_what_is_marked_and_nothing_else(quarterly: Project) -> None:
    """Of provinces, the nation, a region and a project; of a year, a quarter and a half."""
    packets = [each.parent for each in quarterly.reports.glob("2023*/*/*/annex.html")]
    differ = {str(each): (listed(each, each.parent.name), marked(each)) for each in packets}
    assert len(packets) > 10
    assert {name: two for name, two in differ.items() if two[0] != two[1]} == {}
    assert sum(bool(two[0]) for two in differ.values()) >= 4


def test_report_of_a_period_is_whole_and_short(quarterly: Project) -> None:
    made = [("2023-Q1/en", place, "Q1 2023") for place in PLACES]
    made += [("2023-H1/vi", place, "6 tháng đầu năm 2023") for place in ("lang-son", "inl-phase-1")]
    for folder, place, when in made:
        packet = quarterly.reports / folder / place
        about = json.loads((packet / "packet.json").read_bytes())
        assert (about["period"], about["year"], about["highlights"]) == (folder[:7], 2023, {})
        page = (packet / "index.html").read_text(encoding="utf-8")
        assert when in page and page.count("<figure") >= 2
        with pikepdf.open(packet / "report.pdf") as pdf:
            assert len(pdf.pages) <= 8
            assert when in str(pdf.docinfo["/Title"])
        inside = {f"{month[5:]}" for month in months_of(folder[:7])} | {"Q1", "Q2"}
        periods = set(pd.concat(tables(packet))["period"].str[5:])
        assert periods and periods <= inside, "of the rest of the year nothing is told"
    region = quarterly.reports / "2023/en" / REGION
    assert "Annual report · region" in (region / "index.html").read_text(encoding="utf-8")
    with pikepdf.open(region / "report.pdf") as pdf:
        assert len(pdf.pages) <= 8


def test_report_says_what_is_told_by_year(quarterly: Project) -> None:
    page = (quarterly.reports / "2023-Q1/en/lang-son/index.html").read_text(encoding="utf-8")
    assert "Told by year: Victims and suspected victims assisted; " in page
    page = (quarterly.reports / "2023-Q1/en/inl-phase-1/index.html").read_text(encoding="utf-8")
    assert "Its results against targets stand in its report of the year." in page
    assert not (quarterly.reports / "2023-Q1/en/inl-phase-1/iati.xml").exists()


def test_portal_lists_them_under_their_year(quarterly: Project) -> None:
    portal = (quarterly.reports / "index.html").read_text(encoding="utf-8")
    english = portal.partition('id="vi"')[0]
    assert 'data-year="2023-Q1"' not in portal
    heads = [
        english.index(f'<summary class="name">{title}')
        for title in ("Regions", "First half of 2023", "Q1 2023")
    ]
    assert heads == sorted(heads)
    for place in PLACES:
        assert f'href="2023-Q1/en/{place}/index.html"' in english
        page = (quarterly.reports / "2023-Q1/en" / place / "index.html").read_text(encoding="utf-8")
        assert f'href="../../../index.html#vi-2023-Q1/{place}"' in page
    assert f'href="2023/en/{REGION}/index.html"' in english


def test_status_and_why_know_them(quarterly: Project, workbook: Callable[..., Done]) -> None:
    done = workbook(quarterly, "status", "2023-Q1", *PLACES)
    assert "4 of 8 reports are up to date" in done.stdout
    assert f"2023-Q1/en/{REGION}  up to date" in done.stdout
    assert f"2023-Q1/vi/{REGION}  out of date: it was never built" in done.stdout
    done = workbook(quarterly, "status", "2023", "--language", "en", "--json", "-")
    assert f"2023/en/{REGION}" in {each["report"] for each in json.loads(done.stdout)}, (
        "it is kept up to date"
    )
    done = workbook(quarterly, "why", "2023-Q1", "lang-son", "--language", "en")
    assert done.stdout == "2023-Q1/en/lang-son: up to date\n"


def test_verify_builds_the_very_reports_again(quarterly: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    choice = BuildChoice(2023, PLACES, ("en",), period="2023-Q1")
    jobs = plan(quarterly, 2023, provinces=PLACES, languages=["en"], period=choice.period)
    verify._build(quarterly, choice, jobs, 1)
    [command] = asked
    assert command[command.index("build") + 1] == "2023-Q1"
    named = [command[at + 1] for at, word in enumerate(command) if word == "--province"]
    assert {*plan(quarterly, 2023, provinces=named, languages=["en"], period="2023-Q1")} == {*jobs}


def test_audit_reads_them_with_the_year_and_finds_a_withheld_number(
    quarterly: Project, tmp_path: Path
) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(quarterly.root, project.root)
    releases = prepare(project, 2023)
    audit = audit_year(project, 2023, releases)
    assert (audit.packets, audit.findings) == (11, ())
    table = project.reports / "2023-Q1/en/lang-son/data/trafficking_cases.csv"
    withheld = table.read_text(encoding="utf-8")
    line = next(
        line for line in withheld.splitlines() if ",lang-son,2023-Q1," in line and line.endswith("[c]")
    )
    table.write_text(withheld.replace(line, line.replace(",[c]", "2,shown")), encoding="utf-8")
    found = [each.reason for each in audit_year(project, 2023, releases).findings]
    assert any("is shown for" in reason and "which is withheld" in reason for reason in found)


def tables(packet: Path) -> Iterator[pd.DataFrame]:
    """The published cells that a packet's files hold."""
    for path in sorted((packet / "data").glob("*.csv")):
        if not path.name.startswith(("fig-", "tbl-")):
            yield pd.read_csv(path, dtype={"period": str})


def told_by_subtraction(cells: pd.DataFrame) -> list[tuple[str, ...]]:
    """Cells that are withheld and yet follow: the only withheld part of a whole that is shown."""
    found = []
    wholes = {"year": ("", [f"-Q{n}" for n in range(1, 5)])}
    wholes |= {
        f"Q{n}": (f"-Q{n}", [f"-{month:02d}" for month in range(3 * n - 2, 3 * n + 1)]) for n in range(1, 5)
    }
    for key, of_cell in cells.assign(part=cells["period"].str[4:]).groupby(KEY, sort=False):
        statuses = dict(zip(of_cell["part"], of_cell["status"], strict=True))
        for whole, parts in wholes.values():
            hidden = [part for part in parts if statuses.get(part) == "[c]"]
            known = statuses.get(whole) == "shown" and all(part in statuses for part in parts)
            if known and len(hidden) == 1:
                found.append((*map(str, key), hidden[0]))
    return found


def test_year_minus_quarters_betrays_nothing(quarterly: Project) -> None:
    packets = [path.parent for path in quarterly.reports.glob("2023*/*/*/packet.json")]
    cells = pd.concat([each for packet in packets for each in tables(packet)])
    cells = cells[cells["period"].str[:4] == "2023"]
    versions = cells[[*KEY, "period", "value", "status"]].drop_duplicates()
    assert not versions.duplicated([*KEY, "period"]).any(), "a cell is the same in each report"
    sensitive = [name for name, each in read_catalogue(quarterly).items() if each.sensitive]
    guarded = versions[versions["indicator"].isin(sensitive)]
    quarters = guarded["period"].str.contains("-Q")
    assert (guarded[quarters]["status"] == "[c]").any() and (guarded[~quarters]["status"] == "shown").any()
    assert told_by_subtraction(guarded) == []
    # The same eyes see a leak: one quarter withheld alone beside a total that is shown.
    one = guarded[(guarded["place"] == "viet-nam") & (guarded["indicator"] == "trafficking_cases")]
    leak = one.assign(status=one["status"].where(one["period"] != "2023-Q3", "[c]"))
    leak.loc[leak["period"].isin(["2023", "2023-Q1", "2023-Q2", "2023-Q4"]), "status"] = "shown"
    assert any(found[-1] == "-Q3" for found in told_by_subtraction(leak))


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("2023-Q5",), 2, "'2023-Q5' is no year, quarter or half-year"),
        (("2023-q1",), 2, "did you mean '2023-Q1'?"),
        (("2023-Q1", "--region", "lang-son"), 2, "'lang-son' is a province, not a region"),
        (("2023-Q1", "--region", "nowhere"), 2, "unknown region 'nowhere'"),
        (("2023-Q1", "data-quality"), 2, "'data-quality' is made by year"),
    ],
)
def test_what_cannot_be_built_is_told_in_one_sentence(
    quarterly: Project, workbook: Callable[..., Done], arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = workbook(quarterly, "build", *arguments)
    assert done.returncode == code
    assert message in done.stderr.replace("\n", " ") and "Traceback" not in done.stderr


def test_quarter_that_nobody_reported_is_refused(
    prepared_project: Project, workbook: Callable[..., Done]
) -> None:
    for path in (prepared_project.data / "sample/2023").glob("*/outreach.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if not any(f",2023-{month}," in row for month in ("10", "11", "12"))]
        path.write_text(head + "".join(kept), encoding="utf-8")
    done = workbook(prepared_project, "build", "2023-Q4", "lang-son")
    assert done.returncode == 3
    assert "no return of 2023-Q4 was received, so there is nothing to report" in done.stderr.replace(
        "\n", " "
    )
    assert not (prepared_project.reports / "2023-Q4").exists()

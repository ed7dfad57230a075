"""A donor's project through the command: built, audited, published, and known to the commands that tell of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from helpers.execute.jobs import plan
from helpers.paths import Project
from projects import Done, call_workbook

NAME = "2023/en/inl-phase-1"


Workbook = Callable[..., Done]


@pytest.fixture(scope="module")
def reported(copy_prepared: Callable[..., Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """INL phase 1 to the end of 2023, in English, from the returns of four provinces."""
    project = copy_prepared(tmp_path_factory.mktemp("donor") / "project", donor_projects=("inl-phase-1",))
    done = call_workbook(project, "build", "2023", "inl-phase-1", "--language", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 1 reports published" in done.stdout
    return project


def test_packet_of_a_project_is_published_with_its_exports(reported: Project) -> None:
    packet = reported.root / "reports" / NAME
    made = {path.name for path in packet.iterdir()}
    assert {"index.html", "report.pdf", "iati.xml", "tables.xlsx", "packet.json"} <= made
    page = (packet / "index.html").read_text(encoding="utf-8")
    assert "Indicator tracking table" in page
    assert 'id="tbl-project-by-province"' in page


def test_audit_passes_a_projects_report(reported: Project, workbook: Workbook) -> None:
    done = workbook(reported, "audit", "2023")
    assert done.returncode == 0, done.stdout + done.stderr


def test_status_and_why_know_a_project(reported: Project, workbook: Workbook) -> None:
    status = workbook(reported, "status", "2023", "--json", "-")
    said = next(each for each in json.loads(status.stdout) if each["report"] == NAME)
    assert said["causes"] == []
    why = workbook(reported, "why", "2023", "inl-phase-1", "--language", "en")
    assert why.returncode == 0, why.stdout + why.stderr
    assert "up to date" in why.stdout


def test_another_donors_layout_is_a_packet_beside_the_own(reported: Project) -> None:
    own = (reported.reports / NAME / "packet.json").read_bytes()
    done = call_workbook(reported, "build", "2023", "inl-phase-1", "--language", "en", "--layout", "uk")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (reported.reports / f"{NAME}.uk" / "index.html").read_text(encoding="utf-8")
    assert "Logframe; no source gives a target" in page
    assert "Indicator tracking table" not in page
    assert (reported.reports / NAME / "packet.json").read_bytes() == own
    assert "inl-phase-1.uk" not in (reported.reports / "index.html").read_text(encoding="utf-8")
    jobs = plan(reported, 2023, provinces=["inl-phase-1"], languages=["en"])
    assert [job.name for job in jobs] == [NAME, f"{NAME}.uk"]  # kept up to date from now on


def test_large_deviation_without_a_word_fails_the_report(reported: Project, workbook: Workbook) -> None:
    published = (reported.reports / NAME / "packet.json").read_bytes()
    path = reported.params / "projects" / "inl-phase-1.yml"
    sound = path.read_text(encoding="utf-8")
    target = 'targets: [{period: "2023", value: 12, source: {en: The agreement, vi: Thỏa thuận}}]'
    measured = "        measures: courses_held\n"
    path.write_text(sound.replace(measured, f"{measured}        {target}\n", 1), encoding="utf-8")
    done = workbook(reported, "build", "2023", "inl-phase-1", "--language", "en")
    path.write_text(sound, encoding="utf-8")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "params/projects/inl-phase-1.yml, line " in done.stderr
    assert (
        "'courses-held' differs by 20% or more from what was due by the end of 2023; explain it"
        in done.stderr
    )
    assert (reported.reports / NAME / "packet.json").read_bytes() == published


def test_year_without_returns_leads_to_the_report_that_there_is(
    reported: Project, workbook: Workbook
) -> None:
    done = workbook(reported, "build", "2021", "inl-phase-1")
    assert done.returncode == 2
    assert "there are no returns of 2021" in done.stderr
    assert "workbook build 2022 inl-phase-1" in done.stderr


def test_trace_of_a_project_works_down_to_its_records(reported: Project, workbook: Workbook) -> None:
    done = workbook(reported, "trace", "2023", "inl-phase-1", "officers-trained", "--audience", "partner")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("RESTRICTED")
    assert lines[1] == "Attendances at training courses and workshops, inl-phase-1, 2023"
    assert {
        "  2021: [x]",
        "  2022: 0",
        "  2023: 89",
        "  To date: 89",
        "  Tay Ninh: 42",
        "  Lang Son: 47",
    } <= set(lines)
    assert "  Published, 2021 to 2023: 436 (" in done.stdout
    assert lines[lines.index("Records: 2 counted, 0 left out") + 1 :] == [
        "  data/sample/2023/lang-son/training.csv, row 3: LANG-SON-2023-C02",
        "  data/sample/2023/tay-ninh/training.csv, row 4: TAY-NINH-2023-C03",
    ]


def test_trace_for_the_public_tells_no_record(reported: Project, workbook: Workbook) -> None:
    done = workbook(reported, "trace", "2023", "inl-phase-1", "officers_trained")
    assert done.returncode == 0, done.stderr
    assert "  To date: 89" in done.stdout
    assert "LANG-SON-2023-C02" not in done.stdout
    assert "Exact figures and records: --audience partner" in done.stdout


def test_trace_of_a_province_tells_why_a_record_was_left_out(reported: Project, workbook: Workbook) -> None:
    done = workbook(reported, "trace", "2023", "lang-son", "officers_trained", "--audience", "partner")
    assert done.returncode == 0, done.stderr
    assert "row 3: LANG-SON-2023-C02\n" in done.stdout
    assert "row 2: LANG-SON-2023-C01  left out: Kind is not course or workshop" in done.stdout


def test_trace_tells_partners_how_many_records_of_victims_it_lists(
    reported: Project, workbook: Workbook
) -> None:
    done = workbook(reported, "trace", "2023", "lang-son", "victims_assisted", "--audience", "partner")
    assert done.returncode == 0, done.stderr
    counted = next(line for line in done.stdout.splitlines() if line.startswith("Records: "))
    number = counted.removeprefix("Records: ").split()[0]
    assert int(number) > 0
    assert f"Rows counted: {number}, listed below." in done.stdout
    assert "withheld" not in done.stdout


def test_trace_names_the_indicators_that_a_project_has(reported: Project, workbook: Workbook) -> None:
    done = workbook(reported, "trace", "2023", "inl-phase-1", "officers-traned")
    assert done.returncode == 2
    assert "did you mean 'officers-trained'" in done.stderr


def test_trace_of_a_published_number_names_its_source(reported: Project, workbook: Workbook) -> None:
    done = workbook(reported, "trace", "2023", "inl-phase-1", "provinces-evaluated", "--language", "vi")
    assert done.returncode == 0, done.stderr
    assert "6 (" in done.stdout
    assert "Định nghĩa: Số tỉnh được đánh giá" in done.stdout

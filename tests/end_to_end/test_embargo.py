"""Before its minute nothing of a report is in reports/, whatever the clock does; then it is there as it was made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hands import replace
from helpers.paths import Project
from helpers.publish import embargo
from projects import Done

AT = datetime(2024, 3, 31, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CHOICE = ("2023", "--language", "en", "--province", "lang-son")
WAITS = "wait for their release: build again after 2024-03-31 09:00 (Asia/Ho_Chi_Minh)"
EARLY = """  - reports: 2023
    at: 2024-03-31 09:00
    early_access:
      - who: {en: "Deputy Commander", vi: "Phó Tư lệnh"}
        why: {en: to prepare the press briefing, vi: để chuẩn bị họp báo}
        since: 2024-03-30 17:30
"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what the computer's clock says to whoever asks for the minute of a release."""
    return lambda moment: monkeypatch.setattr(embargo, "now", lambda: moment)


def files(project: Project) -> dict[str, bytes]:
    """All that lies in reports/."""
    return {
        path.relative_to(project.reports).as_posix(): path.read_bytes()
        for path in sorted(project.reports.rglob("*"))
        if path.is_file()
    }


def test_report_waits_for_its_minute_and_is_then_published_as_it_was_made(
    prepared_project: Project, workbook: Callable[..., Done], clock: Callable[[datetime], None]
) -> None:
    replace(prepared_project.params / "releases.yml", "  - {reports: 2023, at: 2024-03-31 09:00}\n", EARLY)
    summary = prepared_project.root / "account.json"
    clock(AT - timedelta(minutes=1))
    early = workbook(prepared_project, "build", *CHOICE, "--json", str(summary))
    assert early.returncode == 0 and WAITS in " ".join((early.stdout + early.stderr).split())
    assert json.loads(summary.read_text())["waiting"] == 1
    there = files(prepared_project)
    assert not [name for name in there if "lang-son" in name or name.startswith(("2023", "data/"))]
    assert not [name for name, content in there.items() if b"lang-son" in content.lower() and "ics" in name]
    assert not list((prepared_project.data / "published").glob("*.parquet"))
    told = workbook(prepared_project, "status", *CHOICE)
    assert "it is made and waits for its release, 2024-03-31 09:00" in " ".join(told.stdout.split())
    staged = prepared_project.builds / "staged/2023/en/lang-son"
    made = {path.name: path.read_bytes() for path in staged.iterdir() if path.is_file()}

    clock(AT)
    late = workbook(prepared_project, "build", *CHOICE)
    assert late.returncode == 0 and "1 of 1 reports published" in late.stdout + late.stderr
    packet = prepared_project.reports / "2023/en/lang-son"
    assert {path.name: path.read_bytes() for path in packet.iterdir() if path.is_file()} == made
    assert len(list((prepared_project.data / "published").glob("2023*.parquet"))) > 0
    page = re.sub(r"<[^>]+>", "", (packet / "index.html").read_text(encoding="utf-8"))
    assert (
        "Early access before publication: Deputy Commander, from 30 March 2024, 17:30, to prepare the press briefing"
        in " ".join(page.split())
    )
    about = json.loads((packet / "packet.json").read_text(encoding="utf-8"))["about"]
    assert about["early_access"][0]["since"] == "2024-03-30T17:30"
    portal = (prepared_project.reports / "index.html").read_text(encoding="utf-8")
    assert "Deputy Commander, 30 March 2024, 17:30: to prepare the press briefing" in portal


def test_clock_that_is_set_back_publishes_nothing_and_takes_nothing_away(
    built: Project, tmp_path: Path, workbook: Callable[..., Done], clock: Callable[[datetime], None]
) -> None:
    before = files(built)
    clock(AT - timedelta(days=365))
    for command in (("build", *CHOICE, "--force"), ("audit", "2023")):
        done = workbook(built, *command)
        said = " ".join(done.stderr.split())
        assert done.returncode == 4 and said.count("error:") == 1, done
        assert "reports/2023 holds reports that may not be read before 2024-03-31 09:00" in said
    assert files(built) == before


def test_data_quality_and_partners_wait_for_nothing(
    prepared_project: Project, workbook: Callable[..., Done], clock: Callable[[datetime], None]
) -> None:
    clock(AT - timedelta(days=1))
    done = workbook(prepared_project, "build", "2023", "--language", "en", "--province", "data-quality")
    assert done.returncode == 0 and "wait" not in done.stdout + done.stderr
    assert (prepared_project.data / "internal/2023/en/data-quality/packet.json").is_file()

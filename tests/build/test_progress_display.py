"""What a build shows of itself: a bar for people, lines for logs, a table at the end; and its log for machines."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from helpers.build.build_log import KEPT, RunLog
from helpers.build.build_summary import account_of, as_markdown, nothing_to_do
from helpers.build.progress_display import SHOWN, STAGES, by_fault, print_summary, reporting
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.paths import Project

JOBS = [Job("province", place, 2023, "en") for place in ("lang-son", "ha-giang", "ba-ria-vung-tau")]
OUTCOMES = [
    Outcome(JOBS[0], {"read": 0.5, "execute": 1.25}, peak=300_000_000),
    Outcome(JOBS[1], {"read": 3.0}, fault="a cell raised | on\ntwo lines", exit_code=1, peak=200_000_000),
    Outcome(JOBS[2], {"read": 0.25, "audit": 0.125}, peak=250_000_000),
]


def _console(**options: object) -> tuple[Console, io.StringIO]:
    text = io.StringIO()
    return Console(file=text, **options), text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [{}, {"force_terminal": True, "_environ": {"TERM": "dumb"}}],
    ids=["no terminal", "terminal that cannot go back"],
)
def test_a_line_a_report_and_no_bar_where_nobody_watches(options: dict[str, object]) -> None:
    console, text = _console(width=80, **options)
    with reporting(console, JOBS, 2) as on_done:
        for outcome in OUTCOMES:
            on_done(outcome)
    assert text.getvalue().splitlines() == [
        "1/3 2023/en/lang-son 1.8 s",
        "2/3 2023/en/ha-giang failed",
        "3/3 2023/en/ba-ria-vung-tau 0.4 s",
    ]


def test_terminal_shows_what_runs_how_many_are_done_and_an_estimate() -> None:
    console, text = _console(width=140, force_terminal=True, _environ={"TERM": "xterm"})
    with reporting(console, JOBS, 2) as on_done:
        on_done(OUTCOMES[0])
        last = text.getvalue()
        on_done(OUTCOMES[2])
    assert "2023/en/lang-son, 2023/en/ha-giang" in last
    shown = text.getvalue().rpartition("\r")[2]
    assert "2/3" in shown
    assert "2023/en/ha-giang" in shown
    assert shown.count(":") >= 4, "time that passed, and time that is left"


def test_quiet_shows_nothing() -> None:
    console, text = _console(quiet=True, force_terminal=True)
    with reporting(console, JOBS, 2) as on_done:
        on_done(OUTCOMES[0])
    assert text.getvalue() == ""


def test_narrow_terminal_is_shown_the_sums_in_lines_that_fit() -> None:
    console, text = _console(width=80, force_terminal=True, color_system=None)
    print_summary(console, OUTCOMES)
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    assert lines[0].split() == ["report", "seconds", "peak", "MB"]
    assert lines[1].split() == ["2023/en/ha-giang", "3.00", "200"]
    assert all(len(line) <= 80 for line in lines)


def test_summary_has_the_slowest_first_every_stage_and_names_in_full() -> None:
    console, text = _console(width=40)
    print_summary(console, OUTCOMES)
    head, *rows = (line.split() for line in text.getvalue().splitlines())
    assert head[:3] == ["report", "read", "execute"]
    assert [row[0] for row in rows] == [
        "2023/en/ha-giang", "2023/en/lang-son", "2023/en/ba-ria-vung-tau", "all",
    ]  # fmt: skip
    assert rows[1][1:] == ["0.50", "1.25", "1.75", "300"]
    sums = {"read": "3.75", "execute": "1.25", "audit": "0.12"}
    assert rows[-1] == ["all", "3", *(sums.get(stage, "0.00") for stage in STAGES), "5.12", "300"]


@pytest.mark.parametrize(("everything", "rows"), [(False, SHOWN + 3), (True, 22)])
def test_summary_of_many_is_short_unless_all_is_asked_for(everything: bool, rows: int) -> None:
    many = [Outcome(Job("province", f"p{n}", 2023, "en"), {"read": float(n)}) for n in range(20)]
    console, text = _console()
    print_summary(console, many, everything=everything)
    lines = text.getvalue().splitlines()
    assert len(lines) == rows
    assert ("... and 10 quicker ones" in text.getvalue()) != everything


def _log(project: Project) -> Path:
    log = RunLog(project)
    log.write("start", year=2023, reports=5, processes=2)
    log.write(
        "out of date", report=JOBS[0].name, causes=["notebooks/a.ipynb changed", "figures changed: coverage"]
    )
    for outcome in OUTCOMES[:2]:
        log.report(outcome)
    log.write("nothing published")
    log.write("end", seconds={"build": 4.0}, failed=1)
    return log.path


def test_log_has_a_line_an_event_that_a_machine_can_read(tmp_path: Path) -> None:
    events = [json.loads(line) for line in _log(Project(tmp_path)).read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == [
        "start", "out of date", "made", "failed", "nothing published", "end",
    ]  # fmt: skip
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    assert events[2] | {"at": 0} == {
        "event": "made", "at": 0, "report": "2023/en/lang-son",
        "seconds": {"read": 0.5, "execute": 1.25}, "peak_bytes": 300_000_000,
    }  # fmt: skip


def test_logs_do_not_pile_up_and_none_is_written_over(tmp_path: Path) -> None:
    paths = [_log(Project(tmp_path)) for _ in range(KEPT + 5)]
    assert len(set(paths)) == len(paths)
    assert sorted(paths[0].parent.iterdir()) == paths[5:]


def test_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "builds").write_text("a file where the folder should be", encoding="utf-8")
    assert not _log_or_none(Project(tmp_path)).exists()


def _log_or_none(project: Project) -> Path:
    log = RunLog(project)
    log.write("start", year=2023)
    return log.path


def test_account_tells_machines_what_was_built_and_why(tmp_path: Path) -> None:
    account = account_of(_log(Project(tmp_path)))
    assert (account["up_to_date"], account["published"]) == (3, False)
    assert [report["state"] for report in account["reports"]] == ["built", "failed"]
    assert account["reports"][0]["causes"] == ["notebooks/a.ipynb changed", "figures changed: coverage"]
    assert account["reports"][1]["exit_code"] == 1


def test_account_as_markdown_is_a_table_whatever_a_fault_says(tmp_path: Path) -> None:
    text = as_markdown(account_of(_log(Project(tmp_path))))
    assert "1 built, 1 failed, 3 were up to date. **Nothing was published" in text
    rows = [line for line in text.splitlines() if line.startswith("| 2023/")]
    assert [row.count("|") for row in rows] == [5, 5]
    assert "notebooks/a.ipynb changed; figures changed: coverage" in rows[1]
    assert "0 built, 0 failed, 6 were up to date." in as_markdown(nothing_to_do(2023, 6))


def test_fault_that_befell_many_reports_is_told_once() -> None:
    lost = [Outcome(Job("province", f"p{n}", 2023, "en"), fault="no worker is left") for n in range(5)]
    assert [*by_fault([*lost[:4], OUTCOMES[1], lost[4]])] == [
        ("no worker is left", "2023/en/p0, 2023/en/p1, 2023/en/p2 and 2 more"),
        ("a cell raised | on\ntwo lines", "2023/en/ha-giang"),
    ]

"""A process that dies takes its own report with it, and no other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from helpers.build import many_reports, workers
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.paths import Project

PLACES = ("viet-nam", "lang-son", "quang-ninh", "tay-ninh", "ben-tre")
DEADLY = "lang-son"


def make_or_die(project: Project, job: Job, releases: Any, basis: Any) -> Outcome:
    """Stands in for the task, in a worker."""
    if job.place == DEADLY:
        os._exit(9)
    return Outcome(job, {"execute": 1.0})


def test_report_that_kills_its_process_spoils_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PRELOADED", ("helpers.build.many_reports",))
    monkeypatch.setattr(many_reports, "_build_packet", make_or_die)
    todo: Any = [(Job("province", place, 2023, "en"), None) for place in PLACES]
    told: list[Outcome] = []
    outcomes = many_reports._in_processes(Project(tmp_path), todo, (), 2, told.append)
    assert [outcome.job for outcome in outcomes] == [job for job, _ in todo]
    assert [outcome.job.place for outcome in outcomes if outcome.fault] == [DEADLY]
    assert sorted(outcome.job.place for outcome in told) == sorted(PLACES), "each is told of once"

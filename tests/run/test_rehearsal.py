"""What is read before a report is forked counts as read by it, no more and no less."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from helpers.paths import Project
from helpers.run.opening import PREPARED
from helpers.run.prepare import prepare
from helpers.run.reads import OWN_PLACE, READS
from helpers.run.releases import as_text

OPEN = """
from helpers.run import open_report
from helpers import report
report.indicator_by_month(open_report(province="lang-son", year=2023, language="vi"), "sessions")
"""
REHEARSE = "from helpers.run.rehearsal import rehearse\nassert rehearse()\n"


def test_reads_are_the_same_with_and_without_rehearsal(prepared_project: Project, tmp_path: Path) -> None:
    releases = as_text(prepare(prepared_project, 2023))
    noted = {}
    for name, script in (("cold", OPEN), ("rehearsed", REHEARSE + OPEN)):
        target = tmp_path / f"{name}.json"
        variables = {"WORKBOOK_ROOT": str(prepared_project.root), PREPARED: releases, READS: str(target)}
        subprocess.run([sys.executable, "-c", script], env={**os.environ, **variables}, check=True)
        noted[name] = json.loads(target.read_text(encoding="utf-8"))["reads"]
    assert noted["rehearsed"] == noted["cold"]
    assert {"params/indicators.yml", "helpers/report/locale/vi.po"} <= set(noted["cold"]["files"])


TWO = """
from helpers import open_report
open_report(province="lang-son", year=2023).cell("sessions")
open_report(province="cao-bang", year=2023).cell("leaflets", period=2022)
"""


def test_a_second_report_that_a_notebook_opens_is_noted_too(
    prepared_project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "reads.json"
    variables = {
        "WORKBOOK_ROOT": str(prepared_project.root), PREPARED: as_text(prepare(prepared_project, 2023)),
        READS: str(target), OWN_PLACE: "lang-son",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", TWO], env={**os.environ, **variables}, check=True)
    noted = json.loads(target.read_text(encoding="utf-8"))["reads"]
    assert noted["cells"] == [{"places": ["cao-bang"], "cells": ["leaflets 2022 total"]}]

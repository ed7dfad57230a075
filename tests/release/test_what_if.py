"""`workbook what-if`: what another threshold would withhold is what a build under it withholds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli.application import app
from helpers.paths import Project
from helpers.privacy import policy
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import keep_published
from helpers.release.quality_data import open_quality
from helpers.release.release_files import read_protection
from helpers.release.what_if import what_if
from helpers.release.what_if_file import digest_of_what_if, kept_what_if

YEAR = 2023
COUNTS = ["indicator", "breakdown", "level", "cells", "withheld", "whole"]


def set_threshold(project: Project, threshold: int) -> None:
    path = project.params / "disclosure.yml"
    path.write_text(
        re.sub(r"(?m)^threshold: \d+", f"threshold: {threshold}", path.read_text("utf-8")), "utf-8"
    )
    policy._read.cache_clear()


def test_each_threshold_withholds_what_a_build_under_it_withholds(
    make_project: Callable[..., Project],
) -> None:
    project = make_project("tried")
    found = what_if(project, YEAR, [3, 8], processes=2)
    assert found.in_force == 5
    assert not found.refused
    for threshold in (3, 8):
        built = make_project(f"built-{threshold}")
        set_threshold(built, threshold)
        told = read_protection(prepare(built, YEAR)[-1])[0][COUNTS].reset_index(drop=True)
        ours = found.tables.loc[found.tables["threshold"] == threshold, COUNTS].reset_index(drop=True)
        assert ours.astype(told.dtypes.to_dict()).equals(told)
    withheld = found.tables.groupby("threshold")["withheld"].sum()
    assert withheld[8] > withheld[3] > 0


def test_it_is_kept_for_the_notebook_until_params_change(
    small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(small_project.root))
    assert kept_what_if(small_project, YEAR) is None
    assert digest_of_what_if(small_project, YEAR) == ""
    what_if(small_project, YEAR, [4])
    shown = open_quality(year=YEAR, language="vi").what_if()
    assert set(shown["threshold"]) == {"4"}
    assert "Vụ mua bán người · Việt Nam" in set(shown["table"])
    assert digest_of_what_if(small_project, YEAR)
    set_threshold(small_project, 6)
    assert kept_what_if(small_project, YEAR) is None
    assert open_quality(year=YEAR, language="en").what_if().empty


def test_beside_what_was_published_it_says_what_a_build_here_would_do(small_project: Project) -> None:
    releases = prepare(small_project, YEAR)
    keep_published(small_project, releases)
    found = what_if(small_project, YEAR, [3], beside_published=True)
    assert kept_what_if(small_project, YEAR) is None
    assert set(found.tables["threshold"]) == {3}
    set_threshold(small_project, 3)
    told = read_protection(prepare(small_project, YEAR)[-1])[0]
    ours = found.tables[found.tables["threshold"] == 3]
    assert ours["withheld"].sum() == told["withheld"].sum()


def test_command_prints_and_writes_that_it_is_internal(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(small_project.root))
    ran = CliRunner().invoke(app, ["what-if", str(YEAR), "--threshold", "4,5", "--jobs", "1", "--json", "-"])
    assert ran.exit_code == 0, ran.output
    content = json.loads(ran.output[ran.output.index("{") :])
    assert content["notice"].startswith("INTERNAL")
    assert (content["in_force"], {row["threshold"] for row in content["tables"]}) == (5, {4, 5})
    told = tmp_path / "told.json"
    CliRunner().invoke(app, ["what-if", str(YEAR), "--threshold", "5", "--jobs", "1", "--json", str(told)])
    assert json.loads(told.read_text("utf-8"))["tables"]
    assert told.stat().st_mode & 0o777 == 0o600
    printed = CliRunner().invoke(app, ["what-if", str(YEAR), "--threshold", "5", "--jobs", "1"])
    assert "INTERNAL" in printed.output
    assert "5 now" in printed.output


@pytest.mark.parametrize("text", ["1", "3..11", "8..3", "few", "", "3,,4"])
def test_a_threshold_that_no_policy_can_have_is_refused(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(small_project.root))
    ran = CliRunner().invoke(app, ["what-if", str(YEAR), "--threshold", text])
    assert ran.exit_code != 0
    assert "write thresholds from 2 to 10" in str(ran.exception) + ran.output

"""Kept editions held against the ledger: what they showed of people and cases is known there, or named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from altered_packets import copy_built
from hands import replace
from helpers.paths import Project
from helpers.publish.edition_ledger import is_known, unknown_editions
from helpers.publish.editions import packet_content
from old_editions import keep_edition

REPORT = "2023/en/lang-son"


@pytest.fixture
def real(built: Project, tmp_path: Path) -> Project:
    """A published project that says that its returns are real."""
    project = copy_built(built, tmp_path / "project")
    replace(project.settings, "demonstration: true", "demonstration: false")
    return project


def test_ledger_knows_what_was_published_by_it(real: Project) -> None:
    keep_edition(real, REPORT)
    assert list(unknown_editions(real, 2023)) == []


def test_edition_that_shows_what_the_ledger_withholds_is_named(real: Project) -> None:
    files = packet_content(real.reports / REPORT)
    name, text = "data/victims.csv", files["data/victims.csv"].decode()
    hidden = next(line for line in text.splitlines() if line.endswith(",[c]") and ",2023," in line)
    files[name] = text.replace(hidden, hidden.replace(",,[c]", ",3,shown")).encode()
    assert is_known(real, packet_content(real.reports / REPORT)) and not is_known(real, files)


def test_edition_of_a_lost_ledger_is_named_where_returns_are_real_alone(real: Project) -> None:
    keep_edition(real, REPORT)
    for path in (*real.published.glob("2023-*.parquet"), real.published / "list.json"):
        path.unlink()
    assert list(unknown_editions(real, 2023)) == [f"edition 1 of {REPORT}"]
    assert list(unknown_editions(real, 2022)) == []
    replace(real.settings, "demonstration: false", "demonstration: true")
    assert list(unknown_editions(real, 2023)) == []


def test_numbers_that_tell_of_nobody_need_not_be_in_the_ledger(real: Project) -> None:
    files = packet_content(real.reports / REPORT)
    named = json.loads(files["packet.json"])
    assert named["vintage"] == "63"
    files["data/outreach.csv"] = files["data/outreach.csv"].replace(b",691,shown", b",692,shown")
    assert is_known(real, files)

"""`workbook verify` holds what is published against what is made elsewhere."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.build import verify
from helpers.paths import Project
from helpers.publish.packet_key import checksum_of, sha256_of
from projects import ROOT, Done, call_workbook

VERIFIED = ("lang-son", "viet-nam", "national-programme")
"""One report of each standard notebook: every run of CI makes them twice, in Vietnamese, which has more letters."""
LANG_SON = ("--province", "lang-son", "--language", "vi")


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """The built project, in another place, to be changed."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def test_packets_are_the_same_elsewhere(copy: Project) -> None:
    (copy.params / "projects").mkdir(exist_ok=True)
    shutil.copy(ROOT / "params" / "projects" / f"{VERIFIED[-1]}.yml", copy.params / "projects")
    choice = [part for place in VERIFIED for part in ("--province", place)] + ["--language", "vi"]
    done = call_workbook(copy, "build", "2023", *choice)
    assert done.returncode == 0, done.stderr
    done = call_workbook(copy, "verify", "2023", *choice, "--json", "-")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"compared": len(VERIFIED), "differences": [], "not_compared": []}
    assert not (copy.scratch / verify.ELSEWHERE).exists()


def test_file_that_is_not_what_a_build_makes_is_named(
    built: Project, copy: Project, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above builds elsewhere; here stands what it would make."""
    monkeypatch.setattr(verify, "_build", lambda other, *_: shutil.copytree(built.reports, other.reports))
    packet = copy.reports / "2023" / "vi" / "lang-son"
    (packet / "index.html").write_bytes((packet / "index.html").read_bytes() + b"<!-- by hand -->")
    described = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in described["outputs"] if entry["path"] == "index.html")
    entry["sha256"] = sha256_of(packet / "index.html")
    fitting = {**described, "checksum": checksum_of(described)}
    (packet / "packet.json").write_text(json.dumps(fitting), encoding="utf-8")
    done = workbook(copy, "verify", "2023", *LANG_SON)
    assert done.returncode == 1
    assert "reports/2023/vi/lang-son/index.html: differs" in done.stderr
    assert "reports/2023/vi/lang-son/packet.json: differs" in done.stderr


def test_reports_that_are_not_up_to_date_are_not_compared(
    copy: Project, workbook: Callable[..., Done]
) -> None:
    shutil.rmtree(copy.reports / "2023" / "vi" / "lang-son")
    done = workbook(copy, "verify", "2023", *LANG_SON)
    assert done.returncode == 2
    assert "not compared, because not up to date: 1 reports (2023/vi/lang-son)" in done.stderr


def test_elsewhere_differs_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for _ in range(2):
        there = verify._environment(Project(tmp_path))
        for name in ("LC_ALL", "TZ", "PYTHONHASHSEED"):
            assert there[name] != os.environ.get(name)
            monkeypatch.setenv(name, there[name])

"""The packet on data quality: internal, outside the portal, and silent about victims."""

from __future__ import annotations

import json
from collections.abc import Callable

from helpers.paths import Project
from projects import call_workbook


def test_internal_packet_lies_outside_the_portal(make_project: Callable[..., Project]) -> None:
    project = make_project(years=(2023,), provinces=("lang-son", "ben-tre"))
    bad = project.root / "data/sample/2023/lang-son/outreach.csv"
    bad.write_text(bad.read_text(encoding="utf-8") + "lang-son-99,2023-01,1,1,,,0\n", encoding="utf-8")
    done = call_workbook(project, "build", "2023", "--province", "data-quality", "--language", "en")
    assert done.returncode == 0, done.stderr
    said = "1 of 1 reports made, for the analyst alone; open data/internal/2023"
    assert said in done.stdout
    folder = project.data / "internal/2023/en/data-quality"
    packet = json.loads((folder / "packet.json").read_text(encoding="utf-8"))
    assert packet["audience"] == "internal"
    assert not (folder / "data").exists()
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Internal · not for publication · Prepared 31 March 2024" in page
    assert "Published" not in page
    assert "2 of 44 returns were received" in page
    assert "1 rows were refused and are not counted" in page
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert not list(project.reports.rglob("*data-quality*"))
    portal = (project.reports / "index.html").read_text(encoding="utf-8")
    assert "data-quality" not in portal

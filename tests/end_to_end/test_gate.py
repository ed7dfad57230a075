"""A build publishes all that it made, or nothing where one report tells more than the policy allows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.build.year_audit import YearAudit
from helpers.errors import DisclosureError
from helpers.paths import Project
from helpers.publish.checks.packet_claims import PacketFinding
from helpers.publish.publication_gate import refuse_strangers, refuse_without_ledger
from projects import Done, call_workbook, packet_files, run_workbook, shorten

BUILD = ("build", "2023", "--province", "lang-son", "--province", "tay-ninh", "--language", "en")
LEAK = """import os

if os.environ.get("LEAK") == province:
    release.reads.files.add("data/facts/2023-63.parquet")"""
"""packet.json would name a file of exact numbers as a source of the report, with its hash."""


@pytest.fixture
def leaky_project(prepared_project: Project) -> Project:
    """A project whose short report names exact facts as a source where the environment says so; with older reports."""
    path = shorten(prepared_project).notebooks / "province_report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "merger")
    cell["source"] = LEAK
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for name in ("index.html", "2023/en/lang-son/index.html", "2023/en/tay-ninh/index.html"):
        older = prepared_project.reports / name
        older.parent.mkdir(parents=True, exist_ok=True)
        older.write_text("older", encoding="utf-8")
    return prepared_project


def test_one_leak_holds_back_the_whole_build_and_the_next_takes_up_the_rest(leaky_project: Project) -> None:
    before = packet_files(leaky_project)
    refused = run_workbook(leaky_project, *BUILD, environment={"LEAK": "tay-ninh"})
    assert refused.returncode == 4, refused.stdout + refused.stderr
    assert "failed 2023/en/tay-ninh: packet.json, data/facts/2023-63.parquet: " in refused.stderr
    assert "nothing was published: all reports stay as they were; 1 wait for the next build" in refused.stderr
    assert packet_files(leaky_project) == before
    staged = leaky_project.builds / "staged" / "2023" / "en"
    assert [path.name for path in staged.iterdir()] == ["lang-son"]
    assert not (leaky_project.scratch / "2023" / "en" / "tay-ninh").exists()

    mended = call_workbook(leaky_project, *BUILD)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "2 of 2 reports published" in mended.stdout
    assert _stages(leaky_project) == {"2023/en/lang-son": False, "2023/en/tay-ninh": True}
    files = packet_files(leaky_project)
    assert b"older" not in (files["2023/en/lang-son/index.html"], files["2023/en/tay-ninh/index.html"])
    assert b"2023/en/lang-son/index.html" in files["index.html"]
    assert list(staged.iterdir()) == []


def test_fault_in_the_portal_alone_holds_back_the_packets(
    leaky_project: Project, workbook: Callable[..., Done]
) -> None:
    """A tile's name is in no report on a province, only on maps; it has no numbers."""
    tiles = leaky_project.params / "provinces" / "tiles.csv"
    text = tiles.read_text(encoding="utf-8")
    assert "63,lang-son," in text
    tiles.write_text(text.replace(",Lang Son,", ",Lang Son: 977 victims rescued,", 1), encoding="utf-8")
    before = packet_files(leaky_project)
    refused = workbook(leaky_project, *BUILD)
    assert refused.returncode == 2, refused.stdout + refused.stderr
    assert "tiles.csv, row 8, column short_name_en: has a number" in refused.stderr
    assert "977" not in refused.stderr
    assert packet_files(leaky_project) == before
    assert not list((leaky_project.data / "published").rglob("*.parquet"))


def _stages(project: Project) -> dict[str, bool]:
    """Whether each report's notebook was executed in the last build, by its log."""
    log = sorted((project.builds / "log").iterdir())[-1]
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return {line["report"]: "execute" in line["seconds"] for line in lines if line["event"] == "made"}


@pytest.mark.parametrize("place", ["2023/en/lang-son", "2023/en/kept/deeper"])
def test_packet_for_partners_in_the_public_folder_is_refused(
    small_project: Project, tmp_path: Path, place: str
) -> None:
    packet = tmp_path / "packet"
    packet.mkdir()
    (packet / "packet.json").write_text('{"audience": "partner"}', encoding="utf-8")
    shutil.copytree(packet, small_project.reports / place)
    with pytest.raises(DisclosureError, match=f"reports/{place} holds a packet that is not for the public"):
        refuse_strangers(small_project)
    (small_project.reports / place / "packet.json").write_text('{"audience": "public"}', encoding="utf-8")
    if place.endswith("deeper"):
        with pytest.raises(DisclosureError, match=f"reports/{place} is a folder that is no packet"):
            refuse_strangers(small_project)
    else:
        refuse_strangers(small_project)


@pytest.mark.parametrize(
    ("real", "published", "ledger", "in_ci", "refused"),
    [
        (True, [2022, 2023], ["2022-63-a", "2023-63-b"], False, None),
        (True, [2022, 2023], ["2022-63-a"], False, "reports/ holds reports of 2023, but data/published/"),
        (True, [], [], False, None),
        (True, [], [], True, "build and audit where data/ is kept"),
        (True, [], ["2022-63-a"], True, None),
        (False, [2023], [], True, None),
    ],
)
def test_real_returns_are_refused_where_what_was_published_is_not_known(
    small_project: Project,
    monkeypatch: pytest.MonkeyPatch,
    real: bool,
    published: list[int],
    ledger: list[str],
    in_ci: bool,
    refused: str | None,
) -> None:
    monkeypatch.setenv("CI", "true" if in_ci else "")
    text = small_project.settings.read_text(encoding="utf-8")
    text = text.replace("demonstration: true", f"demonstration: {str(not real).lower()}")
    small_project.settings.write_text(text, encoding="utf-8")
    for year in published:
        packet = small_project.reports / str(year) / "en" / "lang-son"
        packet.mkdir(parents=True)
        about = {"audience": "public", "year": year, "demonstration": not real}
        (packet / "packet.json").write_text(json.dumps(about), encoding="utf-8")
    small_project.published.mkdir()
    for name in ledger:
        (small_project.published / f"{name}.parquet").write_bytes(b"")
    if refused is None:
        refuse_without_ledger(small_project)
        return
    with pytest.raises(DisclosureError, match=refused):
        refuse_without_ledger(small_project)


@pytest.mark.parametrize("command", [("build", "2023", "lang-son"), ("audit",)])
def test_build_and_audit_refuse_real_returns_on_a_runner(
    small_project: Project,
    workbook: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("CI", "true")
    text = small_project.settings.read_text(encoding="utf-8")
    small_project.settings.write_text(
        text.replace("demonstration: true", "demonstration: false"), encoding="utf-8"
    )
    done = workbook(small_project, *command)
    assert done.returncode == 4
    assert "no data/published/ on this CI runner" in done.stderr
    assert not small_project.records.exists(), "nothing was begun"


def test_audit_without_a_year_reads_every_year_that_is_published(
    small_project: Project, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("2022/en/lang-son", "2023/vi/viet-nam"):
        (small_project.reports / name).mkdir(parents=True)
        (small_project.reports / name / "packet.json").write_text("{}", encoding="utf-8")
    asked = []

    def audited(project: Project, year: int, releases: int) -> YearAudit:
        asked.append(year)
        counts = dict.fromkeys(("cells", "shown_pct", "totals_pct", "withheld", "whole"), 0)
        return YearAudit(1, (PacketFinding("2023/vi", "a number"),) if year == 2023 else (), counts)

    monkeypatch.setattr("helpers.build.year_audit.audit_year", audited)
    monkeypatch.setattr("helpers.release.prepare.prepare", lambda project, year: year)
    done = workbook(small_project, "audit", "--json", str(small_project.root / "audit.json"))
    assert asked == [2022, 2023]
    assert done.returncode == 4
    assert "2023/vi: a number" in done.stderr
    assert "nothing can be told" not in done.stdout
    told = json.loads((small_project.root / "audit.json").read_text(encoding="utf-8"))
    assert [(each["year"], len(each["findings"])) for each in told] == [(2022, 0), (2023, 1)]


def test_audit_of_nothing_is_not_passed(small_project: Project, workbook: Callable[..., Done]) -> None:
    done = workbook(small_project, "audit")
    assert done.returncode == 2
    assert "reports/ holds no report" in done.stderr

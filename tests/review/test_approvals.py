"""`workbook review` and `approve`: states of packets, signed lines bound to bytes, and ways to tamper with them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from altered_packets import write_packet
from helpers.errors import DisclosureError
from helpers.inputs.params.approval_rules import read_approval_rules
from helpers.inputs.params.provinces import read_provinces
from helpers.paths import Project
from helpers.portal.packets import scan_packets
from helpers.publish import embargo
from helpers.review import approvals
from helpers.review.minisign_files import read_public_key
from projects import Done, run_workbook

Run = Callable[..., Done]
REPORT = "2023/en/lang-son"


@pytest.fixture
def ruled(small_project: Project, workbook: Run, tmp_path: Path) -> Project:
    """A project that requires approval, by `an` and `binh`; one packet waits. Their keys lie beside it."""
    keys = {}
    for person in ("an", "binh", "stranger"):
        done = workbook(small_project, "keygen", str(tmp_path / person), "--owner", person)
        keys[person] = done.stdout.splitlines()[-1]
    lines = ["approval: required", "persons_for_guarded: 2", "approvers:"]
    lines += [f"  {person}: {{name: {person.title()}, key: {keys[person]}}}" for person in ("an", "binh")]
    (small_project.params / "approvals.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_packet(small_project, REPORT, staged=True)
    return small_project


def approve(run: Run, project: Project, keys: Path, by: str = "an", *more: str, key: str = "") -> Done:
    given = ("--by", by, "--key", str(keys / (key or by)), "--note", "read both")
    return run(project, "approve", "2023", *given, *more)


def states(run: Run, project: Project) -> dict[str, str]:
    done = run(project, "review", "2023", "--json", "-")
    assert done.returncode == 0, done.stderr
    return {row["report"]: row["state"] for row in json.loads(done.stdout)}


def lines_of(project: Project) -> list[str]:
    return (project.approvals / "2023.jsonl").read_text(encoding="utf-8").splitlines()


def write_lines(project: Project, lines: list[str]) -> None:
    (project.approvals / "2023.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def waits(project: Project) -> list[str]:
    return approvals.not_approved(project, {REPORT: project.builds / "staged" / REPORT})


def test_packet_goes_from_draft_to_approved(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    assert states(workbook, ruled) == {REPORT: "draft"}
    assert waits(ruled) == [REPORT]
    assert approve(workbook, ruled, tmp_path, "an", "--begin").returncode == 0
    assert states(workbook, ruled) == {REPORT: "in review"}
    assert approve(workbook, ruled, tmp_path).returncode == 0
    assert states(workbook, ruled) == {REPORT: "approved"}
    assert waits(ruled) == []


def test_line_says_who_when_what_and_what_was_looked_at(
    ruled: Project, workbook: Run, tmp_path: Path
) -> None:
    assert approve(workbook, ruled, tmp_path).returncode == 0
    (line,) = map(json.loads, lines_of(ruled))
    about = json.loads((ruled.builds / "staged" / REPORT / "packet.json").read_text(encoding="utf-8"))
    assert (line["by"], line["note"], line["packet"]) == ("an", "read both", REPORT)
    assert line["key"] == about["key"]["sha256"] and line["when"].endswith("+07:00")
    assert line["looked_at"] == {
        "with": "published",
        "is_new": True,
        "numbers": 1,
        "sentences": 0,
        "exhibits": 0,
    }
    assert line["signature"].startswith("untrusted comment: ")


def test_one_byte_after_approval_makes_a_draft_again(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    assert approve(workbook, ruled, tmp_path).returncode == 0
    page = ruled.builds / "staged" / REPORT / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("p", "q", 1), encoding="utf-8")
    assert waits(ruled) == [REPORT]
    write_packet(ruled, REPORT, staged=True, title="Another")  # whole again, and other bytes
    assert states(workbook, ruled) == {REPORT: "draft"}


def test_guarded_report_takes_two_persons(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    write_packet(ruled, REPORT, staged=True, guarded=True)
    for _ in range(2):  # one person twice is one person
        assert approve(workbook, ruled, tmp_path, "an").returncode == 0
    assert states(workbook, ruled) == {REPORT: "in review"}
    assert "1 of 2 persons (by an)" in workbook(ruled, "review", "2023").stdout
    assert approve(workbook, ruled, tmp_path, "binh").returncode == 0
    assert states(workbook, ruled) == {REPORT: "approved"}


def test_key_of_another_and_unknown_names_are_refused(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    done = approve(workbook, ruled, tmp_path, "an", key="binh")
    assert done.returncode == 2 and "not the key that params/approvals.yml gives for 'an'" in done.stderr
    done = approve(workbook, ruled, tmp_path, "stranger")
    assert done.returncode == 2 and "names no approver 'stranger'" in done.stderr
    assert not (ruled.approvals / "2023.jsonl").exists()


def test_half_copied_packet_cannot_be_approved(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    (ruled.builds / "staged" / REPORT / "report.pdf").unlink()
    done = approve(workbook, ruled, tmp_path)
    assert done.returncode == 5 and "report.pdf is missing" in done.stderr
    assert not (ruled.approvals / "2023.jsonl").exists()


def test_edited_inserted_and_lost_lines_stop_everything(
    ruled: Project, workbook: Run, tmp_path: Path
) -> None:
    for person in ("an", "binh", "an"):
        assert approve(workbook, ruled, tmp_path, person).returncode == 0
    whole = lines_of(ruled)
    edited: dict[str, Any] = json.loads(whole[2]) | {"note": "read nothing"}
    again: dict[str, Any] = json.loads(whole[2]) | {"by": "binh"}
    for lines, said in (
        ([*whole[:2], json.dumps(edited)], "line 3, by an"),
        ([*whole[:2], json.dumps(again)], "line 3, by binh"),
        ([whole[0], whole[2]], "before line 2"),
        ([*whole, whole[0]], "before line 4"),
        ([whole[0], "{}"], "line 2 is no approval"),
        ([whole[0], "[]"], "line 2 is no approval"),
    ):
        write_lines(ruled, lines)
        with pytest.raises(DisclosureError, match=said):
            waits(ruled)
        assert workbook(ruled, "review", "2023").returncode == 4
        assert approve(workbook, ruled, tmp_path).returncode == 4
        assert lines_of(ruled) == lines


def test_lost_approvals_leave_drafts(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    assert approve(workbook, ruled, tmp_path).returncode == 0
    (ruled.approvals / "2023.jsonl").unlink()
    assert waits(ruled) == [REPORT]


def test_approver_who_left_approves_nothing_any_more(ruled: Project, workbook: Run, tmp_path: Path) -> None:
    assert approve(workbook, ruled, tmp_path, "binh").returncode == 0
    path = ruled.params / "approvals.yml"
    kept = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if "binh" not in line and "guarded" not in line
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert waits(ruled) == [REPORT]
    assert approve(workbook, ruled, tmp_path, "an").returncode == 0  # the line before stays in the chain
    assert waits(ruled) == []


def test_clock_that_was_set_back_is_refused(
    ruled: Project, workbook: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert approve(workbook, ruled, tmp_path).returncode == 0
    before = embargo.now() - timedelta(days=1)
    monkeypatch.setattr(embargo, "now", lambda: before)
    done = approve(workbook, ruled, tmp_path, "binh")
    assert done.returncode == 2 and "before the last approval" in done.stderr
    assert len(lines_of(ruled)) == 1


def test_two_approvals_at_once_are_both_kept(ruled: Project, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda person: approve(run_workbook, ruled, tmp_path, person), ("an", "binh")))
    assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]
    assert {json.loads(line)["by"] for line in lines_of(ruled)} == {"an", "binh"}
    assert waits(ruled) == []


def test_portal_lists_approved_packets_alone(
    built: Project, workbook: Run, ruled: Project, tmp_path: Path
) -> None:
    for language in ("en", "vi"):
        name = f"2023/{language}/lang-son"
        shutil.copytree(built.reports / name, ruled.reports / name)
    provinces = read_provinces(ruled)
    scan = scan_packets(ruled, provinces)
    assert scan.all == () and "nobody has approved it as it is" in scan.left_out[0]
    rules = ruled.params / "approvals.yml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("guarded: 2", "guarded: 1"), encoding="utf-8")
    shutil.rmtree(ruled.builds / "staged")
    assert approve(workbook, ruled, tmp_path, "an", "lang-son", "--language", "en").returncode == 0
    scan = scan_packets(ruled, provinces)
    assert [packet.folder for packet in scan.all] == [REPORT] and len(scan.left_out) == 1


def test_without_the_file_nothing_waits(small_project: Project, workbook: Run) -> None:
    write_packet(small_project, REPORT)
    assert states(workbook, small_project) == {REPORT: "published"}
    assert approvals.not_approved(small_project, {REPORT: small_project.reports / REPORT}) == []
    assert workbook(small_project, "review", "2022").returncode == 2


def test_rules_that_are_wrong_are_named(ruled: Project, workbook: Run) -> None:
    path = ruled.params / "approvals.yml"
    whole = path.read_text(encoding="utf-8")
    (own, other) = (line for line in whole.splitlines() if "key:" in line)
    for text, said in (
        ("approval: perhaps\n", "approval"),
        (whole.replace(other, own.replace("an:", "binh:", 1)), "has the key of another"),
        (whole.replace("guarded: 2", "guarded: 3"), "3 persons have to approve a report, and 2 are named"),
        (whole.replace("key: RW", "key: R"), "key"),
    ):
        path.write_text(text, encoding="utf-8")
        done = workbook(ruled, "review", "2023")
        assert done.returncode == 2 and "params/approvals.yml" in done.stderr and said in done.stderr, (
            done.stderr
        )


def test_example_of_the_page_is_read(small_project: Project) -> None:
    page = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
    example = next(block for block in page.split("```yaml\n")[1:]).partition("```")[0]
    (small_project.params / "approvals.yml").write_text(example, encoding="utf-8")
    rules = read_approval_rules(small_project)
    assert rules.is_required and rules.persons_for_guarded == 2
    assert all(read_public_key(each.key).as_line() == each.key for each in rules.approvers.values())


def test_backup_keeps_approvals_and_writes_over_none_that_are_newer(
    ruled: Project, workbook: Run, tmp_path: Path
) -> None:
    assert approve(workbook, ruled, tmp_path).returncode == 0
    assert workbook(ruled, "backup", str(tmp_path / "backup")).returncode == 0
    first = lines_of(ruled)
    assert approve(workbook, ruled, tmp_path, "binh").returncode == 0
    assert workbook(ruled, "restore", str(tmp_path / "backup")).returncode == 5
    assert len(lines_of(ruled)) == 2
    (ruled.approvals / "2023.jsonl").unlink()
    assert workbook(ruled, "restore", str(tmp_path / "backup")).returncode == 0
    assert lines_of(ruled) == first

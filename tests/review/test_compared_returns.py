"""`workbook compare`, for the operator alone: which returns of people differ between two builds, and exact numbers."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from altered_packets import copy_built
from helpers.paths import Project
from helpers.publish.packet_key import checksum_of
from projects import Done, call_workbook

VICTIMS = "data/sample/2023/lang-son/victims.csv"
Run = Callable[..., Done]


@pytest.fixture(scope="session")
def thrice_built(make_once: Callable[..., Path], built: Project) -> Project:
    """`built`, after a return of people was corrected twice; the reports of each time lie in `first` to `third`."""

    def make(folder: Path) -> None:
        project = copy_built(built, folder)
        shutil.copytree(project.reports, project.root / "first")
        for name, how in (("second", "received"), ("third", "rescued")):
            path = project.root / VICTIMS
            text = path.read_text(encoding="utf-8")
            path.write_text(
                text.replace(f",{how},confirmed,female,", f",{how},confirmed,male,", 1), encoding="utf-8"
            )
            done = call_workbook(project, "build", "2023", "lang-son", "viet-nam", "--language", "en")
            assert done.returncode == 0, done.stderr
            shutil.copytree(project.reports, project.root / name)

    return Project(make_once("thrice_built", make))


def exact_of(run: Run, project: Project, before: str, after: str) -> list[list[str]]:
    """The page's section of exact numbers: the rows of its tables, and its sentences, one cell each."""
    sides = [str(project.root / each) for each in (before, after)]
    done = run(project, "compare", *sides, "--language", "en")
    assert done.returncode == 0, done.stderr
    page = project.data / "internal" / "compare" / f"{before}--{after}" / "index.html"
    section = page.read_text(encoding="utf-8").partition('id="exact">')[2].partition("<h2")[0]
    root = html.fromstring(f"<div>{section}</div>")
    rows = [[*row] if row.tag == "tr" else [row] for row in root.iter("tr", "p")]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_page_names_the_versions_of_a_return_of_people(workbook: Run, thrice_built: Project) -> None:
    rows = exact_of(workbook, thrice_built, "first", "second")
    (return_,) = [row for row in rows if row[0] == VICTIMS]
    assert [re.match(r"version \d", each)[0] for each in return_[1:]] == ["version 1", "version 2"]  # type: ignore[index]
    assert "received 2024-01-22" in return_[1]


def test_exact_numbers_are_of_what_each_side_was_built_from(workbook: Run, thrice_built: Project) -> None:
    women = "victims_assisted lang-son 2023, sex female"
    told = {
        sides: next(row[1:] for row in exact_of(workbook, thrice_built, *sides) if row[0] == women)
        for sides in (("first", "second"), ("second", "third"), ("first", "third"))
    }
    assert told["first", "second"] == ["17", "16"]  # though the newest returns are those of the third
    assert told["second", "third"] == ["16", "15"]
    assert told["first", "third"] == ["17", "15"]


def test_others_are_told_neither_return_nor_number(
    workbook: Run, thrice_built: Project, tmp_path: Path
) -> None:
    sides = [str(thrice_built.root / each) for each in ("first", "second")]
    files = ("--json", str(tmp_path / "told.json"), "--markdown", str(tmp_path / "comment.md"))
    done = workbook(thrice_built, "compare", *sides, "--language", "en", *files)
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert {each["kind"] for each in told["through"]} == {"figures"}
    assert told["cells"] and all(cell["guarded"] and cell["before"] is None for cell in told["cells"])
    for text in (done.stdout, *(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())):
        assert VICTIMS not in text
    page = thrice_built.data / "internal/compare/first--second/index.html"
    through = page.read_text(encoding="utf-8").partition('id="numbers"')[2].partition('id="exact"')[0]
    assert f"return {VICTIMS} changed" in through


def test_side_of_unknown_returns_has_no_exact_numbers(
    workbook: Run, thrice_built: Project, tmp_path: Path
) -> None:
    project = copy_built(thrice_built, tmp_path / "project")
    for folder in (project.published, project.releases):
        shutil.rmtree(folder)
    rows = exact_of(workbook, project, "first", "second")
    assert all(len(row) == 1 for row in rows)
    assert ": 2023/en/lang-son, 2023/en/viet-nam." in rows[0][0]


def test_number_of_people_names_the_return_and_not_what_else_its_report_differs_through(
    workbook: Run, thrice_built: Project, tmp_path: Path
) -> None:
    project = copy_built(thrice_built, tmp_path / "project")
    for path in (project.root / "second").glob("2023/en/*/packet.json"):
        about = json.loads(path.read_text(encoding="utf-8"))
        about["key"]["files"]["params/workbook.yml"] = "another"
        about["key"]["corrections"] = {"edition 3": "another"}
        about["checksum"] = checksum_of(about)
        path.write_text(json.dumps(about), encoding="utf-8")
    exact_of(workbook, project, "first", "second")
    page = project.data / "internal/compare/first--second/index.html"
    root = html.fromstring(page.read_text(encoding="utf-8"))
    causes = {row[0].text_content() for row in root.xpath("//table")[0].iter("tr")}
    assert {"return", "setting", "correction"} <= causes
    assert {cell.text_content() for cell in root.xpath("//td[@data-label='Through']")} == {
        f"return {VICTIMS} changed"
    }

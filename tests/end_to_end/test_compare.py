"""`workbook compare` of two revisions in git, each built by its own code."""

from __future__ import annotations

import json
import re
import shutil

from clones import commit_all
from helpers.paths import Project
from projects import ROOT, call_workbook, shorten

CHOICE = ("--time", "2023", "--report", "lang-son")


def test_revision_is_built_by_its_own_code_and_data(small_project: Project) -> None:
    project = shorten(small_project)
    shutil.copytree(ROOT / "src", project.root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".gitignore", project.root)
    commit_all(project.root, "before")
    outreach = project.root / "data/sample/2023/lang-son/outreach.csv"
    text = outreach.read_text(encoding="utf-8").replace("lang-son-01,2023-01,3,", "lang-son-01,2023-01,4,")
    outreach.write_text(text, encoding="utf-8")
    victims = project.root / "data/sample/2023/lang-son/victims.csv"
    text = victims.read_text(encoding="utf-8").replace(
        ",received,confirmed,female,", ",received,confirmed,male,", 1
    )
    victims.write_text(text, encoding="utf-8")
    words = project.root / "src/helpers/publish/packet.py"
    code = words.read_text(encoding="utf-8").replace(
        "Border Guard activity against", "Border Guard work against"
    )
    words.write_text(code, encoding="utf-8")
    commit_all(project.root, "after")
    done = call_workbook(project, "compare", "HEAD~1", "HEAD", *CHOICE, "--json", "-")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    sessions = {(c["period"], c["before"], c["after"]) for c in told["cells"] if c["place"] == "lang-son"}
    assert ("2023", 691, 692) in sessions
    assert {each["kind"] for each in told["through"]} == {"return", "code"}
    assert not any(project.scratch.glob("revisions"))
    (page,) = (project.data / "internal" / "compare").glob("*/index.html")
    exact = page.read_text(encoding="utf-8").partition('id="exact"')[2].partition('id="sentences"')[0]
    assert re.search(
        r"victims_assisted lang-son 2023, sex female</td><td[^>]*>17</td><td[^>]*>16</td>", exact
    )
    assert not [
        c for c in told["cells"] if c["guarded"] and (c["before"] is not None or c["after"] is not None)
    ]


def test_two_revisions_need_a_report_to_build(small_project: Project) -> None:
    commit_all(small_project.root, "before")
    done = call_workbook(small_project, "compare", "HEAD", "HEAD")
    assert done.returncode == 2
    assert "say which reports" in done.stderr

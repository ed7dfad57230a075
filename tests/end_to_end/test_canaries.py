"""Canaries in the returns: no record's value and no withheld figure is in anything that leaves this machine.

Planted are a pseudonym, a case number, a name in a column of codes and a withheld figure of four digits. Among the
reports one notebook fails with a traceback and one kernel is killed; before, a bad return is refused. Then every byte
is searched: reports, logs, messages, what failed notebooks left, the names of all files, and what CI keeps.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from helpers.paths import Project
from projects import copy_project, run_workbook
from search import found_in

PSEUDONYM = "LANG-SON-2023-V84157"
CASE = "LANG-SON-2023-877"
FIGURE = 4827
STRINGS = (PSEUDONYM, CASE)
FIGURES = (r"(?<![\dA-Za-z-])(?<!\d[.,])4[,.]?827(?!\w)",)
"""In either language; not in the middle of a hash."""
FAILING = """import os
if province == "lang-son": raise ValueError(release.frame.to_csv(index=False) + str(release.sources))
if province == "tay-ninh": os.kill(os.getpid(), 9)"""
BUILD = (
    "build",
    "2023",
    *(f"--province={place}" for place in ("lang-son", "tay-ninh", "viet-nam", "ben-tre")),
)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with canaries, built once with failing notebooks. What the commands said lies in messages.txt."""
    project = copy_project(tmp_path_factory.mktemp("canaries") / "project")
    sample = project.data / "sample" / "2023"
    _replace(sample / "lang-son" / "victims.csv", "LANG-SON-2023-V001", PSEUDONYM)
    for table in ("victims", "trafficking_cases"):
        _replace(sample / "lang-son" / f"{table}.csv", "LANG-SON-2023-001", CASE)
    _plant_figure(project)
    _replace(project.params / "disclosure.yml", "threshold: 5 ", "threshold: 10 ")
    notebook = project.notebooks / "province_report.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["id"] == "merger")
    cell["source"] = FAILING
    notebook.write_text(json.dumps(content), encoding="utf-8")

    victims = sample / "lang-son" / "victims.csv"
    right = victims.read_text(encoding="utf-8")
    victims.write_text(right.replace(f"{PSEUDONYM},2023-03-04", f"{PSEUDONYM},2023-93-04"), encoding="utf-8")
    refused = run_workbook(project, *BUILD)
    assert refused.returncode == 3, refused.stdout + refused.stderr
    victims.write_text(right, encoding="utf-8")
    built = run_workbook(project, *BUILD, "--language=en")
    assert built.returncode == 1, built.stdout + built.stderr
    assert "2 of 4 reports published" in built.stdout
    said = [refused.stdout, refused.stderr, built.stdout, built.stderr]
    (project.root / "messages.txt").write_text("\n".join(said), encoding="utf-8")
    return project


def _plant_figure(project: Project) -> None:
    """A figure that must be withheld, or else a small one of another province would follow from the nation's."""
    for place, people in (("lang-son", FIGURE), ("tay-ninh", 3), ("quang-ninh", 0), ("ben-tre", 0)):
        lines = ["quarter,service,victims", f"2023-Q1,any,{people}"]
        lines += [f"2023-Q{quarter},any,0" for quarter in (2, 3, 4)]
        path = project.data / "sample" / "2023" / place / "reintegration.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _leaves(project: Project) -> list[Path]:
    """All that leaves this machine, or may: what is published, said, logged, kept by CI, or attached to its runs."""
    folders = (project.reports, project.releases, project.builds, project.scratch)
    files = [path for folder in folders for path in folder.rglob("*")]
    assert any(path.name == "executed.ipynb" for path in files), (
        "the failed notebook is not there to be searched"
    )
    return [*files, project.root / "messages.txt"]


def test_figure_is_withheld_and_not_left_out(planted: Project) -> None:
    cells = pd.concat([pd.read_parquet(path) for path in planted.releases.glob("2023-63-*/cells.parquet")])
    about = cells[(cells["indicator"] == "victims_reintegrated") & (cells["period"] == "2023")]
    statuses = about.set_index("place")["status"]
    assert statuses["lang-son"] == statuses["tay-ninh"] == "c"


def test_nothing_that_leaves_holds_a_canary(planted: Project) -> None:
    assert found_in(_leaves(planted), (*STRINGS, *FIGURES)) == []


def test_names_of_all_files_hold_no_canary(planted: Project) -> None:
    nowhere = planted.root / "not" / "here"  # so that the names alone are searched
    made = [nowhere / path.relative_to(planted.root) for path in planted.data.rglob("*")]
    assert found_in(made, (*STRINGS, *FIGURES)) == []


def test_canaries_are_in_the_records(planted: Project) -> None:
    """Else the search would find nothing because there is nothing."""
    kept = [path for path in planted.records.rglob("*") if path.is_file()]
    for canary in (*STRINGS, *FIGURES):
        assert found_in(kept, [canary]), canary


@pytest.mark.parametrize("packed", ["plain", "zip", "gzip", "parquet", "base64", "name", "pdf"])
def test_search_finds_a_canary_however_packed(tmp_path: Path, planted: Project, packed: str) -> None:
    path = tmp_path / "file"
    text = f"a {PSEUDONYM} b".encode()
    if packed == "plain":
        path.write_bytes(text)
    elif packed == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner", text)
    elif packed == "gzip":
        path.write_bytes(gzip.compress(text))
    elif packed == "parquet":
        pd.DataFrame({"a": [text.decode()]}).to_parquet(path)
    elif packed == "base64":
        import base64

        path.write_bytes(b"data:x;base64," + base64.b64encode(text * 3))
    elif packed == "name":
        path = tmp_path / PSEUDONYM
    else:
        report = planted.reports / "2023" / "en" / "viet-nam" / "report.pdf"
        assert found_in([report], ["Viet Nam"]), "the text of a PDF is not read"
        return
    path.touch()
    assert found_in([path], [PSEUDONYM]) == [f"{path}: {PSEUDONYM}"]

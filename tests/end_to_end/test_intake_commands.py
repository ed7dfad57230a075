"""template, check, take-in and revisions, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable

import openpyxl
import pytest

from helpers.paths import Project
from projects import Done


@pytest.fixture
def project(make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project, in whose folder the person stands."""
    made = make_project(years=(2023,), provinces=("lang-son",))
    monkeypatch.chdir(made.root)
    return made


def test_a_template_filled_in_is_checked_taken_in_and_revises(
    project: Project, workbook: Callable[..., Done]
) -> None:
    done = workbook(project, "template", "lang-son", "2023", "-o", "return.xlsx")
    assert (done.returncode, done.stdout) == (0, "return.xlsx: 2023-01 to 2023-12\n")
    path = project.root / "return.xlsx"
    made = path.read_bytes()
    done = workbook(project, "template", "lang-son", "2023", "-o", "return.xlsx")
    assert (done.returncode, "return.xlsx: is there already" in done.stderr) == (2, True)
    assert workbook(project, "template", "lang-son", "2023", "-o", "return.xlsx", "--force").returncode == 0
    assert path.read_bytes() == made
    book = openpyxl.load_workbook(path)
    book["Trang bìa"]["C3"] = "2024-06-01"
    for at, value in enumerate([12, 340, 180, 60, "hai mươi"], start=3):
        book["Tuyên truyền"].cell(3, at, value)
    book.save(path)

    done = workbook(project, "check", "return.xlsx", "--json", "mistakes.json", "--xlsx", "mistakes.xlsx")
    assert done.returncode == 3
    assert (
        "return.xlsx, sheet 'Tuyên truyền', cell G3, column Leaflets (leaflets): is not a whole number"
        in done.stderr
    )
    assert done.stdout == "0 rows would be accepted, 1 rejected\n"
    told = json.loads((project.root / "mistakes.json").read_text(encoding="utf-8"))
    assert [each["cell"] for each in told["mistakes"] if each["kind"] == "mistake"] == [None, "G3"]
    assert openpyxl.load_workbook(project.root / "mistakes.xlsx")["Tuyên truyền"]["G3"].comment
    assert not project.records.exists()

    book["Tuyên truyền"]["G3"] = 20
    book.save(path)
    assert workbook(project, "check", "return.xlsx").returncode == 0
    assert workbook(project, "take-in", "return.xlsx").returncode == 0
    done = workbook(project, "revisions", "2023")
    assert done.returncode == 0
    assert "lang-son: version 1, received 2024-01-22 -> version 2, received 2024-06-01\n" in done.stdout
    assert "sessions, lang-son, 2023: 691 -> 12\n" in done.stdout


def test_personal_data_is_told_by_place_and_kind_only(
    project: Project, workbook: Callable[..., Done]
) -> None:
    workbook(project, "template", "lang-son", "2023", "-o", "return.xlsx")
    book = openpyxl.load_workbook(project.root / "return.xlsx")
    book["Nạn nhân"]["A3"] = "Trần Thị Canary"
    book["Nạn nhân"]["B3"] = "0912 345 678"
    book.save(project.root / "return.xlsx")
    done = workbook(project, "take-in", "return.xlsx", "--json", "-", "--xlsx", "marked.xlsx")
    assert done.returncode == 3
    everything = done.stdout + done.stderr
    assert "cell A3, column Pseudonym (victim_id): looks like a person's name" in everything
    assert "cell B3, column Date (date): looks like a telephone number" in everything
    marked = openpyxl.load_workbook(project.root / "marked.xlsx")
    assert marked.sheetnames == ["Lỗi - Mistakes"]
    everything += str([[cell.value for cell in row] for row in marked.worksheets[0].iter_rows()])
    everything += "".join(path.read_text("utf-8", "replace") for path in project.data.rglob("*.json"))
    assert "Canary" not in everything
    assert "345" not in everything


def test_what_cannot_be_found_or_written_is_said(project: Project, workbook: Callable[..., Done]) -> None:
    done = workbook(project, "check", "nowhere.xlsx")
    assert (done.returncode, "nowhere.xlsx: there is no such file or folder" in done.stderr) == (2, True)
    done = workbook(project, "template", "lang-sn", "2023")
    assert (done.returncode, "did you mean 'lang-son'" in done.stderr) == (2, True)
    done = workbook(project, "template", "lang-son", "2023", "-o", "missing/x.xlsx")
    assert (done.returncode, "x.xlsx: cannot be written" in done.stderr) == (5, True)

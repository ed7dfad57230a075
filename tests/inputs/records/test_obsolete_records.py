"""Returns that were sent by path, and a params file that is no longer what it was then."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pytest

from helpers.inputs.params import codelists, tables
from helpers.paths import Project
from projects import Done

PATROLS = """
patrols:
  label: {en: Patrols, vi: Tuần tra}
  grain: {en: one row a patrol, vi: một dòng mỗi lần}
  dated_by: date
  columns:
    date: {type: date, label: {en: Date, vi: Ngày}}
    station_code: {type: station, label: {en: Station, vi: Đồn}}
    kilometres: {type: count, label: {en: Kilometres, vi: Kilômét}}
    with_whom: {type: code, codelist: partner, label: {en: With, vi: Cùng với}}
    boats: {type: count, optional: true, label: {en: Boats, vi: Thuyền}}
"""
CUSTOMS = "  customs: {en: Customs, vi: Hải quan}\n"
PARTNERS = f"\npartner:\n  police: {{en: Police, vi: Công an}}\n{CUSTOMS}"
STATUS = ("status", "2023", "lang-son", "--language", "en")
Run = Callable[..., Done]


@pytest.fixture
def sent(make_project: Callable[..., Project], workbook: Run) -> Project:
    """A project whose params have a table more, and Lang Son's return sent by path with a row of it."""
    project = make_project(years=(2023,), provinces=("lang-son", "tay-ninh"))
    for name, more in (("tables", PATROLS), ("codelists", PARTNERS)):
        path = project.params / f"{name}.yml"
        path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + more, encoding="utf-8")
    folder = project.root / "sent"
    shutil.copytree(project.data / "sample" / "2023" / "lang-son", folder)
    cover = folder / "cover.csv"
    text = re.sub(r"20\d\d-\d\d-\d\d", "2024-12-20", cover.read_text(encoding="utf-8"))
    cover.write_text(text, encoding="utf-8")
    rows = [line.split(",") for line in (folder / "outreach.csv").read_text(encoding="utf-8").splitlines()]
    code = rows[1][rows[0].index("station_code")]
    (folder / "patrols.csv").write_text(
        f"date,station_code,kilometres,with_whom,boats\n2023-03-01,{code},12,customs,1\n", encoding="utf-8"
    )
    done = workbook(project, "take-in", str(folder))
    assert done.returncode == 0, done
    return project


def _change(project: Project, old: str, new: str, name: str = "tables") -> None:
    path = project.params / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    for read in (codelists, tables):
        read._read.cache_clear()  # a command reads them anew


def test_rows_of_a_withdrawn_table_are_told_and_hold_up_nothing(sent: Project, workbook: Run) -> None:
    _change(sent, PATROLS, "\n")
    done = workbook(sent, "take-in", "2023")
    assert done.returncode == 0
    assert "has rows of table patrols, which params/tables.yml no longer has" in done.stdout + done.stderr
    assert workbook(sent, *STATUS).returncode == 0


def test_withdrawn_column_and_new_optional_column_hold_up_nothing(sent: Project, workbook: Run) -> None:
    _change(sent, "    boats:", "    ships:")
    assert workbook(sent, *STATUS).returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    kilometres:", "    kms:", "patrols.kms: a column that the return has not"),
        ("    boats: {type: count", "    boats: {type: score", "patrols.boats: of another type"),
        (
            "    boats:",
            "    crew: {type: count, label: {en: Crew, vi: Đội}}\n    boats:",
            "patrols.crew: a column that the return has not",
        ),
    ],
)
def test_column_that_the_return_cannot_fill_is_named(
    sent: Project, workbook: Run, old: str, new: str, said: str
) -> None:
    _change(sent, old, new)
    done = workbook(sent, *STATUS)
    assert done.returncode == 3
    assert said in done.stderr
    assert "take the return in again" in done.stderr


def test_withdrawn_code_is_named_by_its_column(sent: Project, workbook: Run) -> None:
    _change(sent, CUSTOMS, "", "codelists")
    done = workbook(sent, *STATUS)
    assert done.returncode == 3
    assert "patrols.with_whom: rows hold a code that codelist partner no longer has" in done.stderr


def test_return_that_no_longer_fits_can_be_sent_again(sent: Project, workbook: Run) -> None:
    _change(sent, "    kilometres:", "    kms:")
    for name, old, new in (("patrols", "kilometres", "kms"), ("cover", "2024-12-20", "2024-12-21")):
        path = sent.root / "sent" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert workbook(sent, "take-in", str(sent.root / "sent")).returncode == 0
    assert workbook(sent, *STATUS).returncode == 0


def test_returns_of_a_province_that_params_no_longer_have_are_told(sent: Project, workbook: Run) -> None:
    lists, records = sent.data / "returns" / "2023" / "63", sent.records / "2023" / "63"
    (lists / "lang-son.json").rename(lists / "old-province.json")
    (records / "lang-son.parquet").rename(records / "old-province.parquet")
    done = workbook(sent, "take-in", "2023")
    assert done.returncode == 0
    assert "old-province.json" in done.stdout + done.stderr
    assert "a province that params/provinces no longer has" in done.stdout + done.stderr
    assert workbook(sent, *STATUS).returncode == 0

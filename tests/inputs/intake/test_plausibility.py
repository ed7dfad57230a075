from __future__ import annotations

from pathlib import Path

import pytest

from helpers.inputs.intake.plausibility import Caution, find_warnings
from helpers.inputs.intake.take_in import take_in
from helpers.paths import Project


def warned(project: Project) -> list[Caution]:
    take_in(project, 2023)
    return [each for each in find_warnings(project, 2023) if each.kind != "station stopped"]


def add(sent: Path, table: str, *rows: str) -> None:
    with (sent / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write("".join(f"{row}\n" for row in rows))


def test_good_return_warns_of_nothing_but_silent_stations(project: Project) -> None:
    assert warned(project) == []
    kinds = {each.kind for each in find_warnings(project, 2023)}
    assert kinds == {"station stopped"}


def test_station_that_stopped_is_told_from_when(project: Project) -> None:
    take_in(project, 2023)
    assert [str(each) for each in find_warnings(project, 2023)] == [
        "lang-son: station lang-son-01 stopped reporting after 2023-02",
        "lang-son: station lang-son-02 stopped reporting after 2023-01",
    ]


@pytest.mark.parametrize(
    ("table", "rows", "kind", "row"),
    [
        (
            "victims",
            ["LANG-SON-2023-V003,2023-05-20,LANG-SON-2023-099,rescued,presumed,male,unknown,VN,unknown,CN,,"],
            "unknown case",
            4,
        ),
        (
            "trafficking_cases",
            ["LANG-SON-2023-002,2023-04-02,forced_marriage,CN,yes,2,under_verification"],
            "arrests before a case",
            3,
        ),
        (
            "training",
            ["LANG-SON-2023-T02,2023-06-05,2023-06-07,course,general,30,6,20,48.5,9,28,81,25"],
            "post-test above pre-test",
            3,
        ),
        (
            "outreach",
            ["lang-son-02,2023-02,9,4200,,,0", "lang-son-02,2023-03,9,210,,,0"],
            "month out of line",
            5,
        ),
        ("interceptions", ["2023-12-31,lang-son-02,entry,CN,3,,,vehicle,no"], "duplicate", 4),
        ("materials", ["2023-06-07,lang-son-01,equipment,camera,2"], "duplicate", 3),
    ],
)
def test_each_warning_has_its_place(
    project: Project, sent: Path, table: str, rows: list[str], kind: str, row: int
) -> None:
    add(sent, table, *rows)
    (caution,) = warned(project)
    assert (caution.kind, caution.table, caution.row, caution.province) == (kind, table, row, "lang-son")
    assert caution.file == f"data/sample/2023/lang-son/{table}.csv"


def test_number_that_two_provinces_share_is_told_of_both(project: Project, sent: Path) -> None:
    other = sent.parent / "cao-bang"
    other.mkdir()
    (other / "trafficking_cases.csv").write_bytes((sent / "trafficking_cases.csv").read_bytes())
    assert [(each.kind, each.province) for each in warned(project)] == [
        ("duplicate", "cao-bang"), ("duplicate", "lang-son"),
    ]  # fmt: skip


def test_a_case_of_an_earlier_year_is_known(project: Project, sent: Path) -> None:
    earlier = project.root / "data/sample/2022/lang-son"
    earlier.mkdir(parents=True)
    header = (sent / "trafficking_cases.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "LANG-SON-2022-001,2022-04-02,forced_marriage,CN,yes,2,prosecuted"
    (earlier / "trafficking_cases.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    take_in(project, 2022)
    add(
        sent,
        "victims",
        "LANG-SON-2023-V003,2023-05-20,LANG-SON-2022-001,rescued,presumed,male,unknown,VN,unknown,CN,,",
    )
    assert warned(project) == []


def test_warnings_never_block(project: Project, sent: Path) -> None:
    add(sent, "interceptions", "2023-12-31,lang-son-02,entry,CN,3,,,vehicle,no")
    assert take_in(project, 2023).mistakes == ()

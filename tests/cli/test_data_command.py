"""`workbook data`: figures by name, in three formats, and one message on a wrong name."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from helpers.paths import Project
from projects import Done, run_workbook

sys.path.append(str(Path(__file__).parents[1] / "portal"))
from made_up_packets import write_packet  # noqa: E402

Run = Callable[..., Done]
CELLS = """indicator,label,unit,place,period,breakdown,category,value,status
sessions,Sessions,sessions,lang-son,2023,total,all,691,shown
sessions,Sessions,sessions,lang-son,2023-Q1,total,all,129,shown
sessions,Sessions,sessions,viet-nam,2022,total,all,18000,shown
leaflets,Leaflets,leaflets,lang-son,2023,total,all,,[c]
"""


@pytest.fixture
def published(make_project: Callable[..., Project]) -> Project:
    """A project with one packet, and one for partners, which must not be read."""
    project = make_project()
    for place, audience in (("lang-son", "public"), ("cao-bang", "partner")):
        folder = write_packet(project, place, 2023, "en", "63", [1.0] * 5, audience=audience)
        text = CELLS if audience == "public" else CELLS.replace("lang-son", "cao-bang")
        table = folder / "data" / "outreach.csv"
        size = table.stat().st_size
        table.write_text(text, encoding="utf-8")
        packet = folder / "packet.json"
        old = f'"path": "data/outreach.csv", "sha256": "{"0" * 64}", "bytes": {size}'
        packet.write_text(packet.read_text().replace(old, old.replace(str(size), str(table.stat().st_size))))
    return project


def test_figures_by_name_go_to_standard_output(published: Project) -> None:
    done = run_workbook(published, "data", "--indicator", "sessions", "--time", "2023")
    assert done.returncode == 0, done.stderr
    told = [(row["place"], row["period"], row["value"]) for row in csv.DictReader(io.StringIO(done.stdout))]
    assert told == [("lang-son", "2023", "691"), ("lang-son", "2023-Q1", "129")]


def test_three_formats_hold_the_same(published: Project, workbook: Run, tmp_path: Path) -> None:
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "xlsx": partial(pd.read_excel, engine="calamine")}
    told = []
    for form, reader in read.items():
        file = tmp_path / f"figures.{form}"
        assert workbook(published, "data", "--place", "lang-son", "-o", str(file)).returncode == 0
        frame = reader(file)  # type: ignore[operator]
        told.append(
            [
                (row.indicator, row.period, None if pd.isna(row.value) else row.value)
                for row in frame.itertuples()
            ]
        )
    assert told[0] == told[1] == told[2]
    assert told[0] == [
        ("sessions", "2023", 691.0),
        ("sessions", "2023-Q1", 129.0),
        ("leaflets", "2023", None),
        ("victims_assisted", "2023", 1.0),
    ]
    assert (
        pd.read_excel(tmp_path / "figures.xlsx", sheet_name="dictionary", engine="calamine")
        .query("code == 'sessions'")
        .shape[0]
        == 2
    )


@pytest.mark.parametrize(
    ("wrong", "code", "message"),
    [
        (
            ["--indicator", "session"],
            2,
            "nothing is published of indicator 'session'; did you mean 'sessions'?",
        ),
        (
            ["--place", "cao-bang"],
            2,
            "nothing is published of place 'cao-bang'; there are: lang-son, viet-nam",
        ),
        (["--time", "2019"], 2, "nothing is published of time '2019'"),
        (["--project", "inl"], 2, "unknown project 'inl'"),
        (["--indicator", "leaflets", "--place", "viet-nam"], 2, "leave one of them out"),
        (["-o", "figures.txt"], 2, "let it end in .csv, .parquet or .xlsx, or give --format"),
        (["-o", "nowhere/figures.csv"], 5, "there is no folder 'nowhere'"),
    ],
)
def test_what_cannot_be_given_is_one_message(
    published: Project, workbook: Run, wrong: list[str], code: int, message: str
) -> None:
    done = workbook(published, "data", *wrong)
    assert done.returncode == code
    assert message in " ".join(done.stderr.split())
    assert done.stderr.count("error:") == 1


def test_without_reports_it_says_to_build_one(make_project: Callable[..., Project], workbook: Run) -> None:
    done = workbook(make_project(), "data")
    assert (done.returncode, done.stdout) == (2, "")
    assert "reports/ holds no report; build one first" in done.stderr

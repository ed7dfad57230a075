"""A whole year is published from returns with two exact numbers in them: no file has either, in any usual writing."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from canaries import BEFORE, CANARIES, NOW
from hands import in_json, in_paper, into_page
from helpers.paths import Project
from search import found_in, writings

EVERYTHING = [one for number in CANARIES for one in writings(number)]
SHOWN = writings(NOW + 3)[0]
NINE = {
    "index.html", "report.pdf", "report.docx", "notebook.ipynb", "packet.json", "tables.xlsx", "datapackage.json",
    "ro-crate-metadata.json", "data/reintegration.csv",
}  # fmt: skip


def published(project: Project) -> list[Path]:
    """Every file below reports/."""
    return [path for path in sorted(project.reports.rglob("*")) if path.is_file()]


def test_whole_year_is_searched(year: Project) -> None:
    names = {path.relative_to(year.reports).as_posix() for path in published(year)}
    assert {"index.html", "indicators.html"} <= names
    for place in ("lang-son", "tay-ninh", "viet-nam", "national-programme"):
        for language in ("en", "vi"):
            assert {f"2023/{language}/{place}/{name}" for name in NINE} <= names, place
    assert "2023/vi/national-programme/iati.xml" in names


def test_canaries_are_withheld_and_not_left_out(year: Project) -> None:
    cells = pd.concat(pd.read_parquet(path) for path in year.releases.glob("*-63-*/cells.parquet"))
    about = cells[(cells["indicator"] == "victims_reintegrated") & cells["period"].isin(["2022", "2023"])]
    own = about[about["place"] == "lang-son"]
    assert set(own["status"]) == {"c"}
    assert own["value"].isna().all()
    nation = about[about["place"] == "viet-nam"].set_index("period")["value"]
    assert nation["2023"] == NOW + 3
    facts = pd.concat(pd.read_parquet(path) for path in year.facts.rglob("*.parquet"))
    assert {NOW, BEFORE} <= set(facts.loc[facts["indicator"] == "victims_reintegrated", "value"])


@pytest.fixture(scope="module")
def found(year: Project) -> list[str]:
    """Every file and what it holds: a canary, or the nation's number, which is shown."""
    return found_in(published(year), (*EVERYTHING, SHOWN))


def test_nothing_published_holds_a_canary(found: list[str]) -> None:
    assert [each for each in found if not each.endswith(f": {SHOWN}")] == []


def test_readers_find_what_every_format_says(year: Project, found: list[str]) -> None:
    """Else they would find no canary because they read nothing: the nation's number is in each file that shows it."""
    packet = year.reports / "2023" / "en" / "viet-nam"
    holding = {each.removesuffix(f": {SHOWN}") for each in found}
    for name in (
        "index.html",
        "report.pdf",
        "report.docx",
        "notebook.ipynb",
        "tables.xlsx",
        "data/reintegration.csv",
    ):
        assert str(packet / name) in holding, name


@pytest.mark.parametrize("written", ["4937", "4,937", "4.937", "4 937", "4\u202f937", "0x1349", "NDkzNw=="])
def test_canary_is_found_however_written(reports: Project, written: str) -> None:
    packet = reports.reports / "2023" / "en" / "lang-son"
    into_page(packet, f"<p>{written}</p>")
    assert found_in([packet / "index.html"], EVERYTHING)
    with in_paper(packet) as pdf:
        pdf.docinfo["/Subject"] = written
    assert found_in([packet / "report.pdf"], EVERYTHING)
    with in_json(packet / "notebook.ipynb") as notebook:
        notebook["metadata"]["more"] = written
    assert found_in([packet / "notebook.ipynb"], EVERYTHING)
    assert json.loads((packet / "notebook.ipynb").read_bytes())["metadata"]["more"] == written

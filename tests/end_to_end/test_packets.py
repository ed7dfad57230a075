"""What a build leaves in reports/."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from helpers.paths import Project
from projects import call_workbook

PACKETS = [f"2023/{language}/{place}" for language in ("en", "vi") for place in ("lang-son", "viet-nam")]


@pytest.mark.parametrize("packet", PACKETS)
def test_packet_is_whole_by_its_own_hashes(built: Project, packet: str) -> None:
    folder = built.reports / packet
    described = json.loads((folder / "packet.json").read_text(encoding="utf-8"))
    listed = {entry["path"]: entry for entry in described["outputs"]}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"packet.json"}
    assert set(listed) == there
    assert {"index.html", "report.pdf", "notebook.ipynb"} < there
    for name, entry in listed.items():
        content = (folder / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (entry["sha256"], entry["bytes"])


def test_packet_names_every_input_with_its_hash(built: Project) -> None:
    described = json.loads((built.reports / "2023/en/lang-son/packet.json").read_text(encoding="utf-8"))
    inputs = {entry["path"]: entry["sha256"] for entry in described["inputs"]}
    for name in (
        "notebooks/province_report.ipynb",
        "params/indicators.yml",
        "data/sample/2022/lang-son/outreach.csv",
    ):
        assert inputs[name] == hashlib.sha256((built.root / name).read_bytes()).hexdigest()
    assert inputs["data/sample/2022/lang-son/victims.csv"] == "[c]", (
        "a hash that can be guessed until it fits"
    )
    assert not [name for name in inputs if "tay-ninh" in name], (
        "another province's return is no input of this report"
    )


@pytest.mark.parametrize("packet", PACKETS)
def test_report_and_data_package_are_cited_by_the_key_of_their_packet(built: Project, packet: str) -> None:
    folder = built.reports / packet
    key = json.loads((folder / "packet.json").read_text(encoding="utf-8"))["key"]["sha256"][:12]
    assert key in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["citation"]
    assert key in (folder / "index.html").read_text(encoding="utf-8")
    paper = pypdfium2.PdfDocument(folder / "report.pdf")
    assert key in " ".join(page.get_textpage().get_text_range() for page in paper)


def test_packet_says_that_it_is_demonstration_data(built: Project) -> None:
    folder = built.reports / "2023/en/lang-son"
    assert json.loads((folder / "packet.json").read_text(encoding="utf-8"))["demonstration"] is True
    assert "Demonstration data" in (folder / "index.html").read_text(encoding="utf-8")
    assert "Số liệu minh họa" in (built.reports / "2023/vi/lang-son/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("packet", PACKETS)
def test_no_trace_of_the_machine(built: Project, packet: str) -> None:
    for path in (built.reports / packet).rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            text = "".join(_texts(path))
            assert str(built.root) not in text, path.name
            assert str(Path.home()) not in re.sub(r"\s", "", text) or str(Path.home()) == "/", path.name


def _texts(path: Path) -> Iterator[str]:
    if path.suffix != ".xlsx":
        yield path.read_text(encoding="utf-8")
        return
    with zipfile.ZipFile(path) as file:
        yield from (file.read(name).decode() for name in file.namelist())


def test_hidden_cells_have_no_value_in_the_data(built: Project) -> None:
    hidden = 0
    for path in (built.reports / "2023/en").rglob("victims.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert (row["value"] == "") == (row["status"] != "shown")
                hidden += row["status"] == "[c]"
    assert hidden, "the sample must have something to hide, or this test says nothing"


def test_no_text_of_the_data_is_a_formula(built: Project) -> None:
    for path in built.reports.rglob("data/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                texts = [cell for name, cell in row.items() if name != "value"]
                assert not [cell for cell in texts if cell.startswith(("=", "+", "-", "@"))]


def test_executed_notebook_ran_every_cell(built: Project) -> None:
    notebook = json.loads((built.reports / "2023/en/lang-son/notebook.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [out for cell in code for out in cell["outputs"] if out["output_type"] in ("error", "stream")]
    figures = sum("data:image/svg+xml" in json.dumps(cell["outputs"]) for cell in code)
    tables = sum("exhibit-table" in json.dumps(cell["outputs"]) for cell in code)
    assert figures >= 6
    assert tables >= 6


def test_both_languages_show_the_same_numbers(built: Project) -> None:
    def cells(language: str) -> list[list[str]]:
        with (built.reports / f"2023/{language}/lang-son/data/outreach.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            return [
                [row["indicator"], row["place"], row["period"], row["value"]] for row in csv.DictReader(file)
            ]

    assert cells("en") == cells("vi")


def test_portal_lists_every_packet(built: Project) -> None:
    page = (built.reports / "index.html").read_text(encoding="utf-8")
    for packet in PACKETS:
        assert f"{packet}/index.html" in page


def test_command_says_what_it_did(built: Project) -> None:
    again = call_workbook(built, "take-in", "2023")
    assert again.returncode == 0
    assert re.search(r"[\d,]+ rows accepted, 0 rejected", again.stdout)

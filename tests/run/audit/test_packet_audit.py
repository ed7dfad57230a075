"""Each test plants one leak and sees it caught; the first sees that an honest packet passes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from helpers.privacy.release import Release
from helpers.report.paper import TYPST
from helpers.run.audit.claims import Finding
from helpers.run.audit.packet_audit import audit_packet

Plant = Callable[[str, str, str], None]
SECRET = "3"


def one_of(findings: list[Finding], file: str) -> str:
    assert findings, "the leak was not seen"
    assert any(str(found).startswith(file) for found in findings), findings
    return "\n".join(map(str, findings))


def hidden_row(packet: Path, release: Release) -> re.Match[str]:
    """A row of a table of victims whose number is withheld."""
    page = (packet / "index.html").read_text(encoding="utf-8")
    start = page.index('id="tbl-victims"')
    match = re.compile(
        r'<th scope="row" class="left">[^<]+</th><td class="right"><abbr[^>]*>\[c\]</abbr>'
    ).search(page, start)
    assert match
    return match


def test_honest_packet_passes(packet: Path, release: Release) -> None:
    assert audit_packet(packet, release) == []


def test_number_in_place_of_a_mark_in_a_table(packet: Path, release: Release, plant: Plant) -> None:
    row = hidden_row(packet, release)[0]
    plant("index.html", row, re.sub(r"<abbr.*</abbr>", SECRET, row))
    assert "withheld" in one_of(audit_packet(packet, release), "index.html, ")


def test_number_in_the_data_file(packet: Path, release: Release, plant: Plant) -> None:
    text = (packet / "data" / "victims.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.endswith(",[c]"))
    plant("data/victims.csv", row, row.removesuffix(",[c]") + f"{SECRET},shown")
    assert "withheld" in one_of(audit_packet(packet, release), "data/victims.csv, row")


def test_number_beside_its_mark_in_the_data_file(packet: Path, release: Release, plant: Plant) -> None:
    text = (packet / "data" / "victims.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.endswith(",,[c]"))
    plant("data/victims.csv", row, row.removesuffix(",,[c]") + f",{SECRET},[c]")
    assert "withheld" in one_of(audit_packet(packet, release), "data/victims.csv, row")


def test_number_in_the_highlights(packet: Path, release: Release) -> None:
    path = packet / "packet.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["highlights"]["victims_rescued"] = {"value": 3, "status": "shown"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "victims_rescued" in one_of(audit_packet(packet, release), "packet.json, highlights")


@pytest.mark.parametrize("key", ["sha256", "rows"])
def test_hash_or_rows_of_a_file_in_which_each_row_is_a_victim(
    packet: Path, release: Release, key: str
) -> None:
    path = packet / "packet.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    entry = next(e for e in content["inputs"] if e["path"].endswith("/victims.csv"))
    entry[key] = "0" * 64
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "each row is a person or a case" in one_of(audit_packet(packet, release), "packet.json, inputs")


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        ("<p>Victims rescued rose by 3.</p>", "<p>"),
        ("<p hidden>Rescued victims: 3</p>", "<p>"),
        ("<!-- victims: 3 -->", "comment"),
        ('<div data-rescued="victims 3"></div>', "data-rescued"),
        ('<span aria-label="3 victims rescued"></span>', "aria-label"),
        ("<p>Victims rescued: 15.8% of all</p>", "<p>"),
        ("<p>Of the victims of these provinces, 3 were children</p>", "<p>"),
        ('<meta content="3 victims">', "content"),
        ("<script>var victims = 3</script>", "<script>"),
    ],
)
def test_number_about_victims_in_any_text_of_the_page(
    packet: Path, release: Release, plant: Plant, planted: str, kind: str
) -> None:
    plant("index.html", "</body>", planted + "</body>")
    found = one_of(audit_packet(packet, release), "index.html")
    assert kind in found
    assert "3" not in found.replace("<h3>", "")


def test_number_in_the_alternative_text_of_a_chart(packet: Path, release: Release, plant: Plant) -> None:
    plant(
        "index.html", "Bar chart of victims assisted by pathway", "Bar chart of 3 victims assisted by pathway"
    )
    assert "aria-label of <svg>" in one_of(
        audit_packet(packet, release), "index.html, fig-victims-by-pathway"
    )


def figure_of(page: str) -> int:
    return page.index("<svg", page.index('id="fig-victims-by-exploitation"'))


def test_bar_of_a_withheld_number(packet: Path, release: Release) -> None:
    path = packet / "index.html"
    page = path.read_text(encoding="utf-8")
    bar = re.compile(
        r'<path d="M ([\d.]+) ([\d.]+) L ([\d.]+) [^"]*z" style="fill: #(?:b8c2cc|0b69a3)"'
    ).search(page, figure_of(page))
    assert bar
    left = float(bar[1])
    planted = f'<path d="M {left} 150 L {left + 12.3} 150 L {left + 12.3} 160 L {left} 160 z" style="fill: #b8c2cc"/>'
    path.write_text(page[: bar.start()] + planted + page[bar.start() :], encoding="utf-8")
    assert "a bar is drawn" in one_of(
        audit_packet(packet, release), "index.html, fig-victims-by-exploitation"
    )


def test_number_beside_a_bar(packet: Path, release: Release) -> None:
    path = packet / "index.html"
    page = path.read_text(encoding="utf-8")
    at = page.index("[c]</text>", figure_of(page))
    path.write_text(page[:at] + SECRET + page[at + 3 :], encoding="utf-8")
    assert "<text>" in one_of(audit_packet(packet, release), "index.html, fig-victims-by-exploitation")


def test_number_in_an_output_of_the_notebook(packet: Path, release: Release) -> None:
    path = packet / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if "victims_table" in c.source)
    cell.outputs[0]["data"]["text/plain"] += "\nVictims rescued: 3"
    nbformat.write(notebook, path)
    assert "text/plain" in one_of(audit_packet(packet, release), "notebook.ipynb, cell")


def test_traceback_in_the_notebook(packet: Path, release: Release) -> None:
    path = packet / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if "victims_table" in c.source)
    cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text="a"))
    nbformat.write(notebook, path)
    assert "message or traceback" in one_of(audit_packet(packet, release), "notebook.ipynb, cell")


def test_number_on_paper_alone(packet: Path, release: Release) -> None:
    from helpers.run.exporters import DonorPdfExporter

    notebook = nbformat.read(packet / "notebook.ipynb", as_version=4)
    cell = next(c for c in notebook.cells if "victims_table" in c.source)
    data = cell.outputs[0]["data"]
    row = next(line for line in data[TYPST].splitlines() if "Rescued" in line and "[c]" in line)
    data[TYPST] = data[TYPST].replace(row, row.replace("[c]", SECRET, 1))
    pdf, _ = DonorPdfExporter().from_notebook_node(notebook)
    (packet / "report.pdf").write_bytes(pdf)
    assert "row 'Rescued'" in one_of(audit_packet(packet, release), "report.pdf")


def test_file_that_the_audit_cannot_read(packet: Path, release: Release) -> None:
    (packet / "records.bin").write_bytes(b"\0")
    assert "cannot read" in one_of(audit_packet(packet, release), "records.bin")


@pytest.mark.parametrize(
    "file",
    [
        "packet.json",
        "notebook.ipynb",
        "datapackage.json",
        "ro-crate-metadata.json",
        "tables.xlsx",
        "report.pdf",
    ],
)
def test_file_that_is_cut_short(packet: Path, release: Release, file: str) -> None:
    content = (packet / file).read_bytes()
    (packet / file).write_bytes(content[: len(content) // 2])
    one_of(audit_packet(packet, release), file)


def test_pdf_that_the_audit_cannot_read(packet: Path, release: Release) -> None:
    (packet / "report.pdf").write_bytes(b"%PDF-1.7\n")
    assert "cannot be read back" in one_of(audit_packet(packet, release), "report.pdf")

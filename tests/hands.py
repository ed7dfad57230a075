"""What the attacks by hand (tests/attacks/by_hand) change built files with: the ordinary tools for each format."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pikepdf

from canaries import NOW
from helpers.publish.packet_key import CHECKSUM, checksum_of

SAID = f"{NOW} victims"


def replace(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text, which must be there."""
    text = path.read_bytes().decode()
    assert old in text, old
    path.write_bytes(text.replace(old, new, 1).encode())


def into_page(packet: Path, markup: str) -> None:
    """Put HTML at the end of what the page shows."""
    replace(packet / "index.html", "</main>", f"{markup}</main>")


@contextmanager
def in_paper(packet: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF, to be changed."""
    with pikepdf.open(packet / "report.pdf", allow_overwriting_input=True) as pdf:
        yield pdf
        pdf.save()


@contextmanager
def in_json(path: Path) -> Iterator[dict[str, Any]]:
    """What a JSON file holds, to be changed."""
    content = json.loads(path.read_bytes())
    yield content
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


@contextmanager
def in_notebook(packet: Path) -> Iterator[nbformat.NotebookNode]:
    """The notebook, to be changed."""
    notebook = nbformat.read(packet / "notebook.ipynb", as_version=4)
    yield notebook
    nbformat.write(notebook, packet / "notebook.ipynb")


def shown_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A code cell that shows something."""
    return next(cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs)


@contextmanager
def in_parts(path: Path) -> Iterator[dict[str, bytes]]:
    """The parts of a Word document or workbook, to be changed."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    yield parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


def in_part(path: Path, part: str, old: str, new: str) -> None:
    """Replace a text in a part."""
    with in_parts(path) as parts:
        text = parts[part].decode()
        assert old in text, old
        parts[part] = text.replace(old, new, 1).encode()


@contextmanager
def in_book(packet: Path) -> Iterator[openpyxl.Workbook]:
    """The workbook, to be changed."""
    book = openpyxl.load_workbook(packet / "tables.xlsx")
    yield book
    book.save(packet / "tables.xlsx")


def list_anew(packet: Path) -> None:
    """Write into packet.json what lies in the folder now, as whoever knows its hashes would."""
    with in_json(packet / "packet.json") as content:
        content["outputs"] = [
            {
                "path": path.relative_to(packet).as_posix(),
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "bytes": path.stat().st_size,
            }
            for path in sorted(packet.rglob("*"))
            if path.is_file() and path.name != "packet.json"
        ]
        content[CHECKSUM] = checksum_of(content)

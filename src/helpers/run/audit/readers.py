"""Which reader reads which file of a packet. A file that none reads cannot be published."""

from __future__ import annotations

from pathlib import PurePosixPath

from helpers.run.audit.claims import Reader
from helpers.run.audit.data_files import read_csv, read_json, read_packet
from helpers.run.audit.iati import read_iati
from helpers.run.audit.notebooks import read_notebook
from helpers.run.audit.packages import read_crate, read_data_package
from helpers.run.audit.pages import read_page
from helpers.run.audit.pdf import read_pdf
from helpers.run.audit.spreadsheets import read_spreadsheet
from helpers.run.audit.word import read_word

READERS: dict[str, Reader] = {
    "datapackage.json": read_data_package,
    "packet.json": read_packet,
    "ro-crate-metadata.json": read_crate,
    ".csv": read_csv,
    ".docx": read_word,
    ".html": read_page,
    ".ipynb": read_notebook,
    ".json": read_json,
    ".pdf": read_pdf,
    ".xlsx": read_spreadsheet,
    "iati.xml": read_iati,
}
"""By the file's name, else by its suffix."""


def reader_of(name: str) -> Reader | None:
    """The reader of a file, by its path inside the packet; None where there is none."""
    path = PurePosixPath(name)
    return READERS.get(path.name) or READERS.get(path.suffix)

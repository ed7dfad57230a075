"""`workbook build --format docx`: a Word document beside the page and the PDF, kept from then on, off by default."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from helpers.paths import Project
from projects import Done

PACKET = "2023/en/lang-son"
CHOICE = ("2023", "--province", "lang-son", "--language", "en")


def uncited(packet: Path) -> bytes:
    """The page without the key of its packet, which every file of it has a part in."""
    key = json.loads((packet / "packet.json").read_bytes())["key"]["sha256"][:12].encode()
    page = (packet / "index.html").read_bytes()
    assert page.count(key) == 3  # where the report and its numbers are cited, and in what search engines read
    return page.replace(key, b"")


def test_word_document_is_made_when_asked_for_listed_and_kept(
    built: Project, tmp_path: Path, workbook: Callable[..., Done]
) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(built.root, project.root)
    packet = project.reports / PACKET
    assert not (packet / "report.docx").exists()
    page = uncited(packet)
    done = workbook(project, "build", *CHOICE, "--format", "docx")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (packet / "report.docx").read_bytes().startswith(b"PK")
    link = b'<li class="to-word"><a href="report.docx">Word</a></li>\n'
    assert uncited(packet).count(link) == 1
    assert uncited(packet).replace(link, b"") == page
    listed = {entry["path"] for entry in json.loads((packet / "packet.json").read_bytes())["outputs"]}
    assert "report.docx" in listed
    again = workbook(project, "build", *CHOICE)
    assert "1 of 1 reports are up to date" in again.stdout
    assert (packet / "report.docx").exists()


def test_unknown_format_is_refused_before_anything_runs(
    built: Project, workbook: Callable[..., Done]
) -> None:
    done = workbook(built, "build", *CHOICE, "--format", "odt")
    assert done.returncode == 2
    assert "odt" in done.stderr

"""The Word document of a packet is read back: what is planted in any part of it stops the packet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from helpers.privacy.release import Release
from helpers.run.audit.packet_audit import audit_packet
from helpers.run.jobs import WORD
from helpers.run.render_docx import render_docx
from helpers.run.word_styles import packed

LEAK = "3 victims were rescued"


@pytest.fixture(scope="session")
def word(built: object) -> dict[str, bytes]:
    """The parts of the Word document of the packet."""
    folder = built.reports / "2023" / "en" / "lang-son"  # type: ignore[attr-defined]
    made = render_docx(nbformat.read(folder / "notebook.ipynb", as_version=4))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def findings(packet: Path, release: Release) -> Callable[[dict[str, bytes]], list[str]]:
    """What the audit finds in a Word document of these parts."""

    def read_back(parts: dict[str, bytes]) -> list[str]:
        (packet / WORD).write_bytes(packed(parts))
        found = audit_packet(packet, release)
        said = [str(finding) for finding in found if finding.where.startswith(WORD)]
        return [one for one in said if "packet.json lists" not in one]  # which this packet was made without

    return read_back


def test_report_as_it_is_made_passes(
    word: dict[str, bytes], findings: Callable[[dict[str, bytes]], list[str]]
) -> None:
    assert findings(word) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "Key results", LEAK),
        ("word/document.xml", 'descr="', f'descr="{LEAK}. '),
        ("word/document.xml", '<w:tblCaption w:val="', f'<w:tblCaption w:val="{LEAK}. '),
        ("word/document.xml", "<w:body>", f"<w:body><!-- {LEAK} -->"),
        ("word/footer1.xml", "<w:t>1</w:t>", f"<w:t>{LEAK}</w:t>"),
        ("docProps/core.xml", "</dc:title>", f" {LEAK}</dc:title>"),
        ("word/document.xml", "<w:t ", "<w:vanish/><w:t "),
        ("word/document.xml", ">[c]<", ">3<"),
        (
            "word/document.xml",
            'SEQ Table \\* ARABIC "><w:r><w:t>4<',
            'SEQ Table \\* ARABIC "><w:r><w:t>7654<',
        ),
    ],
    ids=[
        "text",
        "alternative text",
        "title of a table",
        "comment",
        "footer",
        "property",
        "hidden text",
        "cell",
        "number of a table",
    ],
)
def test_planted_number_is_found(
    part: str,
    old: str,
    new: str,
    word: dict[str, bytes],
    findings: Callable[[dict[str, bytes]], list[str]],
) -> None:
    text = word[part].decode()
    assert old in text
    assert findings({**word, part: text.replace(old, new, 1).encode()})


def test_picture_that_the_notebook_does_not_draw_is_found(
    word: dict[str, bytes], findings: Callable[[dict[str, bytes]], list[str]]
) -> None:
    picture = next(name for name in word if name.startswith("word/media/"))
    other = {**word, picture: word[picture] + b"\0"}
    assert findings(other) == [f"{WORD}, {picture}: a picture that is no drawing of the notebook"]


@pytest.mark.parametrize("part", ["word/embeddings/sheet.xlsx", "word/vbaProject.bin", "word/media/a.emf"])
def test_part_that_cannot_be_read_is_found(
    part: str, word: dict[str, bytes], findings: Callable[[dict[str, bytes]], list[str]]
) -> None:
    assert any(part in found for found in findings({**word, part: b"x"}))

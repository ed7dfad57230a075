"""Each test plants one leak in an export and sees it caught; the first sees that honest exports pass."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.privacy.release import Release
from helpers.run.audit.packet_audit import audit_packet
from small_release import exported, small_release

BOOK = "tables.xlsx"


@pytest.fixture(scope="module")
def release() -> Release:
    return small_release()


@pytest.fixture(scope="module")
def honest(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(release, tmp_path_factory.mktemp("honest") / "packet")


@pytest.fixture
def packet(honest: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(honest, tmp_path / "packet"))


@pytest.fixture
def found(packet: Path, release: Release) -> Callable[[str], str]:
    """What the audit finds, which must begin with a file's name and never say the planted number."""

    def run(file: str) -> str:
        every = [str(finding) for finding in audit_packet(packet, release)]
        findings = [finding for finding in every if finding.startswith(file)]
        assert findings, f"the leak was not seen: {every}"
        assert "'3'" not in "".join(findings)
        return "\n".join(findings)

    return run


def part_holding(packet: Path, text: str) -> tuple[str, str]:
    """Name and text of the part of the workbook that holds a text."""
    with zipfile.ZipFile(packet / BOOK) as file:
        for name in file.namelist():
            content = file.read(name).decode()
            if text in content:
                return name, content
    raise AssertionError(f"no part holds {text}")


def write_part(packet: Path, part: str, content: str) -> None:
    with zipfile.ZipFile(packet / BOOK) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[part] = content.encode()
    with zipfile.ZipFile(packet / BOOK, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)


def plant_in_book(packet: Path, old: str, new: str) -> None:
    part, content = part_holding(packet, old)
    write_part(packet, part, content.replace(old, new, 1))


def test_honest_exports_pass(honest: Path, release: Release) -> None:
    assert audit_packet(honest, release) == []


def test_number_in_place_of_a_mark(packet: Path, found: Callable[[str], str]) -> None:
    texts = part_holding(packet, "<sst")[1].split("<si>")[1:]
    number = next(i for i, text in enumerate(texts) if ">[c]<" in text)
    part, content = part_holding(packet, "<v>141</v>")
    mark = re.compile(rf'(<c r="[A-Z]+[0-9]+" s="[0-9]+") t="s"><v>{number}</v>')
    write_part(packet, part, mark.sub(r"\1><v>3</v>", content, count=1))
    assert "withheld" in found(f"{BOOK}, Victims, row")


def test_another_number_than_the_released_one(packet: Path, found: Callable[[str], str]) -> None:
    plant_in_book(packet, "<v>141</v>", "<v>142</v>")
    assert "not the one that was released" in found(f"{BOOK}, Victims, row")


@pytest.mark.parametrize("said", ["3 victims were rescued", "Rescued: 3", "Of 235 victims 94 were men"])
def test_number_about_victims_in_a_text(packet: Path, found: Callable[[str], str], said: str) -> None:
    plant_in_book(packet, "Numbers from 1 to 4 are withheld.", said)
    assert "nothing released accounts for" in found(BOOK)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("</sheetData>", "</sheetData><dataValidations/>", "cannot read"),
        ("<v>141</v>", "<f>138+3</f><v>141</v>", "<f>"),
        ("[&gt;=1000]#,##0;General", "0&quot;3&quot;", "number format"),
        ("<dc:title>", "<dc:title>3 victims rescued ", "accounts for"),
        ('<sheet name="Victims"', '<sheet name="3 victims"', "accounts for"),
    ],
    ids=["validation", "formula", "number format", "property", "sheet name"],
)
def test_what_is_no_plain_cell(
    packet: Path, found: Callable[[str], str], old: str, new: str, reason: str
) -> None:
    plant_in_book(packet, old, new)
    assert reason in found(BOOK)


def test_part_that_the_audit_cannot_read(packet: Path, found: Callable[[str], str]) -> None:
    write_part(packet, "xl/comments1.xml", "<comments>3</comments>")
    assert "cannot read" in found(f"{BOOK}, xl/comments1.xml")


def test_file_that_is_no_workbook(packet: Path, found: Callable[[str], str]) -> None:
    (packet / BOOK).write_bytes(b"PK\x03\x04")
    assert "no workbook" in found(BOOK)


@pytest.mark.parametrize("name", ["datapackage.json", "ro-crate-metadata.json"])
def test_size_of_a_file_that_is_not_in_the_packet(
    packet: Path, found: Callable[[str], str], name: str
) -> None:
    content = json.loads((packet / name).read_text(encoding="utf-8"))
    entries = content["resources" if name == "datapackage.json" else "@graph"]
    entries.append(
        {"@id": "returns/victims.csv", "path": "returns/victims.csv", "contentSize": "180", "bytes": 180}
    )
    (packet / name).write_text(json.dumps(content), encoding="utf-8")
    assert "not in the packet" in found(f"{name}, returns/victims.csv")


def test_hash_of_another_file(packet: Path, found: Callable[[str], str]) -> None:
    path = packet / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["resources"][-1]["hash"] = "sha256:" + "0" * 64
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "its hash is not that" in found("datapackage.json, data/victims.csv")


@pytest.mark.parametrize("name", ["datapackage.json", "ro-crate-metadata.json"])
def test_number_about_victims_in_a_description(packet: Path, found: Callable[[str], str], name: str) -> None:
    path = packet / name
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Numbers from 1 to 4 are withheld.", "3 victims were rescued.", 1), encoding="utf-8"
    )
    assert "accounts for" in found(name)

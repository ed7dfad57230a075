"""Tables and descriptions of files, held against a small Release; the first sees that honest exports pass."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from helpers.privacy.release import Release
from helpers.publish.checks.packet_audit import audit_packet
from helpers.publish.checks.packet_claims import PacketFinding
from small_release import exported, list_files, small_release

BOOK = "tables.xlsx"


def wrong_with(packet: Path, release: Release) -> list[PacketFinding]:
    """The findings of the audit, with a packet.json that lists what lies there."""
    list_files(packet)
    return audit_packet(packet, release)


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
        every = [str(finding) for finding in wrong_with(packet, release)]
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
    assert wrong_with(honest, release) == []


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


def test_mark_in_place_of_a_number(packet: Path, found: Callable[[str], str]) -> None:
    texts = part_holding(packet, "<sst")[1].split("<si>")[1:]
    mark = next(i for i, text in enumerate(texts) if ">[c]<" in text)
    part, content = part_holding(packet, "<v>141</v>")
    number = re.compile(r'(<c r="[A-Z]+[0-9]+" s="[0-9]+")><v>141</v>')
    write_part(packet, part, number.sub(rf'\1 t="s"><v>{mark}</v>', content, count=1))
    assert "though its number was released" in found(f"{BOOK}, Victims, row")


def test_number_in_a_table_that_is_not_known(packet: Path, found: Callable[[str], str]) -> None:
    book = openpyxl.load_workbook(packet / BOOK)
    sheet = book.create_sheet("More")
    sheet.sheet_state = "hidden"
    sheet.append(["Supported", "2023"])
    sheet.append(["Lang Son", 3])
    book.save(packet / BOOK)
    assert "in a table that the audit does not know" in found(f"{BOOK}, More, row 2")


def test_row_of_an_unknown_indicator(packet: Path, found: Callable[[str], str]) -> None:
    plant_in_book(packet, ">Victims and suspected victims<", ">Victims counted<")
    assert "names no cell of the Release" in found(BOOK)


def test_file_that_is_no_workbook(packet: Path, found: Callable[[str], str]) -> None:
    (packet / BOOK).write_bytes(b"PK\x03\x04")
    assert "is damaged" in found(BOOK)


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


CSV = "data/victims.csv"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (",,[c]", ",3,shown", "which is withheld"),
        (",,[c]", ",3,[c]", "a number beside a mark"),
        (",,[c]", ",,shown", "a number beside a mark, or neither"),
        (",19,shown", ",20,shown", "not the one that was released"),
        (",19,shown", ",,[c]", "though its number was released"),
        ("indicator,", "indicator,more,", "has other columns than"),
        ("victims_rescued,", "victims_rescued_men,", "no indicator of the catalogue"),
        (",19,shown", ",19,shown,3", "not as many cells"),
        (",19,shown", ",nineteen,shown", "is damaged"),
    ],
)
def test_data_file(packet: Path, found: Callable[[str], str], old: str, new: str, reason: str) -> None:
    path = packet / CSV
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    assert reason in found(CSV)


def test_numbers_of_an_own_exhibit_are_let_through_by_their_name(packet: Path, release: Release) -> None:
    """What a sealed notebook wrote; but no table of the returns may pass for one."""
    for name in ("tbl-top-ten", "top-ten"):
        (packet / "data" / f"{name}.csv").write_text("place,rate\r\nLang Son,3\r\n", encoding="utf-8")
    assert [str(one) for one in wrong_with(packet, release)] == [
        "data/top-ten.csv: has other columns than indicator, label, unit, place, period, breakdown, category, value, "
        "status"
    ]

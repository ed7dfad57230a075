"""A packet is what packet.json says, and its tables are the Release's. tests/attacks/by_hand has the ways in."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hands import in_json, list_anew
from helpers.privacy.release import Release
from helpers.publish.checks.packet_audit import audit_packet


def said(packet: Path, release: Release) -> str:
    return "\n".join(map(str, audit_packet(packet, release)))


def test_honest_packet_passes(packet: Path, release: Release) -> None:
    assert audit_packet(packet, release) == []


@pytest.mark.parametrize(
    "file", ["packet.json", "notebook.ipynb", "datapackage.json", "tables.xlsx", "report.pdf", "index.html"]
)
def test_file_that_is_cut_short(packet: Path, release: Release, file: str) -> None:
    content = (packet / file).read_bytes()
    (packet / file).write_bytes(content[: len(content) // 2])
    assert re.search(rf"(?m)^{re.escape(file)}: ", said(packet, release))


@pytest.mark.parametrize(
    "file", ["datapackage.json", "ro-crate-metadata.json", "tables.xlsx", "data/victims.csv"]
)
def test_table_that_cannot_be_read(packet: Path, release: Release, file: str) -> None:
    (packet / file).write_bytes(b"\xff\0")
    list_anew(packet)
    assert f"{file}: is damaged" in said(packet, release)


def test_packet_without_its_list(packet: Path, release: Release) -> None:
    (packet / "packet.json").unlink()
    assert said(packet, release) == (
        "packet.json: is missing or no JSON, so it does not tell which files the packet has"
    )


@pytest.mark.parametrize("content", ["[]", "{}", '{"outputs": {}}', '{"outputs": [1]}', "null"])
def test_list_that_is_none(packet: Path, release: Release, content: str) -> None:
    (packet / "packet.json").write_text(content, encoding="utf-8")
    assert "packet.json: is an older one, or does not list the packet's files" in said(packet, release)


def test_file_that_is_missing_or_more(packet: Path, release: Release) -> None:
    (packet / "data" / "outreach.csv").rename(packet / "data" / "more.csv")
    found = said(packet, release)
    assert "data/outreach.csv: is missing" in found
    assert "data/more.csv: is no file of this packet: packet.json does not list it" in found


def test_mark_where_another_file_shows_the_number(packet: Path, release: Release) -> None:
    """Two files that disagree on what is withheld tell that one of them was made from something else."""
    path = packet / "data" / "victims.csv"
    text, count = re.subn(
        r"(?m)^(victims_assisted,.*,)[\d.]+,shown", r"\1,[c]", path.read_text(encoding="utf-8"), count=1
    )
    assert count
    path.write_text(text, encoding="utf-8")
    list_anew(packet)
    assert "a mark stands for victims_assisted" in said(packet, release)


def test_older_packet_beside_a_newer_release(packet: Path, release: Release) -> None:
    """What the newer one withholds, the older one must not go on showing."""
    frame = release.frame.copy()
    at = frame.index[
        (frame["indicator"] == "victims_assisted")
        & (frame["place"] == "lang-son")
        & (frame["period"] == "2023")
    ]
    frame.loc[at, ["value", "status"]] = [None, "c"]
    found = said(packet, replace(release, frame=frame))
    for name in ("data/victims.csv", "packet.json", "tables.xlsx"):
        withheld = rf"{re.escape(name)}.*victims_assisted, lang-son, 2023, which is withheld"
        assert re.search(withheld, found), name


def test_packet_that_is_not_for_the_public(packet: Path, release: Release) -> None:
    with in_json(packet / "packet.json") as content:
        content["audience"] = "partner"
    list_anew(packet)
    assert "packet.json: is not for the public" in said(packet, release)


@pytest.mark.parametrize("table", ["victims", "trafficking_cases"])
@pytest.mark.parametrize("key", ["sha256", "rows"])
def test_number_or_hash_of_people_and_cases(packet: Path, release: Release, table: str, key: str) -> None:
    """A file of one case could be guessed until its hash fits."""
    with in_json(packet / "packet.json") as content:
        entry = next(each for each in content["inputs"] if each["path"].endswith(f"/{table}.csv"))
        assert entry["sha256"] == "[c]"
        entry[key] = "0" * 64
    list_anew(packet)
    assert "each row is a person or a case" in said(packet, release)


@pytest.mark.parametrize("where", ["inputs", "key"])
@pytest.mark.parametrize(
    "name", ["data/facts/2023-63.parquet", "params/../data/records/2023/63/lang-son.parquet", "/etc/passwd"]
)
def test_hash_of_a_file_that_is_no_source(packet: Path, release: Release, where: str, name: str) -> None:
    with in_json(packet / "packet.json") as content:
        if where == "inputs":
            content["inputs"].append({"path": name, "sha256": "0" * 64})
        else:
            content["key"]["files"][name] = "0" * 64
    list_anew(packet)
    assert f"packet.json, {name}: the hash of a file that is no return" in said(packet, release)


def test_vietnamese_workbook_is_read_by_its_own_words(packet: Path, release: Release) -> None:
    """In the other language no row of it is known."""
    found = said(packet, release.in_language("vi"))
    assert "tables.xlsx, " in found
    assert "in a table that the audit does not know" in found


def test_copy_of_another_packet_is_found(packet: Path, release: Release, tmp_path: Path) -> None:
    content = json.loads((packet / "packet.json").read_bytes())
    listed = {entry["path"] for entry in content["outputs"]}
    assert listed == {path.relative_to(packet).as_posix() for path in packet.rglob("*") if path.is_file()} - {
        "packet.json"
    }
    shutil.copytree(packet, tmp_path / "copy")
    shutil.move(tmp_path / "copy", packet / "data" / "copy")
    assert "data/copy: is a folder that is no packet" in said(packet, release)

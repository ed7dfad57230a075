"""Old editions: the bytes that were published, in a zip that params know by its hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from altered_packets import write_packet
from helpers.errors import OutputError
from helpers.paths import Project
from helpers.publish.editions import (
    NOTE,
    check_editions,
    edition_zip,
    files_of_zip,
    kept_content,
    packet_content,
    superseded,
)
from helpers.review.minisign_files import sign
from helpers.review.packet_signatures import MANIFEST, packet_manifest
from helpers.review.signing_keys import Ed25519PrivateKey
from old_editions import DAY, keep_edition

REPORT = "2023/en/lang-son"


@pytest.fixture
def packet(small_project: Project) -> Path:
    return write_packet(small_project, REPORT, guarded=True)


def test_edition_has_the_bytes_that_were_published_and_says_that_it_is_not_valid(
    small_project: Project, packet: Path
) -> None:
    content = edition_zip(REPORT, kept_content(small_project, REPORT, packet), DAY)
    assert content == edition_zip(REPORT, kept_content(small_project, REPORT, packet), DAY)
    files = files_of_zip(content)
    note = files.pop(NOTE).decode()
    assert files == packet_content(packet)
    assert "edition 1 of the report 2023/en/lang-son" in note and "12 June 2024" in note
    assert "ĐÃ ĐƯỢC THAY THẾ" in note and "12/06/2024" in note


def test_signature_stays_with_the_edition_that_it_is_of(small_project: Project, packet: Path) -> None:
    folder = small_project.signatures / REPORT
    folder.mkdir(parents=True)
    manifest = packet_manifest(packet)
    (folder / MANIFEST).write_bytes(manifest)
    (folder / f"{MANIFEST}.minisig").write_bytes(sign(Ed25519PrivateKey.generate(), manifest, "packet"))
    kept = kept_content(small_project, REPORT, packet)
    assert kept[f"signature/{MANIFEST}"] == manifest and f"signature/{MANIFEST}.minisig" in kept
    (packet / "report.pdf").write_text("other paper", encoding="utf-8")
    assert not [name for name in kept_content(small_project, REPORT, packet) if name.startswith("signature")]


@pytest.mark.parametrize("change", ["lost", "edited", "a link"])
def test_lost_or_changed_edition_is_refused(
    small_project: Project, packet: Path, change: str, tmp_path: Path
) -> None:
    path = keep_edition(small_project, REPORT)
    check_editions(small_project)
    content = path.read_bytes()
    assert superseded(small_project, REPORT, 2) == {path.name: content}
    assert superseded(small_project, REPORT, 1) == {}
    path.unlink()
    if change == "edited":
        path.write_bytes(content[:-1] + b"x")
    elif change == "a link":
        (tmp_path / "elsewhere").write_bytes(content)
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(
        OutputError, match=r"data/editions/2023-en-lang-son-edition-1\.zip: is .*git or a backup"
    ):
        check_editions(small_project)


def test_backup_copies_editions(small_project: Project, packet: Path, tmp_path: Path) -> None:
    from helpers.build.backup import back_up, restore

    path = keep_edition(small_project, REPORT)
    content = path.read_bytes()
    back_up(small_project, tmp_path / "backup")
    path.unlink()
    assert restore(small_project, tmp_path / "backup").written == (f"data/editions/{path.name}",)
    assert path.read_bytes() == content


def test_project_that_lost_an_edition_is_not_backed_up(
    small_project: Project, packet: Path, tmp_path: Path
) -> None:
    from helpers.build.backup import back_up

    keep_edition(small_project, REPORT).unlink()
    with pytest.raises(OutputError, match=r"edition-1\.zip: is missing"):
        back_up(small_project, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("change", ["lost", "edited"])
def test_single_edition_is_put_back_whatever_else_is_newer(
    small_project: Project, packet: Path, tmp_path: Path, change: str
) -> None:
    from helpers.build.backup import back_up, restore

    path, backup = keep_edition(small_project, REPORT), tmp_path / "backup"
    content = path.read_bytes()
    back_up(small_project, backup)
    path.unlink()
    if change == "edited":
        path.write_bytes(content[:-1] + b"x")
    newer = small_project.approvals / "2023.jsonl"
    newer.parent.mkdir(parents=True, exist_ok=True)
    newer.write_text("{}\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"`workbook restore FOLDER --editions`") as fault:
        restore(small_project, backup)
    assert "aside" not in str(fault.value)
    assert restore(small_project, backup, only_editions=True).written == (f"data/editions/{path.name}",)
    assert path.read_bytes() == content and newer.exists()
    with pytest.raises(OutputError, match=r"move data/approvals aside first"):
        restore(small_project, backup)

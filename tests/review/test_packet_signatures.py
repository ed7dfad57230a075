"""`workbook keygen`, `sign`, `verify-signature`: one flipped byte is found, here and by stock tools."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from altered_packets import write_packet
from helpers.paths import Project
from old_editions import keep_edition
from projects import Done

Run = Callable[..., Done]
NAMES = ("2023/en/lang-son", "2023/vi/lang-son")


@pytest.fixture
def signed(small_project: Project, workbook: Run, tmp_path: Path) -> Project:
    """A project with two small packets, signed by the key in `keys/release`."""
    for name in NAMES:
        write_packet(small_project, name)
    (tmp_path / "keys").mkdir()
    key = tmp_path / "keys" / "release"
    assert workbook(small_project, "keygen", str(key), "--owner", "An").returncode == 0
    assert workbook(small_project, "sign", "2023", "--key", str(key)).returncode == 0
    return small_project


def check(workbook: Run, project: Project, public: Path) -> Done:
    return workbook(project, "verify-signature", "2023", "--public", str(public))


def test_packets_that_are_as_they_were_signed_pass(signed: Project, workbook: Run, tmp_path: Path) -> None:
    done = check(workbook, signed, tmp_path / "keys/release.pub")
    assert (done.returncode, done.stdout) == (0, "2 of 2 reports are as they were signed\n")


def test_signature_of_an_edition_that_was_corrected_is_told_as_such(
    signed: Project, workbook: Run, tmp_path: Path
) -> None:
    keep_edition(signed, NAMES[0])
    assert (
        check(workbook, signed, tmp_path / "keys/release.pub").returncode == 0
    )  # its new edition is not built yet
    packet = write_packet(signed, NAMES[0], edition={"number": 2, "corrected": "2024-06-12"})
    done = check(workbook, signed, tmp_path / "keys/release.pub")
    assert done.returncode == 1 and "it was changed" not in done.stderr
    assert f"{NAMES[0]}: the signature is of edition 1" in done.stderr and "sign this one" in done.stderr
    assert workbook(signed, "sign", "2023", "--key", str(tmp_path / "keys/release")).returncode == 0
    assert check(workbook, signed, tmp_path / "keys/release.pub").returncode == 0
    (packet / "index.html").write_text("edited", encoding="utf-8")
    assert "it was changed" in check(workbook, signed, tmp_path / "keys/release.pub").stderr


def test_report_that_waits_for_approval_is_named_when_it_is_signed(
    signed: Project, workbook: Run, tmp_path: Path
) -> None:
    write_packet(signed, NAMES[1], staged=True, edition={"number": 2, "corrected": "2024-06-12"})
    sign = ("sign", "2023", "--key", str(tmp_path / "keys/release"))
    assert "warning" not in workbook(signed, *sign).stderr  # no approval is required
    public = (tmp_path / "keys/release.pub").read_text(encoding="utf-8").splitlines()[-1]
    rules = f"approval: required\napprovers:\n  an: {{name: An, key: {public}}}\n"
    (signed.params / "approvals.yml").write_text(rules, encoding="utf-8")
    done = workbook(signed, *sign)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stderr.split())
    assert f"warning: {NAMES[0]}: nobody has approved what was signed" in said
    assert f"warning: {NAMES[1]}: a newer version waits for approval" in said


def test_one_flipped_byte_in_any_file_is_found(signed: Project, workbook: Run, tmp_path: Path) -> None:
    packet = signed.reports / NAMES[0]
    files = [path for path in packet.rglob("*") if path.is_file()]
    files += [path for path in (signed.signatures / NAMES[0]).iterdir() if path.name == "SHA256SUMS"]
    assert len(files) == 5
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        done = check(workbook, signed, tmp_path / "keys/release.pub")
        assert done.returncode == 1 and done.stderr.startswith(f"error: {NAMES[0]}: "), path
        assert done.stdout == "1 of 2 reports are as they were signed\n"
        path.write_bytes(content)


def test_file_that_is_missing_or_came_later_is_found(signed: Project, workbook: Run, tmp_path: Path) -> None:
    packet = signed.reports / NAMES[0]
    (packet / "notes.txt").write_text("later", encoding="utf-8")
    assert "notes.txt was not signed" in check(workbook, signed, tmp_path / "keys/release.pub").stderr
    (packet / "notes.txt").unlink()
    (packet / "report.pdf").unlink()
    assert "report.pdf is missing" in check(workbook, signed, tmp_path / "keys/release.pub").stderr


def test_signature_by_another_key_or_of_another_packet_is_refused(
    signed: Project, workbook: Run, tmp_path: Path
) -> None:
    workbook(signed, "keygen", str(tmp_path / "keys/other"), "--owner", "Binh")
    done = check(workbook, signed, tmp_path / "keys/other.pub")
    assert done.returncode == 1 and "by another key" in done.stderr
    one, other = (signed.signatures / name for name in NAMES)
    shutil.rmtree(other)
    shutil.copytree(one, other)
    assert "it belongs elsewhere" in check(workbook, signed, tmp_path / "keys/release.pub").stderr
    shutil.rmtree(other)
    assert "was not signed" in check(workbook, signed, tmp_path / "keys/release.pub").stderr


def test_packet_that_is_not_whole_is_not_signed(signed: Project, workbook: Run, tmp_path: Path) -> None:
    (signed.reports / NAMES[0] / "report.pdf").unlink()
    done = workbook(signed, "sign", "2023", "lang-son", "--key", str(tmp_path / "keys/release"))
    assert done.returncode == 5 and "not whole" in done.stderr


def test_signing_twice_gives_the_same_bytes(signed: Project, workbook: Run, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in signed.signatures.rglob("*") if path.is_file()}
    workbook(signed, "sign", "2023", "--key", str(tmp_path / "keys/release"))
    assert before == {path: path.read_bytes() for path in signed.signatures.rglob("*") if path.is_file()}


def test_private_key_is_its_owners_and_is_never_in_the_project(
    signed: Project, workbook: Run, tmp_path: Path
) -> None:
    key = tmp_path / "keys/release"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert workbook(signed, "keygen", str(key), "--owner", "An").returncode == 5  # never written over
    inside = signed.root / "key"
    assert workbook(signed, "keygen", str(inside), "--owner", "An").returncode == 2
    assert not inside.exists()
    shutil.copy(key, inside)
    inside.chmod(0o600)
    done = workbook(signed, "sign", "2023", "--key", str(inside))
    assert done.returncode == 2 and "must not lie in the project" in done.stderr
    key.chmod(0o644)
    assert "other users can read this key" in workbook(signed, "sign", "2023", "--key", str(key)).stderr


def test_encrypted_key_opens_with_its_passphrase_alone(
    signed: Project, workbook: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "keys/locked"
    monkeypatch.setenv("WORKBOOK_KEY_PASSPHRASE", "a long word")
    assert workbook(signed, "keygen", str(key), "--owner", "An").returncode == 0
    assert b"ENCRYPTED" in key.read_bytes()
    assert workbook(signed, "sign", "2023", "--key", str(key)).returncode == 0
    monkeypatch.setenv("WORKBOOK_KEY_PASSPHRASE", "another")
    done = workbook(signed, "sign", "2023", "--key", str(key))
    assert done.returncode == 2 and "cannot be opened" in done.stderr


@pytest.mark.skipif(not shutil.which("minisign"), reason="needs Debian's minisign")
def test_minisign_and_sha256sum_check_the_same(signed: Project, tmp_path: Path) -> None:
    folder = signed.signatures / NAMES[0]
    command = ["minisign", "-Vm", str(folder / "SHA256SUMS"), "-p", str(tmp_path / "keys/release.pub")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and f"Trusted comment: packet {NAMES[0]}" in done.stdout
    sums = ["sha256sum", "--check", "--strict", str(folder / "SHA256SUMS")]
    assert (
        subprocess.run(sums, cwd=signed.reports / NAMES[0], capture_output=True, check=False).returncode == 0
    )
    (folder / "SHA256SUMS").write_text("", encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl 3")
def test_openssl_checks_the_same(signed: Project, tmp_path: Path) -> None:
    """The lines of docs/review.md, typed as they stand."""
    page = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
    script = next(block for block in page.split("```")[1::2] if "openssl" in block).partition("\n")[2]
    shutil.copy(tmp_path / "keys/release.pub", tmp_path / "release.pub")
    for name in ("SHA256SUMS", "SHA256SUMS.minisig"):
        shutil.copy(signed.signatures / NAMES[0] / name, tmp_path)
    environment = {"PATH": os.environ["PATH"]}
    for flipped, said in ((0, "Signature Verified Successfully"), (1, "Verification Failure")):
        path = tmp_path / "SHA256SUMS"
        content = path.read_bytes()
        path.write_bytes(bytes([content[0] ^ flipped]) + content[1:])
        done = subprocess.run(
            ["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert said in done.stdout, done.stderr


def test_what_is_no_key_or_no_signature_is_named(signed: Project, workbook: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pub"
    for text in ("", "untrusted comment: x\nRWQ=\n", base64.b64encode(b"x" * 42).decode()):
        broken.write_text(text, encoding="utf-8")
        done = check(workbook, signed, broken)
        assert done.returncode == 1 and "this is no public key" in done.stderr
    assert check(workbook, signed, tmp_path / "none.pub").returncode == 2
    (signed.signatures / NAMES[0] / "SHA256SUMS.minisig").write_text("no\n", encoding="utf-8")
    assert "this is no signature" in check(workbook, signed, tmp_path / "keys/release.pub").stderr
    done = workbook(signed, "sign", "2023", "quang-ninh", "--key", str(tmp_path / "keys/release"))
    assert done.returncode == 2 and "no report 'quang-ninh' of 2023" in done.stderr

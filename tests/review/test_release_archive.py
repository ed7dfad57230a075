"""`workbook release`: one zip with everything, the same bytes each time, in which any change is found."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from altered_packets import write_packet
from clones import commit_all, git
from helpers.errors import OutputError
from helpers.paths import Project
from helpers.review.minisign_files import SignatureError, read_public_key
from helpers.review.release_archive import read_release_zip
from old_editions import keep_edition
from projects import Done

Run = Callable[..., Done]


@pytest.fixture
def kept(small_project: Project, workbook: Run, tmp_path: Path) -> Project:
    """A project in git, with two small packets and a key beside it."""
    (small_project.root / ".gitignore").write_text("/reports/\n", encoding="utf-8")
    commit_all(small_project.root, "params, notebooks and returns")
    for language in ("en", "vi"):
        write_packet(small_project, f"2023/{language}/lang-son")
    assert workbook(small_project, "keygen", str(tmp_path / "key"), "--owner", "An").returncode == 0
    return small_project


def release(workbook: Run, project: Project, path: Path, *more: str) -> Done:
    return workbook(project, "release", "2023", "-o", str(path), *more)


def rewritten(path: Path, changes: dict[str, bytes | None], to: Path) -> Path:
    """A zip with some files changed, added or (None) left out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return to


def test_release_holds_what_it_takes_to_read_check_and_make_it_again(
    kept: Project, workbook: Run, tmp_path: Path
) -> None:
    assert workbook(kept, "sign", "2023", "--key", str(tmp_path / "key")).returncode == 0
    done = release(workbook, kept, tmp_path / "r.zip", "--key", str(tmp_path / "key"))
    assert done.returncode == 0, done.stderr
    key = read_public_key((tmp_path / "key.pub").read_text(encoding="utf-8"))
    archived = read_release_zip(tmp_path / "r.zip", key)
    assert archived.packets == ["2023/en/lang-son", "2023/vi/lang-son"]
    assert {name.split("/")[0] for name in archived.files} == {
        "README.txt", "data", "release.json", "reports", "signatures", "sources.tar",
    }  # fmt: skip
    assert archived.about["revision"] == git(kept.root, "rev-parse", "HEAD").strip()
    assert archived.files["README.txt"].decode().startswith("ALL NUMBERS IN THIS RELEASE ARE MADE UP")
    assert b"sessions,lang-son" in archived.files["data/cells.csv"]


def test_release_takes_the_old_editions_of_its_reports_along(
    kept: Project, workbook: Run, tmp_path: Path
) -> None:
    old = keep_edition(kept, "2023/en/lang-son")
    keep_edition(kept, "2023/vi/lang-son")  # its new edition is not built yet
    write_packet(kept, "2023/en/lang-son", edition={"number": 2, "corrected": "2024-06-12"})
    commit_all(kept.root, "a correction")
    assert release(workbook, kept, tmp_path / "r.zip").returncode == 0
    assert read_release_zip(tmp_path / "r.zip").below("editions/") == {old.name: old.read_bytes()}
    old.unlink()
    done = release(workbook, kept, tmp_path / "lost.zip")
    assert done.returncode != 0 and not (tmp_path / "lost.zip").exists()


def test_same_packets_and_revision_give_the_same_bytes(kept: Project, workbook: Run, tmp_path: Path) -> None:
    for name in ("one.zip", "other.zip"):
        assert release(workbook, kept, tmp_path / name, "--key", str(tmp_path / "key")).returncode == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_stock_tools_check_what_was_unpacked(kept: Project, workbook: Run, tmp_path: Path) -> None:
    assert release(workbook, kept, tmp_path / "r.zip").returncode == 0
    with zipfile.ZipFile(tmp_path / "r.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path / "unpacked", capture_output=True, check=False).returncode == 0


def test_any_change_of_a_release_is_found(kept: Project, workbook: Run, tmp_path: Path) -> None:
    assert release(workbook, kept, tmp_path / "r.zip", "--key", str(tmp_path / "key")).returncode == 0
    whole = tmp_path / "r.zip"
    page = "reports/2023/en/lang-son/index.html"
    faults: list[tuple[dict[str, bytes | None], str]] = [
        ({page: b"other"}, "was changed"),
        ({page: None}, "is missing"),
        ({"reports/more.txt": b"more"}, "is not in the list"),
        ({"../outside.txt": b"more"}, "do not unpack it"),
        ({"SHA256SUMS": None}, "no release"),
    ]
    for changes, said in faults:
        with pytest.raises(OutputError, match=said):
            read_release_zip(rewritten(whole, changes, tmp_path / "spoilt.zip"))
    content = whole.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: len(content) // 2])
    assert workbook(kept, "verify", str(tmp_path / "cut.zip")).returncode == 5
    assert workbook(kept, "verify", str(tmp_path / "none.zip")).returncode == 5


def test_signature_over_a_release_is_asked_for_with_its_key(
    kept: Project, workbook: Run, tmp_path: Path
) -> None:
    assert release(workbook, kept, tmp_path / "signed.zip", "--key", str(tmp_path / "key")).returncode == 0
    assert release(workbook, kept, tmp_path / "plain.zip").returncode == 0
    assert workbook(kept, "keygen", str(tmp_path / "other"), "--owner", "Binh").returncode == 0
    own, other = (
        read_public_key((tmp_path / f"{name}.pub").read_text(encoding="utf-8")) for name in ("key", "other")
    )
    with pytest.raises(SignatureError, match="another key"):
        read_release_zip(tmp_path / "signed.zip", other)
    with pytest.raises(SignatureError, match="not signed"):
        read_release_zip(tmp_path / "plain.zip", own)


def test_what_nobody_could_make_again_is_not_released(kept: Project, workbook: Run, tmp_path: Path) -> None:
    (kept.params / "new.txt").write_text("not in git", encoding="utf-8")
    done = release(workbook, kept, tmp_path / "r.zip")
    assert done.returncode == 1 and "params/new.txt is not in git as it is here" in done.stderr
    (kept.params / "new.txt").unlink()
    settings = kept.settings.read_text(encoding="utf-8")
    kept.settings.write_text(settings + "\n# changed\n", encoding="utf-8")
    assert "params/workbook.yml is not in git" in release(workbook, kept, tmp_path / "r.zip").stderr
    assert not (tmp_path / "r.zip").exists()


def test_packet_that_is_not_whole_or_signed_before_it_changed_is_not_released(
    kept: Project, workbook: Run, tmp_path: Path
) -> None:
    assert workbook(kept, "sign", "2023", "--key", str(tmp_path / "key")).returncode == 0
    write_packet(kept, "2023/en/lang-son", title="Another")
    done = release(workbook, kept, tmp_path / "r.zip")
    assert done.returncode == 5 and "its signature is of an earlier packet" in done.stderr
    (kept.reports / "2023/vi/lang-son/report.pdf").unlink()
    assert "not whole" in release(workbook, kept, tmp_path / "r.zip").stderr
    assert release(workbook, kept, tmp_path / "r.tar").returncode == 5


def test_release_of_real_returns_has_nothing_of_them(kept: Project, workbook: Run, tmp_path: Path) -> None:
    settings = kept.settings.read_text(encoding="utf-8")
    kept.settings.write_text(
        settings.replace("demonstration: true", "demonstration: false"), encoding="utf-8"
    )
    commit_all(kept.root, "real returns")
    (kept.data / "returns").mkdir(exist_ok=True)
    (kept.data / "returns" / "secret.parquet").write_bytes(b"exact")
    assert release(workbook, kept, tmp_path / "r.zip").returncode == 0
    archived = read_release_zip(tmp_path / "r.zip")
    assert not [name for name in archived.files if name.startswith("history/")]
    with tarfile.open(fileobj=io.BytesIO(archived.files["sources.tar"])) as sources:
        assert not [name for name in sources.getnames() if name.endswith(".csv") and "lang-son" in name]
    assert b"MADE UP" not in archived.files["README.txt"]
    assert json.loads(archived.files["release.json"])["demonstration"] is False

"""Every kind of file that the workbook keeps, damaged in every way: made again with a word, or named with a remedy."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

import helpers.source_code.installed_packages as packages
from helpers.cli.doctor import kept as doctor
from helpers.errors import DisclosureError, ReturnError, WorkbookError
from helpers.files.checksummed_files import DamagedError, bytes_with_checksum, keep, read_checked
from helpers.paths import Project
from helpers.publish.report_code import packages_of
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import keep_published
from helpers.release.release_files import YearRelease
from projects import copy_project

YEAR = 2023
Damage = Callable[[Path], None]


def _replaced(path: Path, content: bytes) -> None:
    path.unlink()  # the file may be a link to another
    path.write_bytes(content)


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    _replaced(path, bytes(content))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Damage] = {
    "truncated": lambda path: _replaced(path, path.read_bytes()[: path.stat().st_size // 2]),
    "emptied": lambda path: _replaced(path, b""),
    "a bit flipped": _flipped,
    "a folder in its place": _folder,
    "not readable": lambda path: _replaced(path, b"{nonsense"),
}
GONE: dict[str, Damage] = {**DAMAGE, "missing": lambda path: path.unlink()}
MADE_AGAIN = [
    "releases/2023-*/cells.parquet",
    "releases/2023-*/basis.json",
    "records/2023/63/lang-son.parquet",
    "published/list.json",
    "builds/packages.json",
    "builds/sources.json",
]
NOT_MISSED = ["published/list.json", "builds/packages.json", "builds/sources.json"]
"""Files of which nothing tells that they were ever there."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A year taken in, counted, protected and published."""
    root = tmp_path_factory.mktemp("kept") / "p"
    project = copy_project(root, years=(YEAR,), provinces=("lang-son", "tay-ninh"))
    keep_published(project, _released(project))
    return project


@pytest.fixture(scope="module")
def corrected(made: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same with a second version of a return."""
    project = _copy(made, tmp_path_factory.mktemp("corrected") / "p")
    outreach = project.data / "sample" / "2023" / "lang-son" / "outreach.csv"
    lines = outreach.read_text(encoding="utf-8").splitlines(keepends=True)
    outreach.write_text("".join(lines[:-1]), encoding="utf-8")
    _released(project)
    return project


@pytest.fixture
def copy(made: Project, tmp_path: Path) -> Project:
    return _copy(made, tmp_path / "p")


def _copy(project: Project, root: Path) -> Project:
    shutil.copytree(project.root, root)
    return Project(root)


def _released(project: Project) -> list[YearRelease]:
    packages._installed.cache_clear()
    packages_of(None, project.builds / "sources.json")
    return prepare(project, YEAR)


def _one(project: Project, pattern: str) -> Path:
    return sorted(project.data.glob(pattern))[0]


def _cells(project: Project) -> bytes:
    return _one(project, "releases/2023-*/cells.parquet").read_bytes()


@pytest.mark.parametrize("damage", GONE)
@pytest.mark.parametrize("pattern", MADE_AGAIN)
def test_what_can_be_made_again_is_and_one_line_says_so(
    made: Project, copy: Project, caplog: pytest.LogCaptureFixture, pattern: str, damage: str
) -> None:
    path = _one(copy, pattern)
    GONE[damage](path)
    with caplog.at_level(logging.WARNING):
        _released(copy)
    read_checked(path)
    if damage != "missing" or pattern not in NOT_MISSED:
        (said,) = [record.getMessage() for record in caplog.records if "made again" in record.getMessage()]
        assert path.name in said or path.parent.name in said
    assert _cells(copy) == _cells(made)


@pytest.mark.parametrize("damages", [*([each] for each in DAMAGE), list(DAMAGE)], ids=" and ".join)
def test_damaged_facts_and_decisions_give_no_other_release(
    made: Project, copy: Project, caplog: pytest.LogCaptureFixture, damages: list[str]
) -> None:
    """Facts one way at a time; decisions, which take long to make, all in one go, each file in the next way."""
    pattern = "facts/2023-63-victims-*.parquet" if len(damages) == 1 else "builds/decisions/*"
    paths = sorted(copy.data.glob(pattern))
    assert len(paths) >= len(damages)
    for path, damage in zip(paths, cycle(damages)):  # noqa: B905  # one is endless
        DAMAGE[damage](path)
    shutil.rmtree(copy.releases)
    shutil.rmtree(copy.published)  # beside it another decision would be made
    with caplog.at_level(logging.WARNING):
        _released(copy)
    said = [record.getMessage() for record in caplog.records if "made again" in record.getMessage()]
    assert said
    for path in paths:
        read_checked(path)
    assert _cells(copy) == _cells(made)


@pytest.mark.parametrize("damage", GONE)
@pytest.mark.parametrize(
    ("pattern", "fault", "code"),
    [("published/2023-*.parquet", DisclosureError, 4), ("returns/2023/63/lang-son.json", ReturnError, 3)],
)
def test_what_nothing_makes_again_is_named_with_a_remedy(
    copy: Project, pattern: str, fault: type[WorkbookError], code: int, damage: str
) -> None:
    path = _one(copy, pattern)
    GONE[damage](path)
    with pytest.raises(fault) as told:
        _released(copy)
    assert told.value.exit_code == code
    assert copy.show(path) in str(told.value)
    assert "restore it from" in str(told.value)
    findings = [*doctor.history(copy), *doctor.published(copy)]
    assert {each.exit_code for each in findings if each.state == "fault"} == {code}


def _first_version(made: Project, project: Project) -> Path:
    """The first version of the return, which the records of `made` come from."""
    records = (made.records / "2023" / "63" / "lang-son.parquet").read_bytes()
    (path,) = [e for e in (project.data / "returns/2023/63").glob("*.parquet") if e.read_bytes() == records]
    return path


@pytest.mark.parametrize("damage", GONE)
def test_newest_version_is_made_again_of_the_records(
    made: Project, copy: Project, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    path = _first_version(made, copy)
    GONE[damage](path)
    assert any(each.state == "missing" for each in doctor.history(copy))
    with caplog.at_level(logging.WARNING):
        _released(copy)
    assert path.read_bytes() == (copy.records / "2023" / "63" / "lang-son.parquet").read_bytes()
    assert any(path.name in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("damage", GONE)
def test_older_version_is_named(made: Project, corrected: Project, tmp_path: Path, damage: str) -> None:
    project = _copy(corrected, tmp_path / "p")
    GONE[damage](_first_version(made, project))
    with pytest.raises(ReturnError, match="holds version 1 of a return; restore it from a backup"):
        _released(project)


@pytest.mark.parametrize("damage", DAMAGE)
def test_doctor_opens_each_kept_file(copy: Project, damage: str) -> None:
    assert [each.state for each in doctor.made_again(copy)] == ["good"]
    for pattern in ("records/2023/63/lang-son.parquet", "facts/*victims*", "releases/*/coverage.parquet"):
        DAMAGE[damage](_one(copy, pattern))
    (found,) = doctor.made_again(copy)
    assert found.state == "missing"
    assert "lang-son.parquet" in found.said


def test_any_bit_of_a_kept_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    content = bytes_with_checksum(b"what is kept")
    for position in range(len(content)):
        changed = bytearray(content)
        changed[position] ^= 1
        keep(path, bytes(changed))
        with pytest.raises(DamagedError):
            read_checked(path)

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import OutputError, ReturnError
from helpers.inputs.intake import take_in as take_in_module
from helpers.inputs.intake.take_in import take_in
from helpers.inputs.records import record_store
from helpers.inputs.records.checked_records import read_intake, read_records
from helpers.paths import Project

PARQUET = "data/records/2023/63/lang-son.parquet"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_good_return_is_taken_in_whole(project: Project) -> None:
    intake = take_in(project, 2023)
    assert (intake.accepted, intake.rejected, intake.mistakes) == (12, 0, ())
    assert (intake.read, intake.unchanged, len(intake.not_received), intake.absent) == (1, 0, 43, ())
    assert (project.root / PARQUET).is_file()
    assert not project.scratch.exists() or not list(project.scratch.iterdir())


def test_rejected_rows_are_counted_once_and_stay_out(project: Project, sent: Path) -> None:
    replace(sent / "victims.csv", "presumed,male", "perhaps,mal")
    intake = take_in(project, 2023)
    assert (intake.accepted, intake.rejected, len(intake.mistakes)) == (11, 1, 2)
    assert read_records(project, 2023, "victims")["source_row"].to_list() == [2]
    (victims,) = [entry for entry in read_intake(project, 2023) if entry.table == "victims"]
    assert (victims.rows_seen, victims.rows_accepted, victims.rows_rejected) == (2, 1, 1)


def test_misfiled_return_is_not_taken_in(project: Project, sent: Path) -> None:
    replace(sent / "cover.csv", "lang-son", "cao-bang")
    intake = take_in(project, 2023)
    assert (intake.accepted, intake.rejected) == (0, 12)
    assert {mistake.file for mistake in intake.mistakes} == {
        f"data/sample/2023/lang-son/{path.name}" for path in sent.iterdir()
    }


def test_absent_table_is_a_gap_and_no_mistake(project: Project, sent: Path) -> None:
    (sent / "materials.csv").unlink()
    intake = take_in(project, 2023)
    assert [gap.place for gap in intake.absent] == ["data/sample/2023/lang-son/materials.csv"]
    assert not intake.mistakes
    assert read_records(project, 2023, "materials").empty


def test_unchanged_return_is_not_judged_again(
    project: Project, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(sent / "outreach.csv", ",12,", ",-12,")
    first = take_in(project, 2023)
    monkeypatch.setattr(take_in_module, "judge_return", None)
    second = take_in(project, 2023)
    assert (second.read, second.unchanged) == (0, 1)
    assert (second.files, second.mistakes) == (first.files, first.mistakes)


@pytest.mark.parametrize(
    "file",
    [
        "data/sample/2023/lang-son/victims.csv",
        "data/sample/stations.csv",
        "params/codelists.yml",
        "params/tables.yml",
        "params/years/2023.yml",
    ],
)
def test_change_of_what_decides_has_the_return_judged_again(project: Project, file: str) -> None:
    take_in(project, 2023)
    with (project.root / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    assert take_in(project, 2023).read == 1


def test_damaged_receipt_has_the_return_judged_again(project: Project) -> None:
    take_in(project, 2023)
    (project.root / PARQUET).write_bytes(b"PAR1")
    assert take_in(project, 2023).read == 1


def test_records_of_a_return_that_is_gone_go_too(project: Project, sent: Path) -> None:
    take_in(project, 2023)
    sent.rename(project.root / "elsewhere")
    intake = take_in(project, 2023)
    assert len(intake.not_received) == 44
    assert not (project.root / PARQUET).exists()


def test_same_return_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    first = tree(project.records)
    project.records.rename(tmp_path / "before")
    take_in(project, 2023)
    assert tree(project.records) == first
    assert not any(str(tmp_path).encode() in content for content in first.values())


def test_records_that_cannot_be_placed_leave_the_last_ones(
    project: Project, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(project, 2023)
    before = tree(project.records)
    replace(sent / "outreach.csv", ",12,", ",13,")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(record_store, "write_records", full)
    with pytest.raises(
        OutputError, match=r"data/returns/2023/63/\w+.parquet: cannot be written \(No space left"
    ):
        take_in(project, 2023)
    assert tree(project.records) == before
    assert not project.scratch.exists()


def test_swap_that_fails_half_way_is_undone(
    project: Project, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(project, 2023)
    before = tree(project.records)
    replace(sent / "outreach.csv", ",12,", ",13,")
    whole = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".parquet":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OutputError, match="Read-only file system"):
        take_in(project, 2023)
    assert tree(project.records) == before


def test_records_folder_that_is_a_file(project: Project) -> None:
    project.records.write_text("in the way")
    with pytest.raises(OutputError, match=r"data/records/2023/63/lang-son.parquet: cannot be written"):
        take_in(project, 2023)


def test_return_that_cannot_be_read(project: Project, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.open

    def locked(path: Any, *arguments: Any, **named: Any) -> int:
        if str(path).endswith("victims.csv"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return whole(path, *arguments, **named)

    monkeypatch.setattr(os, "open", locked)
    with pytest.raises(
        ReturnError, match=r"lang-son/victims\.csv: cannot be read \(Permission denied\); check"
    ):
        take_in(project, 2023)


def test_one_return_has_no_say_in_another(project: Project, sent: Path) -> None:
    twin = sent.parent / "cao-bang"
    twin.mkdir()
    (twin / "trafficking_cases.csv").write_bytes((sent / "trafficking_cases.csv").read_bytes())
    (twin / "victims.csv").write_text("victim_id\n", encoding="utf-8")
    intake = take_in(project, 2023)
    assert {mistake.file for mistake in intake.mistakes} == {"data/sample/2023/cao-bang/victims.csv"}
    assert read_records(project, 2023, "trafficking_cases")["province"].to_list() == ["cao-bang", "lang-son"]
    assert len(read_records(project, 2023, "victims")) == 2

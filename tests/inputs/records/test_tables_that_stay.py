"""A table that is refused as a whole never takes the place of an older good one, and is counted as refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.inputs.intake.take_in import check_year, take_in
from helpers.inputs.params.tables import _read as read_cached
from helpers.inputs.records.checked_records import read_intake, read_records
from helpers.inputs.records.record_files import read_receipt
from helpers.inputs.records.record_store import records_file
from helpers.metrics.facts import compute_facts
from helpers.paths import Project

OUTREACH = 3
"""Rows of the good return."""
STAYS = "Outreach: the table received on 2024-01-15 stays, since no row of this one can be taken in"
REFUSED: dict[str, tuple[Callable[[str], bytes], int]] = {
    "another code page": (lambda text: text.replace("lang-son-01", "×ô").encode("latin-1"), OUTREACH),
    "utf-16 cut off": (lambda text: text.encode("utf-16")[:-1], OUTREACH),
    "old Mac lines": (
        lambda text: text.replace("\n", "\r").replace("lang-", "é").encode("mac-roman"),
        OUTREACH,
    ),
    "quotation mark": (lambda text: text.replace("2023-01", '"2023"-01').encode(), OUTREACH),
    "empty": (lambda _: b"", 0),
    "no header": (lambda text: text.split("\n", 1)[1].encode(), OUTREACH),
    "unknown column": (lambda text: text.replace("sessions", "buoi_gi_do").encode(), OUTREACH),
    "personal data": (lambda text: text.replace("lang-son-01", "Trần Thị Mẫu", 1).encode(), OUTREACH),
    "every row refused": (lambda text: text.replace("2023-", "2022-").encode(), OUTREACH),
}  # fmt: skip


def newer(sent: Path, folder: Path) -> Path:
    """The same return with a later date on its cover sheet."""
    shutil.copytree(sent, folder)
    cover = (folder / "cover.csv").read_text(encoding="utf-8")
    (folder / "cover.csv").write_text(cover.replace("2024-01-15", "2024-03-01"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("how", REFUSED)
def test_older_table_stays_and_is_told(
    project: Project, sent: Path, tmp_path: Path, good_facts: pd.DataFrame, how: str
) -> None:
    spoil, rows = REFUSED[how]
    take_in(project, 2023)
    before = read_records(project, 2023, "outreach")
    folder = newer(sent, tmp_path / "newer")
    table = folder / "outreach.csv"
    table.write_bytes(spoil(table.read_text(encoding="utf-8")))
    for intake in (check(project, [folder]), take_in_paths(project, [folder])):
        assert (intake.accepted, intake.rejected) == (12 - OUTREACH, rows)
        assert [note.to("en").split(": ", 1)[1] for note in intake.notes if "stays" in str(note)] == [STAYS]
        assert "vẫn được dùng" in "".join(note.to("vi") for note in intake.notes)
    assert read_records(project, 2023, "outreach").equals(before)
    receipt = read_receipt(records_file(project, 2023, "63", "lang-son"))
    assert receipt is not None and receipt.received_date == date(2024, 3, 1)
    assert receipt.mistakes
    own = [entry for entry in read_intake(project, 2023) if entry.table == "outreach"]
    assert [(entry.refused, entry.stayed, entry.rows_accepted) for entry in own] == [
        (True, False, 0),
        (False, True, OUTREACH),
    ]
    after = compute_facts(project, 2023, "63")
    assert after.equals(good_facts)


@pytest.mark.parametrize("how", ["another code page", "empty", "every row refused"])
def test_table_of_a_year_s_own_folder_stays_too(project: Project, sent: Path, how: str) -> None:
    take_in(project, 2023)
    table = sent / "outreach.csv"
    good = table.read_bytes()
    table.write_bytes(REFUSED[how][0](good.decode()))
    for intake in (check_year(project, 2023), take_in(project, 2023)):
        assert (intake.accepted, intake.rejected) == (12 - OUTREACH, REFUSED[how][1])
        assert any(str(note).endswith(STAYS) for note in intake.notes)
    assert len(read_records(project, 2023, "outreach")) == OUTREACH
    table.write_bytes(good)
    assert take_in(project, 2023).notes == ()


def test_older_table_stays_over_several_bad_ones_until_a_good_one_comes(
    project: Project, sent: Path, tmp_path: Path
) -> None:
    take_in(project, 2023)
    for day, content in (("2024-03-01", b"\xff"), ("2024-03-02", b""), ("2024-03-03", b"\xfe\n\xfe")):
        folder = newer(sent, tmp_path / day)
        cover = (folder / "cover.csv").read_text(encoding="utf-8")
        (folder / "cover.csv").write_text(cover.replace("2024-03-01", day), encoding="utf-8")
        (folder / "outreach.csv").write_bytes(content)
        notes = take_in_paths(project, [folder]).notes
        assert any(str(note).endswith(STAYS) for note in notes), "the day is that of the good table"
        assert len(read_records(project, 2023, "outreach")) == OUTREACH
    last = newer(sent, tmp_path / "last")
    (last / "cover.csv").write_text((last / "cover.csv").read_text().replace("03-01", "03-04"))
    lines = (last / "outreach.csv").read_text(encoding="utf-8").splitlines()
    (last / "outreach.csv").write_text("\n".join(lines[:2]), encoding="utf-8")
    take_in_paths(project, [last])
    assert len(read_records(project, 2023, "outreach")) == 1


def test_header_alone_reports_nothing_and_replaces(project: Project, sent: Path, tmp_path: Path) -> None:
    take_in(project, 2023)
    folder = newer(sent, tmp_path / "newer")
    header = (folder / "outreach.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "outreach.csv").write_text(header + "\n", encoding="utf-8")
    intake = take_in_paths(project, [folder])
    assert "has no rows of Outreach, where the return before had some" in " ".join(map(str, intake.notes))
    assert read_records(project, 2023, "outreach").empty


@pytest.mark.parametrize("content", [b"", b"\xff\xff", b"\xff\n\xff\n"])
def test_table_that_cannot_be_read_reports_no_zeros(project: Project, sent: Path, content: bytes) -> None:
    """Where nothing older can stay, its months are missing: they are not zero."""
    (sent / "outreach.csv").write_bytes(content)
    take_in(project, 2023)
    facts = compute_facts(project, 2023, "63")
    own = facts[(facts["indicator"] == "sessions") & (facts["place"] == "lang-son")]
    assert own["value"].isna().all()


def test_sheet_without_its_header_keeps_the_older_table(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    sheets = good_sheets()
    sheets["Trang bìa"][1][2] = date(2024, 2, 1)
    del sheets["Tuyên truyền"][0]
    write(sheets, tmp_path / "headless.xlsx")
    intake = take_in_paths(project, [tmp_path / "headless.xlsx"])
    assert (intake.accepted, intake.rejected) == (4, OUTREACH)
    assert any(str(note).endswith(STAYS) for note in intake.notes)
    assert len(read_records(project, 2023, "outreach")) == OUTREACH


def test_two_sheets_for_one_table_keep_the_older(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    sheets = good_sheets()
    sheets["Trang bìa"][1][2] = date(2024, 2, 1)
    write(sheets, tmp_path / "twice.xlsx")
    book = openpyxl.load_workbook(tmp_path / "twice.xlsx")
    book.copy_worksheet(book["Tuyên truyền"]).title = "Outreach"
    book.save(tmp_path / "twice.xlsx")
    assert any(str(note).endswith(STAYS) for note in take_in_paths(project, [tmp_path / "twice.xlsx"]).notes)
    assert len(read_records(project, 2023, "outreach")) == OUTREACH


def test_whole_return_that_is_refused_says_what_stays(project: Project, sent: Path, tmp_path: Path) -> None:
    take_in(project, 2023)
    folder = newer(sent, tmp_path / "newer")
    for table in folder.glob("*.csv"):
        if table.stem != "cover":
            table.write_bytes(b"\xff" + table.read_bytes())
    intake = take_in_paths(project, [folder])
    assert (intake.accepted, intake.rejected) == (0, 12)
    assert "the return received on 2024-01-15 stays" in " ".join(map(str, intake.notes))
    assert len(read_records(project, 2023, "outreach")) == OUTREACH


def test_stricter_rules_do_not_keep_what_they_refuse(project: Project, sent: Path) -> None:
    """The same file, judged by other rules, is no older one."""
    take_in(project, 2023)
    tables = project.params / "tables.yml"
    text = tables.read_text(encoding="utf-8")
    changed = text.replace("sessions: {type: count, max: 500", "sessions: {type: count, max: 1")
    tables.write_text(changed, encoding="utf-8")
    read_cached.cache_clear()
    take_in(project, 2023)
    assert read_records(project, 2023, "outreach").empty

"""Returns that are sent by path: whose they are, what they replace, and what is kept of what was there before."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bad_inputs.make_workbooks import Sheets, good_sheets, write
from helpers.errors import ParamsError, ReturnError
from helpers.inputs.intake.correction_workbook import write_marked
from helpers.inputs.intake.return_files import find_arrivals
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.inputs.intake.take_in import check_year, take_in
from helpers.inputs.mistakes import listed
from helpers.inputs.records.checked_records import read_records
from helpers.inputs.records.record_files import read_receipt
from helpers.inputs.records.record_store import read_history, read_revisions, records_file, version_file
from helpers.metrics.revisions import compute_revisions
from helpers.paths import Project


def workbook(path: Path, *changes: tuple[str, int, int, Any]) -> Path:
    sheets = good_sheets()
    for sheet, row, column, value in changes:
        sheets[sheet][row - 1][column - 1] = value
    path.parent.mkdir(exist_ok=True, parents=True)
    write(sheets, path)
    return path


@pytest.fixture
def correction(tmp_path: Path) -> Path:
    later = ("Trang bìa", 2, 3, date(2024, 2, 1))
    return workbook(tmp_path / "sent/corrected.xlsx", later, ("Tuyên truyền", 2, 3, 15))


def test_check_writes_nothing(project: Project, correction: Path) -> None:
    before = sorted(project.root.rglob("*"))
    assert check(project, [correction]).accepted == 7
    assert sorted(project.root.rglob("*")) == before


def test_newer_return_replaces_the_one_in_the_folder_and_stays(project: Project, correction: Path) -> None:
    take_in_paths(project, [correction])
    for _ in range(2):
        assert read_records(project, 2023, "outreach")["sessions"].to_list()[0] == 15
        take_in(project, 2023)


def test_revision_names_what_changed_before_and_after(project: Project, correction: Path) -> None:
    take_in_paths(project, [correction])
    changed = compute_revisions(project, 2023)
    sessions = changed[(changed["indicator"] == "sessions") & (changed["period"] == "2023")]
    assert sessions[["place", "before", "after"]].to_numpy().tolist() == [["lang-son", 29.0, 32.0]]
    assert set(changed["place"]) == {"lang-son"}


def test_revisions_since_the_first_return_count_every_correction(
    project: Project, correction: Path, tmp_path: Path
) -> None:
    take_in_paths(project, [correction])
    third = ("Trang bìa", 2, 3, date(2024, 3, 1)), ("Tuyên truyền", 2, 3, 20)
    take_in_paths(project, [workbook(tmp_path / "other/third.xlsx", *third)])
    for since_first, before in ((False, 32.0), (True, 29.0)):
        changed = compute_revisions(project, 2023, since_first=since_first)
        sessions = changed[(changed["indicator"] == "sessions") & (changed["period"] == "2023")]
        assert sessions[["before", "after"]].to_numpy().tolist() == [[before, 37.0]]


def test_nothing_earlier_is_lost(project: Project, correction: Path) -> None:
    take_in(project, 2023)
    first = (project.records / "2023/63/lang-son.parquet").read_bytes()
    take_in_paths(project, [correction])
    history = read_history(project, 2023, "63", "lang-son")
    assert [(version.number, version.source) for version in history] == [(1, "folder"), (2, "sent")]
    kept = version_file(project, 2023, "63", history[0])
    assert kept.read_bytes() == first


def test_records_that_were_deleted_come_back_from_the_history(project: Project, correction: Path) -> None:
    import shutil

    take_in_paths(project, [correction])
    shutil.rmtree(project.records)
    shutil.rmtree(project.root / "data/sample/2023")
    take_in(project, 2023)
    assert read_records(project, 2023, "outreach")["sessions"].to_list()[0] == 15


def test_folder_that_changes_after_a_correction_counts_again(
    project: Project, sent: Path, correction: Path
) -> None:
    take_in_paths(project, [correction])
    text = (sent / "outreach.csv").read_text(encoding="utf-8")
    (sent / "outreach.csv").write_text(text.replace(",12,", ",17,", 1), encoding="utf-8")
    take_in(project, 2023)
    assert read_records(project, 2023, "outreach")["sessions"].to_list()[0] == 17
    before, now = read_revisions(project, 2023)["63", "lang-son"]
    assert (before.source, now.source, now.number) == ("sent", "folder", 3)


def test_archive_is_to_be_unpacked(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "returns.ZIP", "w") as archive:
        archive.writestr("outreach.csv", "station_code,month\n")
    (mistake,) = check(project, [tmp_path / "returns.ZIP"]).mistakes
    assert str(mistake).startswith(
        "returns.ZIP: is of another format than .xlsx and .csv, so it was not read"
    )
    assert str(mistake).endswith("; unpack it, then give the files that were in it")


def test_older_return_is_refused(project: Project, tmp_path: Path) -> None:
    older = workbook(tmp_path / "sent/older.xlsx", ("Trang bìa", 2, 3, date(2024, 1, 2)))
    intake = take_in_paths(project, [older])
    assert (intake.accepted, intake.rejected) == (0, 7)
    assert "is older than the return of Lang Son that was taken in, received on 2024-01-15" in str(
        intake.mistakes[0]
    )
    assert "is older than the return of Lang Son" in str(check(project, [older]).mistakes[0])
    assert read_revisions(project, 2023) == {}


def test_newer_return_with_refused_rows_says_first_what_it_replaces(project: Project, tmp_path: Path) -> None:
    later = ("Trang bìa", 2, 3, date(2024, 2, 1))
    newer = workbook(tmp_path / "sent/newer.xlsx", later, ("Tuyên truyền", 3, 3, -1))
    take_in(project, 2023)
    for intake in (check(project, [newer]), take_in_paths(project, [newer])):
        assert (
            "counts in the place of the return received on 2024-01-15 once it is taken in; rows of it are "
            "refused (rows: 1)" in str(intake.mistakes[0])
        )
    receipt = read_receipt(records_file(project, 2023, "63", "lang-son"))
    assert receipt is not None and len(receipt.mistakes) == 1
    assert len(check(project, [newer]).mistakes) == 1


def test_column_known_by_one_of_its_two_headings_is_noted(project: Project, tmp_path: Path) -> None:
    path = workbook(tmp_path / "sent/renamed.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Tuyên truyền"]
    sheet.insert_rows(1)
    heads = ["Đồn", "Tháng", "Bao nhiêu", "Số lượt người dự", "trong đó nữ", "trong đó trẻ em", "Số tờ rơi"]
    for at, head in enumerate(heads, start=1):
        sheet.cell(1, at, head)
    book.save(path)
    intake = check(project, [path])
    assert (intake.accepted, intake.mistakes) == (7, ())
    (note,) = [each for each in intake.notes if each.cell]
    assert str(note).endswith("cell C1: was renamed; the column was read by its other heading, 'Sessions'")


def test_words_that_the_list_offers_are_no_leniency(project: Project, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "sent/yes.xlsx", ("Interceptions", 2, 9, "Có"), ("Interceptions", 3, 9, "Không")
    )
    assert not [each for each in check(project, [path]).notes if each.cell and each.cell[0] == "I"]


def test_name_beside_a_telephone_number_is_told_as_both(project: Project, tmp_path: Path) -> None:
    path = workbook(tmp_path / "sent/both.xlsx", ("Nạn nhân", 2, 1, "Trần Thị Mẫu, 0912 345 678"))
    (mistake,) = check(project, [path]).mistakes
    assert "column Pseudonym (victim_id): looks like a person's name and a telephone number" in str(mistake)
    assert "cột" in mistake.to("vi") and "họ tên người và số điện thoại" in mistake.to("vi")


def test_personal_data_is_stored_nowhere(project: Project, tmp_path: Path) -> None:
    bad = workbook(
        tmp_path / "sent/bad.xlsx", ("Nạn nhân", 2, 1, "Trần Thị Mẫu"), ("Trang bìa", 2, 3, date(2024, 2, 1))
    )
    intake = take_in_paths(project, [bad])
    assert intake.accepted == 0
    assert {mistake.kind for mistake in intake.mistakes} == {"personal data"}
    assert not project.records.exists()
    assert "Mẫu" not in str(listed(intake.mistakes)) + "".join(map(str, intake.mistakes))


def test_return_without_a_row_that_stands_changes_nothing(project: Project, tmp_path: Path) -> None:
    later = ("Trang bìa", 2, 3, date(2024, 2, 1))
    bad = [("Tuyên truyền", row, 3, "x") for row in (2, 3, 4)] + [
        ("Interceptions", row, 1, "x") for row in (2, 3)
    ]
    bad += [("Nạn nhân", row, 2, "x") for row in (2, 3)]
    take_in_paths(project, [workbook(tmp_path / "sent/bad.xlsx", later, *bad)])
    assert len(read_records(project, 2023, "outreach")) == 3


def test_folder_of_csv_files_is_a_return_by_its_cover_sheet(
    project: Project, sent: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "from mail"
    sent.rename(elsewhere)
    intake = take_in_paths(project, [elsewhere])
    assert (intake.accepted, intake.mistakes) == (12, ())


def write_august_2025(path: Path, province: str, station: str) -> Sheets:
    """A return of 2025 with one row, of August; its sheets."""
    sheets = good_sheets()
    sheets["Trang bìa"][1] = [province, 2025, "2026-01-15"]
    sheets["Tuyên truyền"] = [sheets["Tuyên truyền"][0], [station, "2025-08", 1, 2, 1, 0, 0]]
    del sheets["Interceptions"], sheets["Nạn nhân"]
    path.parent.mkdir()
    write(sheets, path)
    return sheets


def test_same_slug_in_both_halves_of_2025_is_told_by_its_months(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "sent/half.xlsx"
    sheets = write_august_2025(path, "Lạng Sơn", "lang-son-01")
    assert take_in_paths(project, [path]).mistakes == ()
    assert read_records(project, 2025, "outreach")["vintage"].to_list() == ["34"]
    sheets["Tuyên truyền"].append(["lang-son-01", "2025-03", 1, 2, 1, 0, 0])
    write(sheets, path)
    assert "there are two returns of this year" in str(take_in_paths(project, [path]).mistakes[-1])


def test_province_that_is_no_more_is_told_its_successor(project: Project, tmp_path: Path) -> None:
    sheets = good_sheets()
    sheets["Trang bìa"][1] = ["Bắc Kạn", 2025, "2026-01-15"]
    path = tmp_path / "sent/gone.xlsx"
    path.parent.mkdir()
    write(sheets, path)
    assert "merged into 'thai-nguyen' on 1 July 2025" in str(check(project, [path]).mistakes[-1])


def test_province_that_is_no_more_cannot_report_later_months(project: Project, tmp_path: Path) -> None:
    """Ha Giang had a command until June 2025: that its rows are of July is no fault of each row."""
    path = tmp_path / "sent/gone.xlsx"
    write_august_2025(path, "Hà Giang", "ha-giang-01")
    (mistake,) = check(project, [path]).mistakes
    assert "merged into 'tuyen-quang' on 1 July 2025; send the return of 'tuyen-quang'" in str(mistake)


def test_path_that_holds_no_return(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match="/no-such: there is no such file or folder"):
        check(project, [tmp_path / "no-such"])
    (tmp_path / "letter.docx").write_bytes(b"")
    with pytest.raises(ReturnError, match="holds no .xlsx and no .csv file"):
        check(project, [tmp_path / "letter.docx"])


def test_file_of_another_format_is_told(project: Project, tmp_path: Path) -> None:
    """One that may be a return is a mistake, alone or in a folder; any other a note."""
    workbook(tmp_path / "sent/good.xlsx")
    for name in ("old.xls", "open.ods", "letter.pdf"):
        (tmp_path / "sent" / name).write_bytes(b"")
    intake = check(project, [tmp_path / "sent"])
    assert intake.accepted == 7
    assert [each.file for each in intake.mistakes] == ["sent/old.xls", "sent/open.ods"]
    assert "sent/letter.pdf: is of another format than .xlsx and .csv, so it was not read" in map(
        str, intake.notes
    )
    (alone,) = check(project, [tmp_path / "sent/old.xls"]).mistakes
    assert "không phải tệp .xlsx hay .csv nên không được đọc" in alone.to("vi")
    assert write_marked(project, find_arrivals([tmp_path / "sent"]), intake.mistakes, tmp_path / "back")


def test_many_returns_take_no_more_memory_than_few(project: Project, tmp_path: Path) -> None:
    import tracemalloc

    peaks = []
    for count in (10, 40):
        folder = tmp_path / f"{count}"
        for number in range(count):
            later = ("Trang bìa", 2, 3, date(2024, 2, 1 + number % 28)), ("Tuyên truyền", 2, 7, number)
            workbook(folder / f"{number:03d}.xlsx", *later)
        tracemalloc.start()
        assert len(check(project, [folder]).told) >= count - 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 30 < 15_000, "more is kept of each return than its receipt"


def test_marked_workbook_has_each_bad_cell_commented(project: Project, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "sent/bad.xlsx", ("Interceptions", 2, 4, "Chna"), ("Tuyên truyền", 3, 3, -1))
    intake = check(project, [bad])
    target = tmp_path / "marked.xlsx"
    assert write_marked(project, find_arrivals([bad]), intake.mistakes, target) == [target]
    book = openpyxl.load_workbook(target)
    assert [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["C3", "D2"]
    cell = book["Interceptions"]["D2"]
    assert cell.value == "Chna"
    assert "is not one of China (CN), Lao PDR (LA), Cambodia (KH), Sea (sea)" in cell.comment.text
    assert "không có trong danh mục: Trung Quốc, Lào" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFF6C7C1"
    assert book["Tuyên truyền"]["C2"].comment is None


def test_what_was_read_leniently_stands_below_the_mistakes_and_marks_no_cell(
    project: Project, tmp_path: Path
) -> None:
    bad = workbook(
        tmp_path / "sent/bad.xlsx", ("Tuyên truyền", 2, 2, "tháng 1"), ("Interceptions", 2, 4, "Chna")
    )
    target = tmp_path / "marked.xlsx"
    assert write_marked(project, find_arrivals([bad]), check(project, [bad]).told, target) == [target]
    book = openpyxl.load_workbook(target)
    rows = [row[1:] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert rows[0][0] == "D2" and rows[1][3].startswith("No mistakes: what was read or left out as follows")
    (note,) = (row for row in rows[2:] if row[0] == "B2")
    assert "B2 tháng 1 -> 2023-01" in note[3]
    assert book["Tuyên truyền"]["B2"].comment is None
    good = workbook(tmp_path / "good.xlsx", ("Interceptions", 2, 1, "17/05/2023"))
    assert write_marked(project, find_arrivals([good]), check(project, [good]).told, target) == []


def test_mistake_in_merged_cells_is_told_and_marked_on_the_first_of_them(
    project: Project, tmp_path: Path
) -> None:
    bad = workbook(tmp_path / "sent/bad.xlsx")
    book = openpyxl.load_workbook(bad)
    book["Tuyên truyền"].merge_cells("C2:C3")
    book.save(bad)
    (mistake,) = check(project, [bad]).mistakes
    assert str(mistake).endswith(
        "cell C3, column Sessions (sessions): is blank: it is merged with C2; unmerge the cells, then fill in each of "
        "them"
    )
    target = tmp_path / "marked.xlsx"
    write_marked(project, find_arrivals([bad]), [mistake], target)
    assert "bỏ gộp ô" in openpyxl.load_workbook(target)["Tuyên truyền"]["C2"].comment.text


def test_merged_cells_of_a_column_that_may_be_blank_are_told_too(project: Project, tmp_path: Path) -> None:
    """What the first of them holds may be meant for each, or be their sum; where it is blank, all are."""
    path = workbook(tmp_path / "sent/merged.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Tuyên truyền"]
    for row in (2, 3):
        sheet.cell(row, 5).value = None
    sheet.merge_cells("E2:E3")
    book.save(path)
    assert check(project, [path]).mistakes == ()
    sheet["E2"] = 3
    book.save(path)
    (mistake,) = check(project, [path]).mistakes
    assert "cell E3, column of whom women (women): is blank: it is merged with E2" in str(mistake)


def test_json_holds_the_place_of_each_mistake(project: Project, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "sent/bad.xlsx", ("Interceptions", 2, 4, "Chna"))
    (mistake,) = listed(check(project, [bad]).mistakes)
    assert (mistake["sheet"], mistake["cell"], mistake["column"]) == ("Interceptions", "D2", "border")


def test_marked_workbook_is_mended_and_sent_again(project: Project, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "sent/bad.xlsx", ("Interceptions", 2, 4, "Chna"), ("Tuyên truyền", 3, 3, -1))
    marked = tmp_path / "marked.xlsx"
    write_marked(project, find_arrivals([bad]), check(project, [bad]).mistakes, marked)
    again = check(project, [marked])
    assert [each.cell for each in again.mistakes] == ["C3", "D2"]
    book = openpyxl.load_workbook(marked)
    book["Interceptions"]["D2"] = "CN"
    book.save(marked)
    (left,) = check(project, [marked]).mistakes
    assert left.cell == "C3"
    second = tmp_path / "second.xlsx"
    write_marked(project, find_arrivals([marked]), [left], second)
    book = openpyxl.load_workbook(second)
    assert book["Interceptions"]["D2"].comment is None
    assert book["Interceptions"]["D2"].fill.fill_type is None
    book["Tuyên truyền"]["C3"] = 1
    book["Trang bìa"]["C2"] = date(2024, 2, 1)
    book.save(second)
    intake = take_in_paths(project, [second])
    assert (intake.accepted, intake.mistakes) == (7, ())


def test_each_province_gets_a_workbook_of_its_own(project: Project, tmp_path: Path) -> None:
    for name in ("a", "b"):
        workbook(tmp_path / f"sent/{name}.xlsx", ("Interceptions", 2, 4, f"Chn{name}"))
    workbook(tmp_path / "sent/good.xlsx")
    folder = tmp_path / "back"
    arrivals = find_arrivals([tmp_path / "sent"])
    told = [each for path in arrivals for each in check(project, [path.path]).mistakes]
    assert {each.file for each in told} == {"sent/a.xlsx", "sent/b.xlsx"}
    written = write_marked(project, arrivals, told, folder)
    assert [path.name for path in written] == ["a-mistakes.xlsx", "b-mistakes.xlsx"]


def test_nothing_of_a_return_with_personal_data_goes_back(project: Project, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "sent/bad.xlsx", ("Nạn nhân", 2, 1, "Trần Thị Mẫu"), ("Tuyên truyền", 3, 3, -1))
    intake = check(project, [bad])
    assert [(each.kind, each.cell) for each in intake.mistakes] == [
        ("mistake", "C3"), ("personal data", "A2"),
    ]  # fmt: skip
    assert "'-1'" not in str(intake.mistakes[0])
    target = tmp_path / "marked.xlsx"
    write_marked(project, find_arrivals([bad]), intake.mistakes, target)
    book = openpyxl.load_workbook(target)
    assert len(book.sheetnames) == 1
    assert "is not copied here" in str(book.worksheets[0]["E2"].value)


def test_return_that_says_the_same_again_is_no_revision(project: Project, tmp_path: Path) -> None:
    later = ("Trang bìa", 2, 3, date(2024, 2, 1))
    first = ("Trang bìa", 2, 3, date(2024, 1, 31))
    take_in_paths(project, [workbook(tmp_path / "sent/first.xlsx", first)])
    before = read_revisions(project, 2023)
    take_in_paths(project, [workbook(tmp_path / "other/again.xlsx", later)])
    after = read_revisions(project, 2023)
    assert {key: was.figures for key, (was, _) in before.items()} == {
        key: was.figures for key, (was, _) in after.items()
    }
    assert len(read_history(project, 2023, "63", "lang-son")) == 3


def test_receipt_lies_in_the_file_of_records(project: Project, correction: Path) -> None:
    take_in_paths(project, [correction])
    receipt = read_receipt(records_file(project, 2023, "63", "lang-son"))
    assert receipt is not None and receipt.received_date == date(2024, 2, 1)
    assert {file.path for file in receipt.files} == {"sent/corrected.xlsx"}


def test_renamed_sheet_is_marked_where_it_stands(project: Project, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "sent/bad.xlsx", ("Tuyên truyền", 3, 3, -1))
    book = openpyxl.load_workbook(bad)
    book["Tuyên truyền"].title = "Tuyen truyen (2)"
    book.save(bad)
    intake = check(project, [bad])
    assert [(each.sheet, each.cell) for each in intake.mistakes] == [("no. 2", "C3")]
    assert "the 2nd sheet: was read as the table Outreach" in "\n".join(map(str, intake.notes))
    target = tmp_path / "marked.xlsx"
    write_marked(project, find_arrivals([bad]), intake.mistakes, target)
    assert openpyxl.load_workbook(target)["Tuyen truyen (2)"]["C3"].comment is not None
    assert [each.sheet for each in check(project, [target]).mistakes] == ["no. 2"]


@pytest.mark.parametrize(
    "name", ["Tuyên truyề", "1. Tuyen truyen", "OUTREACH 2023", "Tuyên truyền - bản sao"]
)
def test_sheet_renamed_or_cut_is_known_where_it_can_be_no_other(
    project: Project, tmp_path: Path, name: str
) -> None:
    path = workbook(tmp_path / "sent/renamed.xlsx")
    book = openpyxl.load_workbook(path)
    book["Tuyên truyền"].title = name
    book.save(path)
    assert check(project, [path]).accepted == 7


def test_name_of_a_person_as_name_of_a_sheet_stops_the_file(project: Project, tmp_path: Path) -> None:
    path = workbook(tmp_path / "sent/named.xlsx")
    book = openpyxl.load_workbook(path)
    book["Nạn nhân"].title = "Trần Thị Mẫu"
    book.save(path)
    intake = check(project, [path])
    assert (intake.accepted, [each.kind for each in intake.mistakes]) == (0, ["personal data"])
    assert "Mẫu" not in "".join(each.to("vi") for each in intake.told)


def test_year_is_checked_without_writing(project: Project, sent: Path) -> None:
    text = (sent / "outreach.csv").read_text(encoding="utf-8")
    (sent / "outreach.csv").write_text(text.replace(",12,", ",-12,", 1), encoding="utf-8")
    intake = check_year(project, 2023)
    assert (intake.accepted, intake.rejected, len(intake.mistakes)) == (11, 1, 1)
    assert not project.records.exists()


def test_check_of_a_year_says_which_return_counts(project: Project, sent: Path, correction: Path) -> None:
    """As taking it in would: the correction that was sent; once the folder changes again the folder's, older or not."""
    take_in_paths(project, [correction])
    before = sorted(project.root.rglob("*"))
    for intake in (check_year(project, 2023), take_in(project, 2023)):
        assert (intake.accepted, len(intake.not_received)) == (7, 43)
        assert [str(note) for note in intake.notes[:1]] == [
            "data/sample/2023/lang-son: was not read: the return that was sent later counts, received on 2024-02-01"
        ]
    assert sorted(project.root.rglob("*")) == before
    text = (sent / "outreach.csv").read_text(encoding="utf-8")
    (sent / "outreach.csv").write_text(text.replace(",12,", ",-17,", 1), encoding="utf-8")
    for intake in (check_year(project, 2023), take_in(project, 2023)):
        told = [str(each) for each in intake.notes if each.row is None]
        assert (intake.accepted, intake.rejected) == (11, 1)
        assert [
            "received on 2024-02-01 once it is taken in, and is older by its cover sheet" in each
            for each in told
        ] == [
            True,
            False,
        ]
        assert (
            "counts in the place of the return received on 2024-02-01 once it is taken in; rows of it are "
            "refused (rows: 1)" in told[1]
        )
    assert [each for each in check_year(project, 2023).told if each.row is None] == []


@pytest.mark.parametrize(
    "name", ["bao cao Nguyễn Thị Hoa 0912345678", "lang-son_nguyen_thi_hoa", "Hoa/hoa@example.org"]
)
def test_file_whose_name_is_personal_data_is_refused_and_its_name_told_nowhere(
    project: Project, name: str
) -> None:
    path = workbook(project.root / f"sent/{name}.xlsx", ("Trang bìa", 2, 3, date(2024, 2, 1)))
    intake = take_in_paths(project, [path])
    assert (intake.accepted, [each.file for each in intake.mistakes]) == (0, ["file no. 1"])
    (back,) = write_marked(project, find_arrivals([path]), intake.mistakes, project.root / "back")
    cells = [str(cell.value) for row in openpyxl.load_workbook(back).active.iter_rows() for cell in row]
    said = " ".join([str(listed(intake.told)), *map(str, intake.told), back.name, *cells])
    assert not any(secret in said.casefold() for secret in ("hoa", "0912"))
    assert "tệp thứ 1" in cells


@pytest.mark.parametrize(
    "name",
    [
        "lang-son-2023",
        "Bao cao Lang Son 20230517_0930",
        "Báo cáo Hồ Chí Minh 2023-01 2023-06",
        "lang-son 17.05.2023",
    ],
)
def test_file_named_for_province_and_day_is_taken(project: Project, name: str) -> None:
    path = workbook(project.root / f"{name}.xlsx", ("Trang bìa", 2, 3, date(2024, 2, 1)))
    assert check(project, [path]).mistakes == ()


def test_name_of_a_stray_file_of_a_year_is_not_told(project: Project, sent: Path) -> None:
    (sent / "Nguyễn Thị Hoa.csv").write_text("a", encoding="utf-8")
    (stray,) = check_year(project, 2023).mistakes
    assert "looks like a person's name" in str(stray) and "Hoa" not in str(stray)


def test_workbook_that_goes_back_says_nothing_of_who_made_it(project: Project) -> None:
    path = workbook(project.root / "lang-son.xlsx", ("Tuyên truyền", 2, 3, -1))
    book = openpyxl.load_workbook(path)
    book.properties.creator = book.properties.description = "Kestrel"
    book["Tuyên truyền"].oddHeader.center.text = "Kestrel"
    book["Tuyên truyền"]["D2"].comment = openpyxl.comments.Comment("see the report", "Kestrel")
    book.save(path)
    mistakes = check(project, [path]).mistakes
    (back,) = write_marked(project, find_arrivals([path]), mistakes, project.root / "back")
    with zipfile.ZipFile(back) as parts:
        assert not any(b"Kestrel" in parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize(
    ("encoding", "end", "told"), [("utf-16", -1, "nor whole UTF-16"), ("latin-1", None, "is not UTF-8")]
)
def test_cover_that_cannot_be_read_is_not_called_missing(
    project: Project, sent: Path, encoding: str, end: int | None, told: str
) -> None:
    rows = "province,year,received_date\nL\u00d7ng,2023,2024-01-15\n"
    (sent / "cover.csv").write_bytes(rows.encode(encoding)[:end])
    (mistake,) = check(project, [sent]).mistakes
    assert told in str(mistake)


def test_number_that_was_read_leniently_is_named_by_its_cell_before_and_after(project: Project) -> None:
    path = workbook(project.root / "lang-son.xlsx", ("Tuyên truyền", 2, 4, "1.604"))
    assert any("(cells: 1: D2 1.604 -> 1604)" in str(note) for note in check(project, [path]).notes)

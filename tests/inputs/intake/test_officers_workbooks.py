"""Workbooks as officers send them: what can be read is read and told; a mistake is told once, with a safe remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bad_inputs.make_workbooks import Sheets, good_sheets, write
from helpers.inputs.intake.date_cells import today_here
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.inputs.intake.take_in import Intake, check_year, take_in
from helpers.inputs.mistakes import gathered
from helpers.inputs.records.checked_records import read_records
from helpers.inputs.records.record_store import read_history
from helpers.paths import Project

OUTREACH = "Tuyên truyền"


@pytest.fixture
def checked(project: Project, tmp_path: Path) -> Callable[..., Intake]:
    """What is told of a good workbook after a change to its sheets."""

    def check_changed(change: Callable[[Sheets], None]) -> Intake:
        sheets = good_sheets()
        change(sheets)
        path = tmp_path / "return.xlsx"
        write(sheets, path)
        return check(project, [path])

    return check_changed


def messages(intake: Intake) -> list[str]:
    return [first.to("en", alike).partition(": ")[2] for first, *alike in gathered(intake.mistakes)]


def header(*names: str | None) -> Callable[[Sheets], None]:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][0] = list(names)

    return change


def below(*cells: Any) -> Callable[[Sheets], None]:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH].append([*cells, *[None] * (7 - len(cells))])

    return change


def version(path: Path, day: date, sessions: int) -> Path:
    sheets = good_sheets()
    sheets["Trang bìa"][1][2], sheets[OUTREACH][1][2] = day, sessions
    path.parent.mkdir(exist_ok=True)
    write(sheets, path)
    return path


@pytest.mark.parametrize("run", [check, take_in_paths])
def test_two_versions_of_one_day_are_refused_with_the_cells_that_differ(
    project: Project, tmp_path: Path, run: Callable[..., Intake]
) -> None:
    for name, sessions in (("v1", 15), ("v2-final", 16)):
        version(tmp_path / f"sent/{name}.xlsx", date(2024, 2, 1), sessions)
    intake = run(project, [tmp_path / "sent"])
    (mistake,) = intake.mistakes
    assert mistake.file == "sent/v2-final.xlsx" and "(Outreach: C2)" in str(mistake)
    assert "Tuyên truyền: C2" in mistake.to("vi")
    assert (intake.accepted, intake.rejected) == (0, 8)
    assert all(each.source != "sent" for each in read_history(project, 2023, "63", "lang-son"))


def test_later_version_counts_whatever_the_order_of_the_files(project: Project, tmp_path: Path) -> None:
    version(tmp_path / "sent/a.xlsx", date(2024, 3, 1), 15)
    version(tmp_path / "sent/b.xlsx", date(2024, 2, 1), 16)
    assert take_in_paths(project, [tmp_path / "sent"]).accepted == 7
    assert read_records(project, 2023, "outreach")["sessions"].to_list()[0] == 15


def test_version_that_was_saved_again_counts_once(project: Project, tmp_path: Path) -> None:
    version(tmp_path / "sent/a.xlsx", date(2024, 2, 1), 15)
    book = openpyxl.load_workbook(tmp_path / "sent/a.xlsx")
    book.create_sheet("Sheet9")
    book.save(tmp_path / "sent/b.xlsx")
    intake = check(project, [tmp_path / "sent"])
    assert (intake.accepted, intake.mistakes) == (7, ())
    assert "sent/b.xlsx: says the same as sent/a.xlsx; it counts once" in map(str, intake.notes)


def test_row_that_one_version_lacks_is_named(project: Project, tmp_path: Path) -> None:
    version(tmp_path / "sent/a.xlsx", date(2024, 2, 1), 15)
    sheets = good_sheets()
    sheets["Trang bìa"][1][2] = date(2024, 2, 1)
    sheets[OUTREACH][1][2] = 15
    sheets[OUTREACH].pop(2)
    write(sheets, tmp_path / "sent/b.xlsx")
    assert "(Outreach: 3)" in str(check(project, [tmp_path / "sent"]).mistakes[0])


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (
            ("Đồn", "Tháng", "Số buổi", "Số người tham dự", "Nữ", "trong đó trẻ em", "Số tờ rơi"),
            [("D1", "Participants"), ("E1", "of whom women")],
        ),
        (
            ("Station", "Month", "No. of sessions", "Participants", "Women", "Number of children", "Leaflets given"),
            [
                ("C1", "Sessions"), ("F1", "of whom children"),
                ("G1", "Leaflets"),
            ],
        ),
    ],
)  # fmt: skip
def test_heading_that_shares_words_is_to_be_renamed(
    checked: Callable[..., Intake], names: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    found = checked(header(*names)).mistakes
    meant = [(cell, f"did you mean '{column}'? If it holds that, rename it") for cell, column in told]
    assert [(each.cell, str(each.remedy)) for each in found] == meant


def test_heading_that_is_like_none_is_never_to_be_dropped_at_once(checked: Callable[..., Intake]) -> None:
    names = ("Đồn", "Tháng", "xyz", "Số lượt người dự", "uvw", "trong đó trẻ em", "Số tờ rơi")
    told = messages(checked(header(*names)))
    assert all("take it out" not in each or "only if it holds none of them" in each for each in told)


@pytest.mark.parametrize(
    "months", [("Tháng 1", "Tháng 2", "Tháng 3"), ("Jan", "Feb", "Mar"), ("T1", "T2", "T3")]
)
def test_months_in_columns_are_one_message(checked: Callable[..., Intake], months: tuple[str, ...]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH] = [["Đồn", *months], ["lang-son-01", 5, 6, 7], ["lang-son-02", 1, 2, 3]]

    (told,) = messages(checked(change))
    assert "months or quarters stand in columns, from B1 to D1; write one row per station and month" in told


@pytest.mark.parametrize("named", [True, False])
def test_second_part_of_a_table_beside_it_is_one_message(checked: Callable[..., Intake], named: bool) -> None:
    def change(sheets: Sheets) -> None:
        head, first, *others = sheets[OUTREACH]
        right = [head if named else [None] * len(head), *others]
        sheets[OUTREACH] = [[*left, None, *part] for left, part in zip([head, first], right, strict=False)]

    (told,) = messages(checked(change))
    assert "from I1 to O1; move what stands there below the last row" in told


def test_header_of_two_lines_is_one_message(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        head, *rows = sheets[OUTREACH]
        sheets[OUTREACH] = [
            ["Đồn", "Tháng", "Số buổi", "Số lượt người dự", "Trong đó", None, "Số tờ rơi"],
            [None, None, None, None, "nữ", "trẻ em", None],
            *rows,
        ]

    (told,) = messages(checked(change))
    assert "write one line, with the whole name of each column: 'of whom women', 'of whom children'" in told


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("Cộng đồn 1", None, None, 358), "is a subtotal"),
        (("Subtotal station 1", None, 12, 358), "is a subtotal"),
        ((None, None, None, None, "Lạng Sơn, ngày 20 tháng 01 năm 2024"), "the row is not data"),
        ((None, None, None, None, None, "CHỈ HUY TRƯỞNG"), "the row is not data"),
        (("Ghi chú: số liệu tháng 7 chưa đầy đủ",), "the row is not data"),
        (("Note: July is not complete",), "the row is not data"),
    ],
)
def test_row_that_is_not_data_is_one_message_of_its_row(
    checked: Callable[..., Intake], cells: tuple[Any, ...], reason: str
) -> None:
    intake = checked(below(*cells))
    (mistake,) = intake.mistakes
    assert (mistake.row, mistake.cell, mistake.column, intake.rejected) == (5, None, None, 1)
    assert reason in str(mistake.reason) and str(mistake.remedy).startswith("delete this row; ")


def test_row_of_data_with_several_mistakes_keeps_each_of_them(checked: Callable[..., Intake]) -> None:
    assert len(checked(below("lang-son-99", "2022-01", "mười", -4, 1, 1, 1)).mistakes) == 4


def test_note_in_a_template_is_no_row_that_was_not_filled_in(project: Project, tmp_path: Path) -> None:
    from helpers.inputs.intake.intake_rules import read_rulebook
    from helpers.inputs.intake.return_template import write_template

    rules = read_rulebook(project)
    path = tmp_path / "template.xlsx"
    write_template(rules, "lang-son", rules.span("lang-son", 2023), path)
    book = openpyxl.load_workbook(path)
    book["Trang bìa"]["C3"] = "2024-06-01"
    last = book[OUTREACH].max_row
    book[OUTREACH].cell(last + 2, 1, "Ghi chú: số liệu tháng 7 chưa đầy đủ")
    book.save(path)
    rows = [each.row for each in check(project, [path]).mistakes if "is not data" in str(each.reason)]
    assert rows == [last + 2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (0.632, "'0.632' could be 63.2 of 100, or 0.632 of 100"),
        ("0,7", "'0.7' could be 70 of 100"),
        (1, "'1' could be"),
    ],
)
def test_score_of_at_most_one_is_asked_about_with_both_readings(rules: Any, text: Any, told: str) -> None:
    from helpers.inputs.intake.number_cells import read_score

    read = read_score(str(text))
    assert read.fault and told in str(read.fault[0])
    assert "% if it is really so low" in str(read.fault[1])
    assert (
        read_score("0").value == 0 and read_score("0.632%").value == 0.632 and not read_score("0.632%").fault
    )


def test_correction_may_be_sent_years_later_but_not_before_its_day(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    late = version(tmp_path / "late.xlsx", date(2026, 3, 5), 15)
    assert check(project, [late]).mistakes == ()
    tomorrow = version(tmp_path / "tomorrow.xlsx", today_here() + timedelta(days=2), 15)
    assert any("is later than today" in str(each) for each in check(project, [tomorrow]).mistakes)
    assert check(project, [version(tmp_path / "today.xlsx", today_here(), 15)]).mistakes == ()


def test_folder_of_the_year_is_read_whatever_the_clock_says(project: Project, sent: Path) -> None:
    day = today_here() + timedelta(days=400)
    cover = (sent / "cover.csv").read_text(encoding="utf-8").replace("2024-01-15", str(day))
    (sent / "cover.csv").write_text(cover, encoding="utf-8")
    intake = check_year(project, 2023)
    assert (intake.accepted, intake.mistakes) == (12, ())
    assert any("is later than today" in str(each) for each in intake.notes)


def test_what_is_told_of_a_workbook_is_told_under_its_own_name(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    sheets = good_sheets()
    sheets["Trang bìa"][1][2] = date(2024, 2, 1)
    for row in sheets["Nạn nhân"][1:]:
        row[1] = "x"
    path = tmp_path / "letters/return.xlsx"
    path.parent.mkdir()
    write(sheets, path)
    assert {each.file for each in check(project, [path]).told} == {"letters/return.xlsx"}


def test_no_value_of_a_person_or_case_is_repeated(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Interceptions"][1][4:6] = [12, 99]
        sheets["Interceptions"][2][3] = "Chna"
        sheets["Interceptions"][1][0] = "17/05/2023"

    told = "\n".join(str(each.reason) + str(each.remedy) for each in checked(change).told)
    assert "is more than People" in told and "(cells: 1: A2)" in told
    assert not [value for value in ("12", "99", "Chna", "did you mean", "17/05") if value in told]


def test_value_of_another_table_is_repeated(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][1][0] = "huu nghi"
        sheets[OUTREACH][2][1] = "tháng chạp"

    told = "\n".join(map(str, checked(change).notes))
    assert "A2 huu nghi -> lang-son-01" in told and "B3 tháng chạp -> 2023-12" in told


def test_mistakes_that_are_alike_are_one_message_and_mark_every_cell(
    project: Project, tmp_path: Path
) -> None:
    from helpers.inputs.intake.correction_workbook import write_marked
    from helpers.inputs.intake.return_files import find_arrivals

    sheets = good_sheets()
    for row in sheets[OUTREACH][1:]:
        row[1] = row[1].replace("2023", "2022")
    path = tmp_path / "return.xlsx"
    write(sheets, path)
    intake = check(project, [path])
    ((first, *alike),) = gathered(intake.mistakes)
    assert ", cells B2, B3, B4, column Month" in first.to("en", alike)
    assert ", các ô B2, B3, B4, cột Tháng" in first.to("vi", alike)
    write_marked(project, find_arrivals([path]), intake.told, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert all(book[OUTREACH][cell].comment for cell in ("B2", "B3", "B4"))
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)][0] == "B2, B3, B4"


def test_merged_station_is_read_for_each_of_its_rows(project: Project, tmp_path: Path) -> None:
    sheets = good_sheets()
    sheets[OUTREACH][1][:2], sheets[OUTREACH][2][:2] = ["lang-son-01", "2023-11"], ["lang-son-01", "2023-12"]
    path = tmp_path / "return.xlsx"
    write(sheets, path)
    book = openpyxl.load_workbook(path)
    book[OUTREACH].merge_cells("A2:A3")
    book.save(path)
    intake = check(project, [path])
    assert (intake.accepted, intake.mistakes) == (7, ())
    assert any(
        "as if each of them said what the first says (cells: 1: A3)" in str(note) for note in intake.notes
    )


def test_signs_of_full_width_are_told_with_their_cells(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][1][2] = "１２"

    (note,) = (each for each in checked(change).notes if "full width" in str(each))
    assert str(note).endswith("(cells: 1: C2)")


OLD = {
    "TCVN3 (.VnTime)": "§ån,Th¸ng,Sè buæi\n§ån L¹ng S¬n,2023-01,3\n",
    "VNI (VNI-Times)": "Ñoàn,Thaùng,Soá buoåi\nÑoàn Laïng Sôn,2023-01,3\n",
}


@pytest.mark.parametrize("name", OLD)
def test_csv_file_of_an_old_encoding_is_named_as_such(name: str) -> None:
    from helpers.inputs.intake.csv_files import csv_lines

    told = csv_lines(OLD[name].encode("latin-1"), "outreach.csv")
    assert f"is written in {name}, an encoding of the time before Unicode; change it to Unicode" in str(told)
    assert "is not UTF-8" in str(csv_lines(b"a,b\n\x81\xfe\x00,2\n", "outreach.csv"))


def test_header_of_an_old_encoding_counts_as_no_row(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][0][:4] = ["§ån", "Th¸ng", "Sè buæi", "Sè l\xadît ng\xadêi dù"]

    (outreach,) = (file for file in checked(change).files if file.table == "outreach")
    assert (outreach.rows_seen, outreach.rows_rejected) == (outreach.rows_rejected, 3)


def test_file_without_a_byte_is_to_be_sent_again(project: Project, tmp_path: Path) -> None:
    (tmp_path / "lost.xlsx").write_bytes(b"")
    (mistake,) = check(project, [tmp_path / "lost.xlsx"]).mistakes
    assert str(mistake).startswith("lost.xlsx: is empty: it has no byte; send it again")


def test_date_with_the_month_first_among_others_is_told_as_such(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Interceptions"][1][0], sheets["Interceptions"][2][0] = "01/14/2023", "27/02/2023"

    (mistake,) = checked(change).mistakes
    assert (mistake.cell, "has the month before the day" in str(mistake)) == ("A2", True)


def test_cell_of_two_lines_is_told_on_one(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][1][1] = "tháng\nba"

    (note,) = [str(each) for each in checked(change).notes if "another form" in str(each)]
    assert "tháng ba -> 2023-03" in note
    assert note.isprintable()


@pytest.mark.parametrize("title", ["Đơn vị tính: nghìn người", "ĐVT: 1.000 lượt", "(in thousands)"])
def test_title_that_counts_in_thousands_refuses_the_table(checked: Callable[..., Intake], title: str) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH].insert(0, [title])

    (mistake,) = checked(change).mistakes
    assert "row 1: says that the numbers below are not counted one by one; write each number in full" in str(
        mistake
    )


def test_title_with_a_place_is_none_in_thousands(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH].insert(0, ["Đơn vị: Trạm kiểm soát Ngân Sơn"])

    assert checked(change).mistakes == ()


def test_months_of_rows_are_no_months_in_columns_where_the_header_is_gone(
    checked: Callable[..., Intake],
) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH] = [["lang-son-01", "2023-01", 3, 62, 7, 9, 11]]

    (mistake,) = checked(change).mistakes
    assert "there is no header row" in str(mistake)


def test_comments_are_told_as_not_read(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    write(good_sheets(), path)
    book = openpyxl.load_workbook(path)
    book[OUTREACH]["C2"].comment = openpyxl.comments.Comment("should be 11", "")
    book.save(path)
    intake = check(project, [path])
    told = [str(each) for each in intake.told if "comments" in str(each)]
    assert told == ["return.xlsx, sheet 'Tuyên truyền': comments were not read (cells: 1: C2)"]
    assert intake.mistakes == ()


def test_row_that_is_too_low_to_be_seen_is_hidden(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    write(good_sheets(), path)
    book = openpyxl.load_workbook(path)
    book[OUTREACH].row_dimensions[2].height = 0.75
    book.save(path)
    assert any("hidden rows were read (rows: 1: 2)" in str(note) for note in check(project, [path]).notes)


@pytest.mark.parametrize("name", ["outreach (1).csv", "lang-son-2023 - Outreach.csv", "Outreach_2023.csv"])
def test_csv_file_by_a_longer_name_is_read_and_told(project: Project, sent: Path, name: str) -> None:
    (sent / "outreach.csv").rename(sent / name)
    sent = sent.rename(project.root / "mail")
    intake = check(project, [sent])
    assert (intake.accepted, intake.mistakes) == (12, ())
    assert any(f"{name}: was read as the table Outreach" in str(note) for note in intake.notes)


def test_table_without_a_file_is_told(project: Project, sent: Path) -> None:
    (sent / "outreach.csv").rename(sent / "outreach.txt")
    sent = sent.rename(project.root / "mail")
    intake = check(project, [sent])
    told = "\n".join(map(str, intake.told))
    assert "has no file for the table Outreach; it counts as not reported" in told
    assert (
        "outreach.txt: is of another format than .xlsx and .csv, so it was not read; give it the ending"
        in told
    )


def test_rows_of_cases_that_are_the_same_are_counted_and_told(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Interceptions"].append(list(sheets["Interceptions"][1]))

    intake = checked(change)
    assert (intake.accepted, intake.mistakes) == (8, ())
    (note,) = (str(each) for each in intake.notes if "pasted twice" in str(each))
    assert note.endswith("were counted, too; delete those that were pasted twice (rows: 1: 4)")


def test_headings_that_disagree_in_the_two_languages_refuse_the_table(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        english = [
            "Station",
            "Month",
            "Sessions",
            "Participants",
            "of whom children",
            "of whom women",
            "Leaflets",
        ]
        sheets[OUTREACH].insert(1, english)

    intake = checked(change)
    assert intake.accepted == 4 and [each.cell for each in intake.mistakes] == ["E2", "F2"]
    assert "the headings of two columns, 'of whom women' and 'of whom children'" in str(intake.mistakes[0])


def test_rows_that_were_pasted_twice_are_refused(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        rows = sheets["Interceptions"]
        rows.append([*rows[1][:4], 9, *rows[1][5:]])
        rows.extend(list(row) for row in rows[1:4])

    intake = checked(change)
    assert (intake.accepted, intake.rejected) == (8, 3)
    (told,) = messages(intake)
    assert (
        told.startswith("the row, and those beside it, are the same as rows above")
        and "another order" in told
    )
    assert "pasted twice (rows" not in str(intake.notes)


def test_days_that_excel_may_have_exchanged_are_asked_about_until_the_rows_are_in_order(
    checked: Callable[..., Intake],
) -> None:
    days = [date(2023, month, day) for month, day in ((1, 5), (1, 17), (3, 2), (2, 20), (3, 9), (4, 25))]

    def with_days(days: list[date]) -> Callable[[Sheets], None]:
        def change(sheets: Sheets) -> None:
            header, row, _ = sheets["Interceptions"]
            sheets["Interceptions"] = [header, *([day, *row[1:]] for day in days)]

        return change

    intake = checked(with_days(days))
    assert [each.cell for each in intake.mistakes] == ["A4"]
    assert "sort the rows by this date" in str(intake.mistakes[0])
    assert checked(with_days(sorted(days))).mistakes == ()


def test_parts_that_do_not_grow_with_the_whole_are_told(checked: Callable[..., Intake]) -> None:
    def with_women(women: Callable[[int], int]) -> Callable[[Sheets], None]:
        def change(sheets: Sheets) -> None:
            rows = [
                [f"lang-son-0{station}", f"2023-{month:02d}", 3, 100 * month, women(100 * month), None, 0]
                for station in (1, 2)
                for month in range(1, 7)
            ]
            sheets[OUTREACH][1:] = rows

        return change

    told = [str(each) for each in checked(with_women(lambda whole: 45 + whole % 7)).notes]
    assert any("cell E2" in each and "are they percentages?" in each for each in told)
    assert "percentages" not in str(checked(with_women(lambda whole: whole // 8)).notes)


def test_mistakes_of_a_column_that_differ_in_their_numbers_are_one_message_where_they_are_many(
    checked: Callable[..., Intake],
) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][1:] = [
            ["lang-son-01", f"2023-{month:02d}", 3, month, 50 + month, None, 0] for month in range(1, 8)
        ]

    (told,) = messages(checked(change))
    assert told == "is more than Participants; correct one of the two"


def test_number_of_an_earlier_year_is_told(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets["Nạn nhân"][1][0] = "LANG-SON-2022-V001"
        sheets["Nạn nhân"][1][2] = "LANG-SON-2022-001"

    intake = checked(change)
    assert intake.mistakes == ()
    assert [each.cell for each in intake.notes if "of an earlier year" in str(each)] == ["A2"]


def test_cell_beside_the_table_is_named_where_it_stands(checked: Callable[..., Intake]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH][2] += [None, "mưa lớn"]

    (mistake,) = checked(change).mistakes
    assert (mistake.cell, mistake.row) == ("I3", 3)
    assert "the name of column I is blank; take it out" in str(mistake)


LABELS = ("Đồn", "Tháng", "Số buổi", "Số lượt người dự", "trong đó nữ", "trong đó trẻ em", "Số tờ rơi")


@pytest.mark.parametrize("form", ["{n}. {name}", "({n}) {name}", "{name} ({n})", "{n}) {name}"])
def test_headings_with_numbers_are_known_without_them(checked: Callable[..., Intake], form: str) -> None:
    intake = checked(header(*(form.format(n=n, name=name) for n, name in enumerate(LABELS, 1))))
    assert (intake.accepted, intake.mistakes) == (7, ())
    assert any("headings were read without their numbers" in str(note) for note in intake.notes)


@pytest.mark.parametrize(
    "numbers",
    [(1, 2, 3, 4, 5, 6, 7), ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"), ("A", "B", 1, 2, 3, 4, 5)],
)
def test_row_that_numbers_the_columns_is_left_out_and_told(
    checked: Callable[..., Intake], numbers: tuple[Any, ...]
) -> None:
    def change(sheets: Sheets) -> None:
        sheets[OUTREACH].insert(1, list(numbers))

    intake = checked(change)
    assert (intake.accepted, intake.mistakes) == (7, ())
    assert any("row 2: numbers the columns; it was not read" in str(each) for each in intake.told)


@pytest.mark.parametrize("unit", ["(%)", "(nghìn)", "%", "in percent"])
def test_heading_of_shares_over_counts_refuses_the_table(checked: Callable[..., Intake], unit: str) -> None:
    (mistake,) = checked(header(*LABELS[:4], f"{LABELS[4]} {unit}", *LABELS[5:])).mistakes
    assert (mistake.cell, "the column counts one by one" in str(mistake)) == ("E1", True)


def test_scores_may_be_headed_as_percentages(project: Project, sent: Path) -> None:
    table = (
        (sent / "training.csv").read_text(encoding="utf-8").replace("pre_mean_score", "pre_mean_score (%)")
    )
    (sent / "training.csv").write_text(table, encoding="utf-8")
    assert check(project, [sent.rename(project.root / "mail")]).mistakes == ()

"""Exports of KoboToolbox and ODK: read with the right value, or refused at the right cell."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.intake.sent_returns import take_in_paths
from helpers.inputs.intake.sources.imported_returns import import_returns
from helpers.inputs.intake.take_in import Intake
from helpers.paths import Project
from projects import copy_project, run_workbook

SAMPLES = Path(__file__).parent / "samples"
GOOD_RETURN = Path(__file__).parents[2] / "good_return"
OUTREACH = [
    ("lang-son-01", "2023-01", 3, 62, 27, 0),
    ("lang-son-01", "2023-02", 9, 355, 148, 11),
    ("lang-son-02", "2023-01", 0, 0, 0, 0),
    ("lang-son-02", "2023-02", 5, 153, 69, 2),
]
VICTIMS = [
    ("LANG-SON-2023-V001", "2023-03-04", "female", "12-17", "health;psychosocial;legal;travel"),
    ("LANG-SON-2023-V002", "2023-03-10", "female", "18-24", None),
    ("LANG-SON-2023-V003", "2023-03-11", "male", "50+", "shelter;essentials"),
]


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """A project without a return."""
    return copy_project(tmp_path / "project", years=(2023,), provinces=())


def kobo(project: Project, path: Path, mapping: Path | None = None, **options: Any) -> Intake:
    return import_returns(project, "kobo", path, mapping or project.params / "sources/kobo.yml", **options)


def records(project: Project, province: str, table: str, *columns: str) -> list[tuple[object, ...]]:
    rows = pq.read_table(project.records / "2023/63" / f"{province}.parquet").to_pylist()
    own = [row for row in rows if row["table"] == table]
    return [tuple(str(row[name]) if name.endswith("date") else row[name] for name in columns) for row in own]


def outreach(project: Project, province: str = "lang-son") -> list[tuple[object, ...]]:
    columns = ("station_code", "month", "sessions", "participants", "women", "leaflets")
    return records(project, province, "outreach", *columns)


def victims(project: Project) -> list[tuple[object, ...]]:
    return records(project, "lang-son", "victims", "victim_id", "date", "sex", "age_band", "services")


def edited(project: Project, *changes: tuple[str, str, object], name: str = "kobo_names") -> Path:
    """The export after changes of cells: sheet, cell, what it says."""
    book = openpyxl.load_workbook(SAMPLES / f"{name}.xlsx")
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    path = project.root / "export.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["kobo_names", "kobo_labels_en", "kobo_labels_vi", "kobo_numbers"])
def test_every_form_of_an_export_gives_the_same_records(name: str, bare: Project) -> None:
    intake = kobo(bare, SAMPLES / f"{name}.xlsx")
    assert intake.mistakes == ()
    assert (intake.accepted, intake.rejected) == (8, 0)
    assert outreach(bare) == OUTREACH
    assert outreach(bare, "cao-bang") == [("cao-bang-01", "2023-01", 4, 120, 60, 30)]
    assert victims(bare) == VICTIMS
    # 18:20 by the clock of Greenwich is the next day in Viet Nam
    assert records(bare, "cao-bang", "cover", "received_date") == [("2024-01-10",)]


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ([("persons", "E2", "femle")], "sheet 'persons', cell E2, column Sex (sex)", "as the column's list"),
        ([("persons", "E2", "9")], "sheet 'persons', cell E2, column Sex (sex)", ": is not one of"),
        ([("persons", "F2", "a99")], "sheet 'persons', cell F2, column Age band (age_band)", "does not translate"),
        ([("work", "A2", "ls9")], "sheet 'work', cell A2, column Station (station_code)", "does not translate"),
        ([("work", "C3", "-1")], "sheet 'work', cell C3, column Sessions (sessions)", ""),
        ([("work", "D3", None)], "sheet 'work', cell D3, column Participants (participants)", "is blank"),
        ([("work", "B2", "2023-13-01")], "sheet 'work', cell B2, column Month (month)", "is not a month"),
        ([("work", "J2", 99)], "sheet 'work', cell J2", "names a row of another sheet"),
        ([("persons", "B2", "2023-03-04T22:00:00.000Z")], "sheet 'persons', cell B2", "another in Viet Nam"),
        ([("persons", "K2", 1)], "sheet 'persons', cell J2", "the columns of its choices do not say"),
        ([("persons", "L2", "x")], "sheet 'persons', cell J2", "the columns of its choices do not say"),
        ([("work", "A3", "ls1"), ("work", "B3", "2023-01-01")], "sheet 'work', cell B2", "has the same"),
        ([("Border Guard", "B4", "Atlantis")], "sheet 'Border Guard', cell B4", "is no province"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_stand_is_refused_at_its_place(
    changes: list[tuple[str, str, object]], place: str, said: str, bare: Project
) -> None:
    intake = kobo(bare, edited(bare, *changes))
    first = next(str(each) for each in intake.mistakes)
    assert f"export.xlsx, {place}" in first, first
    assert said in first
    assert all(row in OUTREACH for row in outreach(bare))
    assert all(row in VICTIMS for row in victims(bare))
    assert intake.rejected > 0
    seen = len(outreach(bare)) + len(victims(bare)) + intake.rejected
    assert seen == len(OUTREACH) + len(VICTIMS), "a row was lost"


def test_dates_with_a_zone_and_the_same_day_in_viet_nam_are_read(bare: Project) -> None:
    path = edited(bare, ("persons", "B2", "2023-03-04T23:30:00.000+07:00"))
    assert kobo(bare, path).mistakes == ()
    assert victims(bare) == VICTIMS


def test_a_submission_that_came_twice_counts_once(bare: Project) -> None:
    book = openpyxl.load_workbook(SAMPLES / "kobo_names.xlsx")
    main, work, persons = book["Border Guard"], book["work"], book["persons"]
    main.append([*[cell.value for cell in main[4]][:2], 399, *[cell.value for cell in main[4]][3:8], 4])
    for sheet, row in ((work, 6), (persons, 4)):
        cells = [cell.value for cell in sheet[row]]
        at = [cell.value for cell in sheet[1]].index("_parent_index")
        sheet.append([*cells[:at], 4, *cells[at + 1 :]])
    book.save(path := bare.root / "twice.xlsx")
    intake = kobo(bare, path)
    assert intake.mistakes == ()
    assert "cell D5: is the same submission as row 4; it counts once" in " ".join(map(str, intake.notes))
    assert (outreach(bare), victims(bare)) == (OUTREACH, VICTIMS)

    work.cell(7, 3).value = 6
    book.save(path)
    intake = kobo(bare, path, only_check=True)
    assert "cell D5: has the number of the submission in row 4, and says something else" in str(
        intake.mistakes[0]
    )
    assert intake.rejected == 4  # of either copy: a month of work, a person


def test_a_submission_that_was_not_approved_is_left_out_and_told(bare: Project) -> None:
    intake = kobo(bare, edited(bare, ("Border Guard", "F4", "validation_status_not_approved")))
    assert intake.mistakes == ()
    assert "were not approved were not read (submissions: 1)" in " ".join(map(str, intake.notes))
    assert (outreach(bare), victims(bare)) == (OUTREACH[:3], VICTIMS[:2])


def test_a_question_that_was_renamed_refuses_its_table_and_no_other(bare: Project) -> None:
    intake = kobo(bare, edited(bare, ("work", "D1", "visitors")))
    (mistake,) = intake.mistakes
    assert (
        "sheet 'work', row 1: there is no column 'people / People who came / Số người dự', which the mapping names ("
        in str(mistake)
    )
    assert "(params/sources/kobo.yml, line 13, tables.outreach.columns.participants)" in str(mistake)
    assert (intake.rejected, victims(bare)) == (5, VICTIMS)


def test_a_sheet_that_the_export_lacks_is_a_mistake_and_its_table_stays(bare: Project) -> None:
    kobo(bare, SAMPLES / "kobo_names.xlsx")
    book = openpyxl.load_workbook(SAMPLES / "kobo_names.xlsx")
    del book["persons"]
    book["work"]["C2"] = 4
    book.save(path := bare.root / "export.xlsx")
    intake = kobo(bare, path, received="2024-02-01")
    (mistake,) = intake.mistakes
    assert "has no sheet 'persons', which the mapping names (params/sources/kobo.yml, line 16" in str(mistake)
    said = " ".join(map(str, intake.notes))
    assert "Victims: the table received on 2024-01-10 stays, since it is not in this export" in said
    assert (outreach(bare)[0][2], victims(bare)) == (4, VICTIMS)


def test_a_sheet_by_a_wrong_name_is_a_mistake(bare: Project) -> None:
    mapping = bare.params / "sources/kobo.yml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("sheet: persons", "sheet: people"))
    (mistake,) = kobo(bare, SAMPLES / "kobo_names.xlsx").mistakes
    assert "has no sheet 'people', which the mapping names (params/sources/kobo.yml, line " in str(mistake)


def test_tables_that_came_as_a_workbook_stay_beside_an_import(bare: Project) -> None:
    take_in_paths(bare, [GOOD_RETURN])
    before = records(bare, "lang-son", "interceptions", "people")
    assert before
    assert kobo(bare, SAMPLES / "kobo_names.xlsx", received="2024-12-01").mistakes == ()
    assert records(bare, "lang-son", "interceptions", "people") == before
    assert outreach(bare) == OUTREACH


@pytest.mark.parametrize("cell", ["Nguyễn Thị Hoa", "0912345678"])
def test_personal_data_in_any_answer_stops_the_export(cell: str, bare: Project) -> None:
    intake = kobo(bare, edited(bare, ("work", "G3", cell)))
    assert (intake.accepted, {each.kind for each in intake.mistakes}) == (0, {"personal data"})
    assert "sheet 'work', cell G3" in str(intake.mistakes[0])
    assert cell not in "".join(map(str, intake.told))
    assert not list(bare.records.rglob("*.parquet"))


def test_a_question_that_the_mapping_does_not_name_is_told(bare: Project) -> None:
    intake = kobo(bare, edited(bare, ("work", "G3", "much rain")))
    assert intake.mistakes == ()
    assert "sheet 'work': columns that the mapping does not name were not read (columns: 1: thanks)" in " ".join(
        map(str, intake.notes)
    )  # fmt: skip


def test_two_questions_of_one_name_are_told_apart_by_their_group_or_refused(bare: Project) -> None:
    path = edited(bare, ("work", "C1", "first/sessions"), ("work", "G1", "second/sessions"))
    (mistake,) = kobo(bare, path).mistakes
    assert "first/sessions, second/sessions: several columns are called so" in str(mistake)
    mapping = bare.params / "sources/kobo.yml"
    text = mapping.read_text(encoding="utf-8")
    assert "      participants: [" in text
    whole = "      sessions: first/sessions\n      participants: ["
    mapping.write_text(text.replace("      participants: [", whole), encoding="utf-8")
    assert kobo(bare, path).mistakes == ()
    assert outreach(bare) == OUTREACH


def odk_files(folder: Path) -> Path:
    """The sample's submissions as ODK Central writes them: a CSV file for the form and one a repeat group."""
    book = openpyxl.load_workbook(SAMPLES / "kobo_names.xlsx")
    main = [[cell.value for cell in row] for row in book["Border Guard"].iter_rows()]
    keys = {row[8]: f"uuid:{row[3]}" for row in main[1:]}
    files: dict[str, list[list[object]]] = {
        "border_guard": [["SubmissionDate", "start", "place-province", "SubmitterName", "ReviewState", "KEY"]]
    }
    for row in main[1:]:
        files["border_guard"].append([f"{row[4]}.000Z", row[0], row[1], "App", "", keys[row[8]]])
    for name in ("work", "persons"):
        header, *rows = [[cell.value for cell in row] for row in book[name].iter_rows()]
        kept = [at for at, head in enumerate(header) if not head.startswith("_") and "/" not in head]
        parent = header.index("_parent_index")
        files[f"border_guard-{name}"] = [[*(header[at] for at in kept), "PARENT_KEY", "KEY"]]
        for number, row in enumerate(rows, 1):
            key = keys[row[parent]]
            files[f"border_guard-{name}"].append([*(row[at] for at in kept), key, f"{key}/{name}[{number}]"])
    folder.mkdir(parents=True)
    for name, lines in files.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return folder


def test_groups_within_groups_and_names_that_were_cut_short_are_followed(bare: Project) -> None:
    book = openpyxl.Workbook()
    sheets = {
        "Biểu mẫu": [["province", "_uuid", "_submission_time", "_index"], ["#adm1", "", "", ""],
                     ["Tỉnh Lạng Sơn", "u-1", "2024-01-08T03:10:44", 1]],
        "stations_of_the_province_for...": [["station", "_index", "_parent_table_name", "_parent_index"],
                                            ["ls1", 1, "Biểu mẫu", 1], ["ls2", 2, "Biểu mẫu", 1]],
        "work": [["work/month", "work/sessions", "work/people", "work/leaflets", "_parent_table_name", "_parent_index"],
                 ["2023-01-01", "3", "62", "0", "stations_of_the_province_for_each_month", 1],
                 ["2023-01-01", "4", "40", "1", "stations_of_the_province_for_each_month", 2]],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path := bare.root / "nested.xlsx")
    mapping = bare.params / "sources/kobo.yml"
    mapping.write_text(mapping.read_text(encoding="utf-8").partition("  victims:")[0], encoding="utf-8")
    assert kobo(bare, path).mistakes == ()
    assert outreach(bare) == [
        ("lang-son-01", "2023-01", 3, 62, None, 0),
        ("lang-son-02", "2023-01", 4, 40, None, 1),
    ]


def test_a_form_without_groups_is_a_csv_file_of_semicolons(bare: Project) -> None:
    text = ("province;station;month;sessions;people;women;leaflets;_uuid\n"
            "lang-son;ls1;2023-03-01;3;62;;0;u1\nlang-son;ls2;2023-03-01;3;62;70;0;u2\n")  # fmt: skip
    (path := bare.root / "flat.csv").write_text(text, encoding="utf-8-sig")
    mapping = bare.params / "sources/kobo.yml"
    own = mapping.read_text(encoding="utf-8").partition("  victims:")[0]
    mapping.write_text(re.sub("    sheet: work .*\n", "", own), encoding="utf-8")
    (mistake,) = kobo(bare, path, received="2024-01-08").mistakes
    assert "cell F3, column of whom women (women): '70' is more than Participants" in str(mistake)
    assert outreach(bare) == [("lang-son-01", "2023-03", 3, 62, None, 0)]


@pytest.mark.parametrize("packed", [False, True])
def test_odk_central_gives_the_same_records(packed: bool, bare: Project) -> None:
    path = odk_files(bare.root / "odk")
    if packed:
        with zipfile.ZipFile(bare.root / "odk.zip", "w") as archive:
            for file in sorted(path.iterdir()):
                archive.write(file, file.name)
        path = bare.root / "odk.zip"
    intake = import_returns(bare, "odk", path, bare.params / "sources/kobo.yml")
    assert intake.mistakes == ()
    assert (outreach(bare), victims(bare)) == (OUTREACH, VICTIMS)


def test_a_mistake_in_a_file_of_odk_names_file_row_and_question(bare: Project) -> None:
    path = odk_files(bare.root / "odk")
    work = path / "border_guard-work.csv"
    work.write_text(work.read_text(encoding="utf-8").replace("ls1", "ls9", 1), encoding="utf-8")
    (mistake,) = import_returns(bare, "odk", path, bare.params / "sources/kobo.yml").mistakes
    assert "sheet 'border_guard-work', cell A2, column Station" in str(mistake)
    assert "is a choice that the mapping does not translate" in str(mistake)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sheet: work ", "shet: work ", "params/sources/kobo.yml, line 8, tables.outreach.shet: unknown key"),
        ("  outreach:", "  outrech:", "tables.outrech: is not a table of a return; did you mean 'outreach'?"),
        ("participants:", "partcipants:", "columns.partcipants: is not a column of the table; did you mean 'part"),
        ('"12-17"', '"12-71"', "columns.age_band.codes.a12: '12-71' is not a code of the column; did you mean"),
        ("province: [", "provinz: [", "line 4, provinz: unknown key; did you mean 'province'?"),
    ],
)  # fmt: skip
def test_mistakes_of_a_mapping_name_line_and_key(old: str, new: str, said: str, bare: Project) -> None:
    mapping = bare.params / "sources/kobo.yml"
    text = mapping.read_text(encoding="utf-8")
    assert old in text
    mapping.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamsError) as fault:
        kobo(bare, SAMPLES / "kobo_names.xlsx")
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04"), "holds no .xlsx and no .csv file"),
        (lambda path: path.mkdir(), "holds no .xlsx and no .csv file"),
    ],
)
def test_what_is_no_export_is_one_message(make: Callable[[Path], object], said: str, bare: Project) -> None:
    path = bare.root / "export.zip"
    make(path)
    with pytest.raises(ReturnError, match=said):
        kobo(bare, path)


def test_a_year_of_two_vintages_becomes_two_returns(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", years=(2025,), provinces=())
    path = edited(project, ("work", "B2", "2025-01-01"), ("work", "B3", "2025-08-01"), ("work", "B4", "2025-02-01"),
                  ("work", "B5", "2025-01-01"), ("work", "B6", "2025-09-01"))  # fmt: skip
    book = openpyxl.load_workbook(path)
    del book["persons"]
    book.save(path)
    intake = kobo(project, path, received="2025-12-01")
    assert ["has no sheet 'persons'" in str(each) for each in intake.mistakes] == [True]
    made = sorted(path.relative_to(project.records).as_posix() for path in project.records.rglob("*.parquet"))
    assert made == ["2025/34/lang-son.parquet", "2025/63/cao-bang.parquet", "2025/63/lang-son.parquet"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("participants: [people,", "women: people\n      participants: [people,",
         "tables.outreach.columns.women: is filled from the question 'people', as 'participants' is"),
        ("participants: [people, People who came", "participants: [women, People who came",
         "tables.outreach.columns.participants: is filled from the question 'women', as 'women' is"),
        ("ls1: lang-son-01", "ls1: lang-son-77",
         "tables.outreach.columns.station_code.codes.ls1: there is no station 'lang-son-77'"),
        ("tables:\n", "year: {value: 20x3}\ntables:\n", "year: '20x3' is not a year that is reported on"),
    ],
)  # fmt: skip
def test_a_mistake_of_the_mapping_is_named_by_its_line_and_key(
    before: str, after: str, said: str, bare: Project
) -> None:
    mapping = bare.params / "sources/kobo.yml"
    text = mapping.read_text(encoding="utf-8")
    assert before in text
    mapping.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ParamsError) as fault:
        kobo(bare, SAMPLES / "kobo_names.xlsx")
    assert str(fault.value).startswith("params/sources/kobo.yml, line ") and said in str(fault.value)


def test_a_wrong_province_and_a_wrong_column_are_told_together(bare: Project) -> None:
    mapping = bare.params / "sources/kobo.yml"
    text = mapping.read_text(encoding="utf-8").replace("province: [province,", "province: [tinh,")
    text = text.replace("Which province?", "x").replace("Tỉnh nào?", "y")
    mapping.write_text(text.replace("[people, People who came, Số người dự]", "visitors"), encoding="utf-8")
    told = "\n".join(map(str, kobo(bare, SAMPLES / "kobo_names.xlsx").mistakes))
    assert "'visitors', which the mapping names" in told and "line 4, province)" in told


def test_a_choice_that_the_mapping_does_not_translate_is_one_message(bare: Project) -> None:
    intake = kobo(bare, edited(bare, ("work", "A2", "ls9"), ("work", "A3", "ls9")))
    (mistake,) = intake.mistakes
    assert "does not translate (cells: 2: A2, A3); add it there (params/sources/kobo.yml, line " in str(
        mistake
    )
    assert intake.rejected == 2


@pytest.mark.parametrize("day", ["2/3/2024", "soon", "2199-01-01"])
def test_a_date_that_none_can_read_is_a_mistake_of_the_option(day: str, bare: Project) -> None:
    with pytest.raises(ParamsError, match="^--received: "):
        kobo(bare, SAMPLES / "kobo_names.xlsx", received=day)


def test_victims_are_never_replaced_by_none(bare: Project) -> None:
    kobo(bare, SAMPLES / "kobo_names.xlsx")
    book = openpyxl.load_workbook(SAMPLES / "kobo_names.xlsx")
    book["persons"].delete_rows(2, 20)
    book.save(path := bare.root / "export.xlsx")
    intake = kobo(bare, path, received="2024-02-01")
    (mistake,) = intake.mistakes
    assert "export.xlsx (lang-son 2023): has no rows of Victims, where the return before had some" in str(
        mistake
    )
    assert "that of 2024-01-10 stays" in str(mistake)
    assert victims(bare) == VICTIMS


def test_an_export_that_is_not_there_is_named_with_its_whole_path(bare: Project) -> None:
    with pytest.raises(ParamsError, match="/nowhere/export.zip: there is no such file or folder"):
        kobo(bare, bare.root / "nowhere/export.zip")


def test_a_system_without_a_mapping_is_told_what_to_begin_with(bare: Project) -> None:
    done = run_workbook(bare, "import", "odk", str(SAMPLES / "kobo_names.xlsx"))
    assert done.returncode == ParamsError.exit_code
    assert "params/sources/odk.yml: there is no such file" in done.stderr
    assert "make it after params/sources/kobo.yml, or give one by --map" in done.stderr

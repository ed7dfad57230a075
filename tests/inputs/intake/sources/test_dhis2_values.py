"""Data value sets of DHIS2: read with the right value, or refused at the right value."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.intake.sources.imported_returns import import_returns
from helpers.inputs.intake.take_in import Intake
from helpers.paths import Project
from projects import Done, copy_project

SAMPLE = Path(__file__).parent / "samples" / "dhis2.json"
OUTREACH = [("lang-son-01", "2023-01", 3, 62, 27, 0), ("lang-son-02", "2023-02", 5, 153, None, 2)]
REINTEGRATION = [("2023-Q2", "health", 7), ("2023-Q2", "legal", 6)]


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """A project without a return."""
    return copy_project(tmp_path / "project", years=(2023,), provinces=())


def dhis2(project: Project, path: Path, **options: Any) -> Intake:
    return import_returns(project, "dhis2", path, project.params / "sources/dhis2.yml", **options)


def edited(project: Project, change: Callable[[list[dict[str, Any]]], object]) -> Path:
    """The sample after a change of its values."""
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))
    change(whole["dataValues"])
    path = project.root / "values.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def records(project: Project, table: str, *columns: str) -> list[tuple[object, ...]]:
    rows = pq.read_table(project.records / "2023/63/lang-son.parquet").to_pylist()
    return [tuple(row[name] for name in columns) for row in rows if row["table"] == table]


def read(project: Project) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    outreach = ("station_code", "month", "sessions", "participants", "women", "leaflets")
    return (
        records(project, "outreach", *outreach),
        records(project, "reintegration", "quarter", "service", "victims"),
    )


def test_json_is_read(bare: Project) -> None:
    intake = dhis2(bare, SAMPLE)
    assert (intake.mistakes, intake.accepted, intake.rejected) == (
        (),
        4,
        0,
    )  # of data: the cover sheet is none
    assert read(bare) == (OUTREACH, REINTEGRATION)
    assert str(records(bare, "cover", "received_date")[0][0]) == "2024-01-15"
    assert "data elements that the mapping does not name were not read (values: 1)" in str(intake.notes[0])


@pytest.mark.parametrize(
    "header",
    [
        "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,lastupdated,comment,followup",
        "dataelement,period,orgunit,catoptcombo,attroptcombo,value,strby,lstupd,cmt,followup",
    ],
)
def test_csv_gives_the_same_records(header: str, bare: Project) -> None:
    names = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo", "value")
    path = bare.root / "values.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, quoting=csv.QUOTE_ALL)
        lines.writerow(header.split(","))
        for value in json.loads(SAMPLE.read_text(encoding="utf-8"))["dataValues"]:
            lines.writerow([*(value[name] for name in names), "nguyen.van.a", "2024-01-15", "", "false"])
    intake = dhis2(bare, path)
    assert intake.mistakes == ()
    assert read(bare) == (OUTREACH, REINTEGRATION)
    assert str(records(bare, "cover", "received_date")[0][0]) == "2024-01-15"


def _set(at: int, **fields: str) -> Callable[[list[dict[str, Any]]], object]:
    return lambda values: values[at].update(fields)


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (_set(0, value="three"), "cell dataValues[0], column Sessions (sessions)", ""),
        (_set(0, value="3.5"), "cell dataValues[0], column Sessions (sessions)", ""),
        (_set(0, orgUnit="aaaaaaaaaaa"), "cell dataValues[0]", "organisation unit 'aaaaaaaaaaa' (values: 1)"),
        (_set(7, period="202305"), "cell dataValues[7], column Quarter (quarter)", "is not a quarter"),
        (_set(4, period="2023W5"), "cell dataValues[4], column Month (month)", "is not a month"),
        (_set(1, categoryOptionCombo="bbbbbbbbbbb"), "cell dataValues[1]", "option combination 'bbbbbbbbbbb'"),
        (_set(1, attributeOptionCombo="ccccccccccc"), "cell dataValues[1]", "option combination 'ccccccccccc'"),
        (_set(2, value="63"), "cell dataValues[2], column of whom women (women)", "is more than Participants"),
        (_set(0, orgUnit="DiszpKrYNg8"), "cell dataValues[0]", "is of a province as a whole"),
        (lambda values: values.append(values[1] | {"value": "26"}), "cell dataValues[10]", "given twice, with an"),
        (lambda values: values.pop(5), "cell dataValues[4], column Participants", "is blank"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_stand_is_refused_at_its_place(
    change: Callable[[list[dict[str, Any]]], object], place: str, said: str, bare: Project
) -> None:
    intake = dhis2(bare, edited(bare, change))
    told = [str(each) for each in intake.mistakes if place in str(each)]
    assert told, intake.mistakes
    assert said in told[0]
    assert intake.rejected
    for table, whole in zip(read(bare), (OUTREACH, REINTEGRATION), strict=True):
        assert all(row in whole for row in table)


def test_one_value_given_twice_counts_once_and_a_deleted_one_does_not(bare: Project) -> None:
    def change(values: list[dict[str, Any]]) -> None:
        values += [dict(values[0]), values[0] | {"value": "99", "deleted": True}]

    intake = dhis2(bare, edited(bare, change))
    assert intake.mistakes == ()
    assert read(bare) == (OUTREACH, REINTEGRATION)
    said = " ".join(map(str, intake.notes))
    assert "cell dataValues[10]: is given twice, with one value; it counts once" in said
    assert "values that were deleted were not read (values: 1)" in said


def test_personal_data_in_a_comment_stops_the_file(bare: Project) -> None:
    intake = dhis2(bare, edited(bare, _set(3, comment="hỏi chị Nguyễn Thị Hoa 0912345678")))
    assert (intake.accepted, {each.kind for each in intake.mistakes}) == (0, {"personal data"})
    assert "Hoa" not in "".join(map(str, intake.told))


@pytest.mark.parametrize("text", ["{}", '{"dataValues": 3}', "[1]", "", '{"dataValues": [3]}', "a,b\n1,2\n"])
def test_what_is_no_data_value_set_is_one_message(text: str, bare: Project) -> None:
    path = bare.root / "values.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReturnError, match="dataValueSets"):
        dhis2(bare, path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("province: lang-son, station", "province: langson, station", "units.Rp268JB6Ne4.province: there is no prov"),
        ("service: health", "service: helth", "tables.reintegration.0.fixed.service: 'helth' is not a code"),
        ("        leaflets: Jtf34kNZhzP\n", "", "nothing fills the column 'leaflets', which may not be blank"),
        ("  reintegration:", "  victims:", "tables.victims: has rows by day, and data values are by month or quarter"),
    ],
)  # fmt: skip
def test_mistakes_of_a_mapping_name_line_and_key(old: str, new: str, said: str, bare: Project) -> None:
    mapping = bare.params / "sources/dhis2.yml"
    text = mapping.read_text(encoding="utf-8")
    assert old in text
    mapping.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamsError) as fault:
        dhis2(bare, SAMPLE)
    assert "params/sources/dhis2.yml, line " in str(fault.value)
    assert said in str(fault.value)


def test_the_command_checks_takes_in_and_ends_with_the_exit_code(
    bare: Project, workbook: Callable[..., Done]
) -> None:
    done = workbook(bare, "import", "dhis2", str(SAMPLE), "--check", "--language", "vi")
    assert (done.returncode, done.stdout) == (0, "4 dòng sẽ được nhận, 0 dòng bị từ chối\n")
    assert not bare.records.exists()
    done = workbook(bare, "import", "dhis2", str(SAMPLE), "--json", "-")
    assert (done.returncode, json.loads(done.stdout)["accepted"]) == (0, 4)
    assert read(bare) == (OUTREACH, REINTEGRATION)
    done = workbook(bare, "import", "dhis2", str(edited(bare, _set(0, value="x"))))
    assert (done.returncode, "dataValues[0]" in done.stderr) == (3, True)
    done = workbook(bare, "import", "kobo", str(SAMPLE), "--map", str(bare.root / "none.yml"))
    assert (done.returncode, "none.yml: there is no such file" in done.stderr) == (2, True)

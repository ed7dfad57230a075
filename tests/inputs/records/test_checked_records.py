from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.intake.take_in import take_in
from helpers.inputs.records.checked_records import read_intake, read_records, records_in_pieces
from helpers.inputs.records.record_files import PLAIN_ROWS, read_receipt, write_records
from helpers.inputs.records.record_store import records_file
from helpers.paths import Project


def test_columns_have_nullable_types(project: Project) -> None:
    take_in(project, 2023)
    kinds = {
        table: {name: str(dtype) for name, dtype in read_records(project, 2023, table).dtypes.items()}
        for table in ("outreach", "interceptions", "training")
    }
    assert kinds["outreach"]["month"] == "string"
    assert kinds["outreach"]["women"] == "Int64"
    assert kinds["interceptions"]["date"] == "datetime64[us]"
    assert kinds["interceptions"]["referred"] == "boolean"
    assert kinds["training"]["pre_mean_score"] == "Float64"
    assert list(kinds["training"])[-4:] == ["province", "vintage", "source_file", "source_row"]


def test_blank_is_missing_and_zero_is_zero(project: Project) -> None:
    take_in(project, 2023)
    outreach = read_records(project, 2023, "outreach").set_index("source_row")
    assert outreach.loc[3, "women"] is pd.NA
    assert outreach.loc[3, "leaflets"] == 0


def test_values_are_those_of_the_file(project: Project) -> None:
    take_in(project, 2023)
    cases = read_records(project, 2023, "interceptions")
    assert cases["referred"].to_list() == [True, False]
    assert cases["date"].to_list() == [pd.Timestamp("2023-03-14"), pd.Timestamp("2023-12-31")]
    assert set(cases["source_file"]) == {"data/sample/2023/lang-son/interceptions.csv"}


def test_table_without_rows_has_its_columns_and_types(project: Project, sent: Path) -> None:
    full = take_in(project, 2023) and read_records(project, 2023, "materials")
    (sent / "materials.csv").write_text("date,station_code,kind,item,quantity\n", encoding="utf-8")
    take_in(project, 2023)
    empty = read_records(project, 2023, "materials")
    assert empty.empty
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)


def test_only_the_columns_asked_for_in_their_order(project: Project) -> None:
    take_in(project, 2023)
    assert list(read_records(project, 2023, "victims", columns=["province", "sex"])) == ["province", "sex"]


@pytest.mark.parametrize("rows", [1, 2, 100])
def test_pieces_are_the_records_so_many_rows_at_a_time(project: Project, rows: int) -> None:
    take_in(project, 2023)
    for table in ("outreach", "victims"):
        columns = ["province", *list(read_records(project, 2023, table))[:2]]
        pieces = list(records_in_pieces(project, 2023, table, columns, rows))
        assert max(len(piece) for piece in pieces) <= rows
        whole = read_records(project, 2023, table, columns=columns)
        pd.testing.assert_frame_equal(pd.concat(pieces, ignore_index=True), whole)


def test_a_return_of_many_rows_takes_few_bytes_a_row(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    few = records_file(project, 2023, "63", "lang-son")
    rows, receipt, many = pq.read_table(few), read_receipt(few), tmp_path / "many.parquet"
    assert receipt is not None
    times = 10 * PLAIN_ROWS // len(rows)
    write_records(pa.concat_tables([rows] * times), receipt, many)
    assert pq.read_table(many).equals(pa.concat_tables([rows] * times))
    assert read_receipt(many) == receipt
    assert many.stat().st_size < 5 * len(rows) * times


def test_a_year_of_two_vintages_is_read_as_one(project: Project) -> None:
    stations = project.root / "data/sample/stations.csv"
    rows = (
        "gia-lai-01,gia-lai,63,A,A,land\nbinh-dinh-01,binh-dinh,63,B,B,sea\nbinh-dinh-01,gia-lai,34,B,B,sea\n"
    )
    stations.write_text(stations.read_text(encoding="utf-8") + rows, encoding="utf-8")
    header = "date,station_code,kind,item,quantity\n"
    for folder, month, station in [
        ("until-june/gia-lai", "02", "gia-lai-01"),
        ("until-june/binh-dinh", "03", "binh-dinh-01"),
        ("from-july/gia-lai", "09", "binh-dinh-01"),
        ("from-july/lang-son", "09", "lang-son-01"),
    ]:
        place = project.root / "data/sample/2025" / folder
        place.mkdir(parents=True)
        row = f"2025-{month}-01,{station},equipment,camera,1\n"
        (place / "materials.csv").write_text(header + row, encoding="utf-8")
    assert not take_in(project, 2025).mistakes
    records = read_records(project, 2025, "materials")
    found = list(zip(records["province"], records["vintage"], records["station_code"], strict=True))
    merged = [
        ("binh-dinh", "63", "binh-dinh-01"),
        ("gia-lai", "63", "gia-lai-01"),
        ("gia-lai", "34", "binh-dinh-01"),
    ]
    assert found == [*merged[:2], ("lang-son", "34", "lang-son-01"), merged[2]]
    assert len(read_records(project, 2025, "materials", provinces=["gia-lai"])) == 3
    assert [entry.months[0] for entry in read_intake(project, 2025)] == [
        "2025-01",
        "2025-01",
        "2025-07",
        "2025-07",
    ]


def test_intake_says_what_was_received_and_when(project: Project) -> None:
    take_in(project, 2023)
    entries = read_intake(project, 2023)
    assert [entry.table for entry in entries][:2] == ["cover", "outreach"]
    assert {entry.received_date for entry in entries} == {date(2024, 1, 15)}
    assert all(len(entry.sha256) == 64 and len(entry.months) == 12 for entry in entries)


def test_year_that_was_not_taken_in(project: Project) -> None:
    with pytest.raises(
        ReturnError, match="data/records/2023: no return of 2023 was taken in; take in its returns"
    ):
        read_records(project, 2023, "victims")
    with pytest.raises(ReturnError, match="take in its returns first"):
        read_intake(project, 2023)


def test_unknown_table_and_province(project: Project) -> None:
    with pytest.raises(ParamsError, match="unknown table 'victms'; did you mean 'victims'?"):
        read_records(project, 2023, "victms")
    with pytest.raises(ParamsError, match="unknown province 'langson'"):
        read_records(project, 2023, "victims", provinces=["langson"])

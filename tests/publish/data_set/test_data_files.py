"""The files of the data set: all cells and parts of them, the same in every format, and what the codes mean."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pyarrow.parquet as pq
from packets_of_cells import total, write_cells

from helpers.paths import Project
from helpers.publish.data_set.data_files import DataSet, compose_data_set, csv_of
from helpers.publish.data_set.dictionary import DictionaryEntry

CELLS = [
    total("sessions", "lang-son", "2023", "691"),
    total("sessions", "lang-son", "2023-Q1", "129"),
    total("sessions", "viet-nam", "2022", "18000"),
    total("victims_assisted", "lang-son", "2023", "", "[c]"),
    ("officers_trained", "lang-son", "2023", "project", "inl-2", "14", "shown"),
    ("interception_cases", "viet-nam", "2023", "border.direction", "CN.entry", "74", "shown"),
]


def composed(project: Project) -> DataSet:
    reports = project.reports
    packets = {
        path.parent.relative_to(reports).as_posix(): path.parent for path in reports.glob("*/*/*/packet.json")
    }
    return compose_data_set(project, packets)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_csv_and_parquet_hold_the_same_cells_and_say_that_they_are_made_up(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", CELLS)
    made = composed(empty)
    read = pd.read_parquet(io.BytesIO(made.files["cells.parquet"]))
    pd.testing.assert_frame_equal(read.astype({"value": "Float64"}), made.cells)
    told = rows(made.files["cells.csv"])
    assert [(row["indicator"], row["value"], row["status"]) for row in told] == [
        (cell.indicator, "" if pd.isna(cell.value) else f"{cell.value:g}", cell.status)
        for cell in made.cells.itertuples()
    ]
    assert {row["demonstration"] for row in told} == {"true"}
    metadata = pq.read_metadata(io.BytesIO(made.files["cells.parquet"])).metadata
    assert metadata[b"version"].decode() == made.version
    assert metadata[b"demonstration"] == b"true"


def test_parts_by_year_project_and_indicator_add_up_to_the_whole(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", CELLS)
    files = composed(empty).files
    whole = rows(files["cells.csv"])
    for kind in ("year", "indicator"):
        parts = [
            row for name, content in files.items() if name.startswith(f"{kind}-") for row in rows(content)
        ]
        assert sorted(map(str, parts)) == sorted(map(str, whole))
    assert {name for name in files if name.startswith("year-")} == {"year-2022.csv", "year-2023.csv"}
    assert [row["value"] for row in rows(files["project-inl-phase-2.csv"])] == ["14"]
    assert not [name for name in files if name.startswith("project-inl-phase-1")]


def test_dictionary_tells_every_column_and_code_in_both_languages(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", CELLS)
    made = composed(empty)
    told = {(each.part, each.within, each.code): each for each in made.dictionary}
    assert all(each.label_en and each.label_vi for each in made.dictionary)
    assert len(told) == len(made.dictionary)
    known = {(each.part, each.code) for each in made.dictionary}
    for column in made.cells:
        assert ("column", column) in known
    for part in ("indicator", "place", "dimension", "category", "unit"):
        assert {(part, code) for code in made.cells[part].unique()} <= known
    assert ("status", "c") in known
    assert told["category", "border.direction", "CN.entry"].label_en == "China; Entry"
    assert told["indicator", "outreach", "sessions"].meaning_vi.startswith("Số buổi các đồn biên phòng")
    assert [DictionaryEntry(**row) for row in rows(made.files["dictionary.csv"])] == made.dictionary


def test_same_packets_make_the_same_bytes_and_version_and_other_cells_another(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", CELLS)
    first, again = composed(empty), composed(empty)
    assert first.files == again.files
    assert first.version.startswith("2024-03-31-")
    write_cells(empty.reports, "2023/en/lang-son", CELLS[1:])
    assert composed(empty).version != first.version


def test_no_text_is_a_formula_and_texts_with_commas_stay_whole() -> None:
    frame = pd.DataFrame({"a": ["=1+1", 'x, "y"', ""], "b": [1.5, None, 2.0]})
    assert rows(csv_of(frame)) == [{"a": "'=1+1", "b": "1.5"}, {"a": 'x, "y"', "b": ""}, {"a": "", "b": "2"}]

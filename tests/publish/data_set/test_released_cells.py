"""One table of all released cells: each cell once, nothing that no packet tells, and what counts where they differ."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from packets_of_cells import total, write_cells

from helpers.errors import OutputError
from helpers.paths import Project
from helpers.publish.data_set.released_cells import COLUMNS, KEY, released_cells


def all_packets(reports: Path, language: str = "*") -> dict[str, Path]:
    found = sorted(path.parent for path in reports.glob(f"*/{language}/*/packet.json"))
    return {path.relative_to(reports).as_posix(): path for path in found}


def values(cells: pd.DataFrame) -> dict[tuple[str, ...], tuple[object, str]]:
    return {
        tuple(row[name] for name in KEY): (None if pd.isna(row["value"]) else row["value"], row["status"])
        for row in cells.to_dict("records")
    }


def test_a_cell_of_several_packets_counts_once_and_names_the_report_on_its_place(
    project: Project, tmp_path: Path
) -> None:
    cell = total("sessions", "lang-son", "2023", "691")
    for name in ("2023/en/cao-bang", "2023/en/lang-son", "2024/en/lang-son", "2023/en/viet-nam"):
        write_cells(tmp_path, name, [cell])
    (row,) = released_cells(project, all_packets(tmp_path)).to_dict("records")
    assert row == {
        "indicator": "sessions", "place": "lang-son", "level": "province", "vintage": "63", "period": "2023",
        "dimension": "total", "category": "all", "value": 691.0, "status": "", "unit": "sessions",
        "demonstration": True, "report": "2023/en/lang-son",
    }  # fmt: skip
    assert tuple(row) == COLUMNS


def test_each_level_has_its_vintage_and_the_nation_is_the_same_in_both(
    project: Project, tmp_path: Path
) -> None:
    nation, region = (
        total("sessions", "viet-nam", "2024", "20"),
        total("sessions", "central-highlands", "2024", "3"),
    )
    write_cells(tmp_path, "2024/en/viet-nam", [nation, region], "63")
    write_cells(tmp_path, "2025/en/viet-nam", [nation, region], "34")
    cells = released_cells(project, all_packets(tmp_path))
    assert cells[["place", "level", "vintage"]].to_numpy().tolist() == [
        ["central-highlands", "region", "34"],
        ["central-highlands", "region", "63"],
        ["viet-nam", "nation", ""],
    ]


def test_statuses_are_letters_and_withheld_values_missing(project: Project, tmp_path: Path) -> None:
    told = [
        total("sessions", "lang-son", f"2023-0{number}", "", f"[{status}]")
        for number, status in enumerate("cxz", start=1)
    ]
    write_cells(tmp_path, "2023/en/lang-son", told)
    cells = released_cells(project, all_packets(tmp_path))
    assert cells["status"].tolist() == ["c", "x", "z"]
    assert cells["value"].isna().all()


def test_where_packets_differ_a_mark_counts_and_else_the_report_on_the_place_and_year(
    project: Project, tmp_path: Path
) -> None:
    sessions = [total("sessions", "lang-son", "2023", number) for number in ("5", "7")]
    victims = [
        total("victims_assisted", "lang-son", "2023", "6"),
        total("victims_assisted", "lang-son", "2023", "", "[c]"),
    ]
    write_cells(tmp_path, "2023/en/lang-son", [sessions[1], victims[0]])
    write_cells(tmp_path, "2024/en/lang-son", [sessions[0], victims[1]])
    assert values(released_cells(project, all_packets(tmp_path))) == {
        ("sessions", "lang-son", "63", "2023", "total", "all"): (7.0, ""),
        ("victims_assisted", "lang-son", "63", "2023", "total", "all"): (None, "c"),
    }


def test_order_follows_from_the_cells_and_not_from_the_packets(project: Project, tmp_path: Path) -> None:
    one = [total("sessions", place, "2023", "1") for place in ("lang-son", "cao-bang", "an-giang")]
    write_cells(tmp_path / "a", "2023/en/viet-nam", one)
    write_cells(tmp_path / "b", "2023/en/viet-nam", one[::-1])
    first, second = (released_cells(project, all_packets(tmp_path / each)) for each in "ab")
    pd.testing.assert_frame_equal(first, second)
    assert first["place"].tolist() == ["an-giang", "cao-bang", "lang-son"]


def test_a_text_marked_as_no_formula_is_read_without_the_mark(project: Project, tmp_path: Path) -> None:
    write_cells(
        tmp_path, "2023/en/lang-son", [("sessions", "lang-son", "2023", "kind", "'-other", "1", "shown")]
    )
    assert released_cells(project, all_packets(tmp_path))["category"].tolist() == ["-other"]


def test_no_packets_make_an_empty_table_of_the_same_columns(project: Project) -> None:
    cells = released_cells(project, {})
    assert cells.empty
    assert tuple(cells) == COLUMNS


def test_a_damaged_table_is_named_with_what_to_do(project: Project, tmp_path: Path) -> None:
    folder = write_cells(tmp_path, "2023/en/lang-son", [])
    (folder / "data" / "outreach.csv").write_text("indicator,place\nsessions\n", encoding="utf-8")
    with pytest.raises(
        OutputError, match=r"reports/2023/en/lang-son/data/outreach.csv: .*build this report again"
    ):
        released_cells(project, all_packets(tmp_path))


def test_every_row_stands_in_a_packet_and_every_packet_in_the_rows(built: Project) -> None:
    packets = all_packets(built.reports)
    cells = values(released_cells(built, packets))
    told: dict[tuple[str, ...], tuple[object, str]] = {}
    for folder in packets.values():
        for path in (folder / "data").glob("*.csv"):
            if path.name.startswith(("fig-", "tbl-")):
                continue
            for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
                vintage = "" if row["place"] == "viet-nam" else "63"
                where = (
                    row["indicator"],
                    row["place"],
                    vintage,
                    row["period"],
                    row["breakdown"],
                    row["category"],
                )
                status = "" if row["status"] == "shown" else row["status"][1]
                said = (float(row["value"]) if row["value"] else None, status)
                assert told.setdefault(where, said) == said, where  # all packets agree
    assert told == cells


def test_both_languages_tell_the_same_cells(built: Project) -> None:
    english, vietnamese = (released_cells(built, all_packets(built.reports, code)) for code in ("en", "vi"))
    pd.testing.assert_frame_equal(english.drop(columns="report"), vietnamese.drop(columns="report"))


def test_report_that_was_corrected_last_counts_in_whatever_language(project: Project, tmp_path: Path) -> None:
    def corrected(name: str, number: str, day: str) -> None:
        write_cells(tmp_path, name, [total("sessions", "lang-son", "2023", number)])
        path = tmp_path / name / "packet.json"
        about = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(
            json.dumps(about | ({"edition": {"number": 2, "corrected": day}} if day else {})), "utf-8"
        )

    corrected("2023/en/lang-son", "691", "")
    corrected("2023/vi/lang-son", "686", "2024-06-12")
    assert list(released_cells(project, all_packets(tmp_path))["value"]) == [686]
    corrected("2023/en/viet-nam", "685", "2024-07-01")
    assert list(released_cells(project, all_packets(tmp_path))["value"]) == [685]

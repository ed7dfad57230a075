"""The changes of the data set: which cells came, changed and went, told once, and not lost by a rebuild."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from packets_of_cells import total, write_cells
from test_data_files import composed

from helpers.errors import OutputError
from helpers.paths import Project
from helpers.publish.data_set.versions import CELLS, CHANGES, keep_last

OTHER = [total("participants", "lang-son", "2023", "5"), total("participants", "lang-son", "2023-Q1", "2")]


def publish(project: Project) -> list[tuple[Any, ...]]:
    """The data set written down as `write_portal` does; its changes without version and date."""
    made = composed(project)
    for name, content in made.files.items():
        (project.reports / "data").mkdir(exist_ok=True)
        (project.reports / "data" / name).write_bytes(content)
    keep_last(project, made.files[CELLS], made.files[CHANGES])
    return [tuple(row) for row in made.changes.iloc[:, 2:].itertuples(index=False)]


def sessions(*values: str) -> list[Any]:
    return [
        total("sessions", "lang-son", f"2023-0{month}", value, "shown" if value else "[c]")
        for month, value in enumerate(values, start=1)
    ]


def test_first_version_counts_its_cells_and_publishing_it_again_tells_nothing_new(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", sessions("1", "2"))
    assert publish(empty) == publish(empty) == [("first", "", "", "", "", "", "", 2)]


def test_cells_that_change_are_told_one_by_one_and_without_a_value(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", sessions("11", "12", "13"))
    publish(empty)
    write_cells(empty.reports, "2023/en/lang-son", sessions("11", "14", ""))
    changed = [
        ("changed", "sessions", "lang-son", "63", f"2023-0{month}", "total", "all", 1) for month in (2, 3)
    ]
    assert publish(empty)[1:] == changed
    told = (empty.reports / "data" / CHANGES).read_text()
    assert not any(f",{value}," in told for value in ("12", "13", "14"))


def test_cells_that_come_and_go_together_are_one_row_and_single_ones_each_their_own(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", [*sessions("1"), *OTHER])
    publish(empty)
    write_cells(empty.reports, "2023/en/lang-son", sessions("1", "2"))
    assert publish(empty)[1:] == [
        ("came", "sessions", "lang-son", "63", "2023-02", "total", "all", 1),
        ("went", "participants", "lang-son", "63", "2023", "", "", 2),
    ]


def test_changes_outlive_a_rebuild_of_reports_and_the_loss_of_the_ledger(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", sessions("1"))
    publish(empty)
    write_cells(empty.reports, "2023/en/lang-son", sessions("1", "2"))
    told = publish(empty)
    assert len(told) == 2
    shutil.rmtree(empty.reports)
    write_cells(empty.reports, "2023/en/lang-son", sessions("1", "2"))
    assert publish(empty) == told
    shutil.rmtree(empty.published)
    assert publish(empty) == told


def test_damaged_ledger_is_named_with_what_to_do(empty: Project) -> None:
    write_cells(empty.reports, "2023/en/lang-son", sessions("1"))
    publish(empty)
    path = empty.published / "data-set" / CHANGES
    path.write_bytes(path.read_bytes().replace(b"first", b"worst"))
    with pytest.raises(OutputError, match=r"data/published/data-set/changes.csv: is damaged; restore it"):
        composed(empty)

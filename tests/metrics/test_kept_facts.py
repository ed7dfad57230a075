"""Facts that are kept are those that would be computed, and a changed table alone is counted again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pandas.testing as pdt
import pytest

from helpers.inputs.records.checked_records import IntakeEntry
from helpers.metrics import kept_facts as module
from helpers.metrics.facts import Definitions, facts_from
from helpers.metrics.kept_facts import kept_facts
from helpers.paths import Project


@pytest.fixture
def counted(
    monkeypatch: pytest.MonkeyPatch, definitions: Definitions, golden_records: dict[str, list[pd.DataFrame]]
) -> Callable[..., list[str]]:
    """Asks for the facts of an intake, and tells which tables were read to give them."""

    def ask(folder: Path, intake: list[IntakeEntry], rules: str = "rules") -> list[str]:
        read: list[str] = []

        def records(_project: Project, _year: int, name: str, columns: list[str]) -> list[pd.DataFrame]:
            read.append(name)
            return [frame[columns] for frame in golden_records[name]]

        monkeypatch.setattr(module, "read_definitions", lambda _: definitions)
        monkeypatch.setattr(module, "read_intake", lambda *_: intake)
        monkeypatch.setattr(module, "records_in_pieces", records)
        kept = kept_facts(Project(folder), 2023, ["63", "34"], rules)
        for vintage in ("63", "34"):
            expected = facts_from(golden_records, intake, definitions, 2023, vintage)
            pdt.assert_frame_equal(kept[vintage], expected)
        return list(dict.fromkeys(read))

    return ask


def test_second_time_reads_no_records(
    tmp_path: Path, counted: Callable[..., list[str]], golden_intake: list[IntakeEntry]
) -> None:
    assert "victims" in counted(tmp_path, golden_intake)
    assert counted(tmp_path, golden_intake) == []


def test_changed_file_of_a_table_counts_that_table_again(
    tmp_path: Path, counted: Callable[..., list[str]], golden_intake: list[IntakeEntry]
) -> None:
    counted(tmp_path, golden_intake)
    first, *rest = golden_intake
    assert counted(tmp_path, [replace(first, sha256="another"), *rest]) == [first.table]
    assert len(list((tmp_path / "data" / "facts").glob(f"2023-63-{first.table}-*"))) == 1


def test_changed_rules_count_every_table_again(
    tmp_path: Path, counted: Callable[..., list[str]], golden_intake: list[IntakeEntry]
) -> None:
    tables = counted(tmp_path, golden_intake)
    assert counted(tmp_path, golden_intake, "other rules") == tables

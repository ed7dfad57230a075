"""Whatever a cell holds: a row stands or a mistake names it, and free text is never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.inputs.intake.intake_rules import read_rulebook
from helpers.inputs.intake.return_files import read_csv_return
from helpers.inputs.intake.row_checks import Judged, judge_return
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.return_paths import Return, find_returns
from helpers.paths import Project

NAME = "Nguyễn Thị Canary 0912345678"
UNREADABLE = "Canary của đồn"
CELLS = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "7",
        "1e3",
        "NaN",
        "inf",
        "١٢",
        "9" * 30,
        "2023-02-30",
        "2023-Q9",
        "yes",
        "CN",
        "a;b",
        ";",
        "=1+1",
        NAME,
    ]
) | st.text(st.characters(blacklist_characters='",\r\n\ufeff', blacklist_categories=("Cs",)), max_size=8)


def judged(project: Project, sent: Return, contents: dict[str, bytes]) -> Judged:
    rules = read_rulebook(project)
    return judge_return(rules, read_csv_return(rules, sent, contents))


@pytest.mark.parametrize("table", ["outreach", "victims", "training"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_row_stands_or_is_named(project: Project, sent: Path, table: str, data: st.DataObject) -> None:
    (found,) = find_returns(project, 2023).returns
    header, *rows = (sent / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    cells = [row.split(",") for row in rows * 3]
    for row in cells:
        for column in data.draw(st.sets(st.integers(0, len(row) - 1), max_size=3)):
            row[column] = data.draw(CELLS)
    content = "\n".join([header, *(",".join(row) for row in cells)]).encode()
    result = judged(project, found, {table: content})
    (file,) = result.files
    assert file.rows_seen == len(cells)
    assert file.rows_accepted + file.rows_rejected == file.rows_seen
    whole = [each for each in result.told if each.is_mistake and each.row is None]  # such as a file cut off
    if whole or any(mistake.kind == "personal data" for mistake in result.told):
        assert not file.rows_accepted
        return
    standing = set(result.records[table]["source_row"])
    named = {mistake.row for mistake in result.told if mistake.is_mistake}
    assert standing | named == set(range(2, len(cells) + 2))
    assert not standing & named


def test_no_message_repeats_a_name_whatever_the_column(project: Project, sent: Path) -> None:
    (found,) = find_returns(project, 2023).returns
    for table, columns in {
        name: list(read_tables(project)[name].columns) for name in read_tables(project)
    }.items():
        row = (sent / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
        rows = [
            [UNREADABLE if position == bad else cell for position, cell in enumerate(row)]
            for bad in range(len(row))
        ]
        content = "\n".join([",".join(columns), *(",".join(row) for row in rows)]).encode()
        result = judged(project, found, {table: content})
        assert result.files[0].rows_rejected == len(columns)
        told = "\n".join(map(str, result.told))
        assert all(f"({column}): " in told for column in columns)
        assert "Canary" not in told


def test_a_name_stops_its_file_whatever_the_column(project: Project, sent: Path) -> None:
    (found,) = find_returns(project, 2023).returns
    header, row = (sent / "victims.csv").read_text(encoding="utf-8").splitlines()[:2]
    for bad, column in enumerate(header.split(",")):
        cells = row.split(",")
        cells[bad] = NAME
        result = judged(project, found, {"victims": "\n".join([header, row, ",".join(cells)]).encode()})
        mistake = next(each for each in result.told if each.kind == "personal data")
        assert (mistake.kind, mistake.row, mistake.column) == ("personal data", 3, column)
        assert not any(part in str(mistake) for part in ("Nguyễn", "Canary", "0912"))
        assert (result.files[0].rows_accepted, result.files[0].rows_rejected) == (0, 2)

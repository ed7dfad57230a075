from __future__ import annotations

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.tables import read_tables
from helpers.paths import Project


def test_a_return_has_eight_tables(repository: Project) -> None:
    assert list(read_tables(repository)) == [
        "cover",
        "outreach",
        "interceptions",
        "trafficking_cases",
        "victims",
        "training",
        "materials",
        "reintegration",
    ]


def test_every_table_but_the_cover_is_dated(repository: Project) -> None:
    tables = read_tables(repository)
    assert [name for name in tables if tables[name].dated_by is None] == ["cover"]


def test_no_table_has_a_column_for_names(repository: Project) -> None:
    tables = read_tables(repository)
    columns = {column for name in tables for column in tables[name].columns}
    assert not {column for column in columns if "name" in column or "passport" in column or "phone" in column}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("codelist: sex,", "codelist: gender,", "victims.sex: unknown codelist 'gender'"),
        (
            "{type: code, codelist: sex,",
            "{type: code,",
            "a column of type code or codes, and no other, names",
        ),
        ("dated_by: quarter", "dated_by: month", "there is no column 'month'"),
        ("within: officers", "within: oficers", "there is no column 'oficers'"),
        (
            "{type: score,",
            "{type: scroe,",
            "training.columns.pre_mean_score.type: 'scroe' is none of what it may be; did you mean 'score'?",
        ),
        (
            "{type: count, max: 500,",
            "{type: count, most: 500,",
            "outreach.columns.sessions.most: unknown key",
        ),
    ],
)
def test_mistake_is_named(project: Project, old: str, new: str, message: str) -> None:
    file = project.params / "tables.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        read_tables(project)
    assert message in str(caught.value)

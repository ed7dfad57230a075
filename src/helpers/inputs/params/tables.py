"""params/tables.yml: which tables a return has, and what each column may hold. No data is read here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, RootModel, model_validator

from helpers.errors import ParamsError
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import Strict, read_yaml
from helpers.paths import Project

COVER = "cover"
"""The table of one row that says whose return it is, and of when."""
ColumnType = Literal[
    "station",
    "month",
    "quarter",
    "date",
    "received",
    "count",
    "score",
    "code",
    "codes",
    "case_id",
    "person_id",
    "course_id",
    "text",
    "yes_no",
]


YES, NO = "yes", "no"
"""What a yes_no column holds, as params write it."""
YES_NO = {True: YES, False: NO}
"""The same of records."""


class Column(Strict):
    """What one column of a table may hold. `received` is a date that may lie after the return's year."""

    type: ColumnType
    label: Bilingual
    codelist: str | None = None
    optional: bool = False
    unique: bool = False
    min: int = 0
    max: int | None = None
    within: str | None = None
    not_before: str | None = None


class Table(Strict):
    """One table of a return. `guarded`: a row is a person or a case, so no report tells how its files hash.

    `rows` is what reports call its rows where they say how many there are.
    """

    label: Bilingual
    grain: Bilingual
    rows: Bilingual = Bilingual(en="rows", vi="dòng")
    columns: dict[str, Column]
    dated_by: str | None = None
    key: list[str] = Field(default_factory=list)
    guarded: bool = False

    @property
    def tells_none_apart(self) -> bool:
        """Whether its rows have no number or key, so that two that are the same may be two cases."""
        numbered = any(column.unique for column in self.columns.values())
        return bool(self.dated_by) and not self.key and not numbered

    @model_validator(mode="after")
    def _columns_exist(self) -> Table:
        named = {*self.key, *([self.dated_by] if self.dated_by else [])}
        for column in self.columns.values():
            named |= {other for other in (column.within, column.not_before) if other}
            if (column.codelist is not None) != (column.type in ("code", "codes")):
                raise ValueError("a column of type code or codes, and no other, names a codelist")
        if unknown := sorted(named - set(self.columns)):
            raise ValueError(f"there is no column '{unknown[0]}'")
        return self


class Tables(RootModel[dict[str, Table]]):
    """Every table of a return, by name."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, name: str) -> Table:
        return self.root[name]

    def __iter__(self):  # type: ignore[no-untyped-def]  # RootModel's own __iter__ has another type
        return iter(self.root)

    def __contains__(self, name: object) -> bool:
        return name in self.root


def read_tables(project: Project) -> Tables:
    """The tables of a return.

    Raises:
        ParamsError: the file is missing, breaks its rules, or names a codelist that there is not.
    """
    tables = _read(project.params / "tables.yml")
    known = read_codelists(project).root
    types: dict[str, ColumnType] = {}
    for name in tables:
        for key, column in tables[name].columns.items():
            if column.codelist is not None and column.codelist not in known:
                raise ParamsError(f"params/tables.yml, {name}.{key}: unknown codelist '{column.codelist}'")
            if types.setdefault(key, column.type) != column.type:
                raise ParamsError(
                    f"params/tables.yml, {name}.{key}: is {column.type} here and {types[key]} in another table; "
                    "give one of the columns another name"
                )
    return tables


@lru_cache(maxsize=4)
def _read(path: Path) -> Tables:
    return read_yaml(path, Tables, shown_as="params/tables.yml")

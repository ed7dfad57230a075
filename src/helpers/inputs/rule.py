"""What a rule is: a test of a whole column, and the words for a cell that fails it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from helpers.inputs.tables import Table


@dataclass(frozen=True)
class Words:
    """What is wrong with a cell, and what to do."""

    reason: str
    remedy: str


@dataclass(frozen=True)
class Rule:
    """One demand on the cells of a column; blank cells are never asked."""

    name: str
    holds: Callable[[pd.Series], pd.Series]
    words: Callable[[int], Words]


@dataclass(frozen=True)
class Rows:
    """The rows of one table, as text, and what their returns allow.

    `text` has the table's columns, missing where blank, and is numbered from 0. Beside it `origin`: file (a
    number), row, province, vintage, first_month, last_month, year.
    """

    table: Table
    text: pd.DataFrame
    origin: pd.DataFrame

    def cell(self, at: int, column: str) -> str:
        """What a cell holds, as text."""
        return str(self._lists[column][at])

    def of(self, at: int, what: str) -> str:
        """One of the columns of `origin` for a row, as text."""
        return str(self._lists[f"of {what}"][at])

    @cached_property
    def _lists(self) -> dict[str, list[object]]:
        """Every column as a list: a cell of a frame costs a hundred times as much."""
        text = {name: self.text[name].to_list() for name in self.text}
        return text | {f"of {name}": self.origin[name].to_list() for name in self.origin}

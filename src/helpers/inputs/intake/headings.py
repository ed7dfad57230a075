"""What the header of a table may call its columns: their own names, and their labels in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.text_sieve import Sieve
from helpers.inputs.params.tables import Table

_PERIODS = ("month", "quarter")


@dataclass(frozen=True)
class Headings:
    """What the header of a table may call its columns.

    `names` has every form, squeezed -> the column; `exact` the forms as they should be written; `labels` the
    English and Vietnamese ones, for messages. `grain` says what a row is; `period` is the column of months or quarters;
    `of_any_table` finds the cells that head a column of some table; `counts` are the columns of whole numbers.
    """

    names: Mapping[str, str]
    exact: frozenset[str]
    labels: Mapping[str, tuple[str, str]]
    grain: tuple[str, str] = ("", "")
    period: str | None = None
    of_any_table: Sieve | None = None
    counts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, columns: Sequence[str], table: Table | None = None) -> Headings:
        """The names of columns, and their labels in both languages."""
        names = {squeezed(name): name for name in columns}
        exact = set(columns)
        labels = {}
        for name, column in table.columns.items() if table else ():
            en, vi = column.label.en, column.label.vi
            labels[name] = en, vi
            exact |= {en, vi}
            for form in (en, vi, f"{vi} {en}", f"{en} {vi}"):
                names.setdefault(squeezed(form), name)
        periods = (
            (name for name, column in table.columns.items() if column.type in _PERIODS) if table else iter(())
        )
        grain = table.grain.both if table else ("", "")
        numbers = (name for name, column in table.columns.items() if column.type == "count") if table else ()
        counts = frozenset(numbers)
        return cls(names, frozenset(exact), labels, grain, next(periods, None), counts=counts)

    @property
    def forms(self) -> dict[str, list[str]]:
        """Column -> its own name and its labels."""
        return {name: [name, *self.labels.get(name, ())] for name in dict.fromkeys(self.names.values())}

"""params/published_figures.csv: what others published, each figure with qualifier, scope, period and source.

Figures that contradict each other stay side by side; nothing here chooses between them.
"""

from __future__ import annotations

import csv
import io
import math
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import read_text
from helpers.paths import Project

Qualifier = Literal["", "nearly", "over", "more than", "target", "target over"]
_DATED = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
WORDS = ("label", "scope", "period", "source")
COLUMNS = (
    "id", "scope", "period", "indicator", "value", "qualifier", "unit", "publisher_and_context",
    *(f"{name}_{language}" for name in WORDS for language in ("en", "vi")),
)  # fmt: skip
NEARLY = 0.05  # share of the figure by which 'nearly' may fall short of it


@dataclass(frozen=True)
class PublishedFigure:
    """One figure as it was published. `source` says by whom and where; `words` has it as reports print it.

    `published` is when, as far as the source says: a day, a month, a year, or nothing; the column may be left out.
    """

    id: str
    scope: str
    period: str
    indicator: str
    value: float
    qualifier: Qualifier
    unit: str
    source: str
    published: str = ""
    words: Mapping[str, Bilingual] = field(default_factory=dict)

    def known_by(self, day: str) -> bool:
        """Whether the figure had been published by a day such as '2024-03-31'; one without a date had.

        Of a month or a year its last day counts, since the source names no earlier one.
        """
        return not self.published or self.published_between[1].isoformat() <= day

    @property
    def published_between(self) -> tuple[date, date]:
        """The first and last day that `published` may mean; only where it is given."""
        year, month, day = (int(part) if part else 0 for part in (*self.published.split("-"), "", "")[:3])
        last = monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, day or last)

    def agrees(self, actual: float) -> bool:
        """Whether an actual value bears this figure out, or reaches it where it is a target.

        No qualifier: equal. 'nearly': below, by no more than 5 %, and not equal. 'over', 'more than', 'target
        over': above, and not equal. 'target': at least. A missing actual (NaN) never agrees.
        """
        if self.qualifier == "nearly":
            return self.value * (1 - NEARLY) <= actual < self.value
        if self.qualifier in ("over", "more than", "target over"):
            return actual > self.value
        if self.qualifier == "target":
            return actual >= self.value
        return math.isclose(actual, self.value, rel_tol=1e-9)


def read_published(project: Project) -> tuple[PublishedFigure, ...]:
    """Every published figure, in the order of the file.

    Raises:
        ParamsError: the file is missing or breaks its rules; all mistakes at once, one a line.
    """
    path = project.params / "published_figures.csv"
    return _read(path, project.show(path))


@lru_cache(maxsize=4)
def _read(path: Path, name: str) -> tuple[PublishedFigure, ...]:
    text = read_text(path, name).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    if not rows:
        raise ParamsError(f"{name}: the file is empty; give it the columns {', '.join(COLUMNS)}")
    for column in COLUMNS:
        if column not in rows[0]:
            raise ParamsError(f"{name}: column '{column}' is missing; add it")
    faults: list[str] = []
    figures: dict[str, PublishedFigure] = {}
    for number, row in enumerate(rows, start=2):
        if fault := _fault(row, figures):
            faults.append(f"{name}, row {number}, {fault}")
            continue
        figures[row["id"]] = PublishedFigure(
            id=row["id"],
            scope=row["scope"],
            period=row["period"],
            indicator=row["indicator"],
            value=float(row["value"]),
            qualifier=cast(Qualifier, row["qualifier"]),
            unit=row["unit"],
            source=row["publisher_and_context"],
            published=row.get("published", ""),
            words={name: Bilingual(en=row[f"{name}_en"], vi=row[f"{name}_vi"]) for name in WORDS},
        )
    if faults:
        raise ParamsError("\n".join(faults))
    return tuple(figures.values())


def _fault(row: dict[str, str], figures: dict[str, PublishedFigure]) -> str | None:
    """What is wrong with a row, and what to do; None if nothing is."""
    if None in row or None in row.values():
        return (
            "the row: has not as many cells as the header; put a cell that holds a comma in quotation marks"
        )
    for column in COLUMNS:
        if column != "qualifier" and not row[column].strip():
            return f"column {column}: is blank; fill it in"
    if row["id"] in figures:
        return f"column id: '{row['id']}' is given twice; give each figure an id of its own"
    if row["qualifier"] not in get_args(Qualifier):
        known = [qualifier for qualifier in get_args(Qualifier) if qualifier]
        near = did_you_mean(row["qualifier"], known)
        return f"column qualifier: unknown qualifier '{row['qualifier']}'{near}"
    if (day := row.get("published", "")) and not _DATED.fullmatch(day):
        return (
            f"column published: '{day}' is no date; write 2024-01-31, or 2024-01 or 2024 where the source "
            "says no more"
        )
    try:
        if math.isfinite(float(row["value"])):
            return None
    except ValueError:
        pass
    return f"column value: '{row['value']}' is not a number; write digits, with a point for decimals"

"""What is known of the returns of a year, as frames for the notebook on data quality. Nothing here is published.

No text names a person, and no figure on victims is in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

import pandas as pd

from helpers.inputs.params.provinces import Province
from helpers.privacy.release import Release, months
from helpers.report.missing_values import missing
from helpers.report.words import Words


@dataclass(frozen=True)
class ReturnCaution:
    """One thing to look into: of what kind, and where: a row of a table in a file, or a station and its last month."""

    kind: str
    place: str
    table: str
    file: str
    row: int | None
    station: str | None
    last_month: str | None


@dataclass(frozen=True)
class Received:
    """One return: the command that sent it, its tables, day and rows. `due` is the day after which it is late.

    A table of which every row was refused is not among them.
    """

    command: Province
    span: str
    tables: tuple[str, ...]
    received_date: date | None
    due: date
    accepted: int
    rejected: int


@dataclass(frozen=True)
class ReturnsQuality:
    """What is known of the returns of one year, with labels in the report's language.

    Its methods give tidy frames, of which the notebook on data quality makes charts and tables.

    `days_allowed` are those after the last month of a return until it is due. `table_labels` are the tables that a
    return has, by name; `missing` the commands that sent no return; `rejected` the places of mistakes; `revisions`
    has the columns indicator, place, period, before, after. `thresholds` is what `workbook what-if` found last, if it
    is of the returns of now: one row a threshold and table, with its numbers and how many would be withheld.
    """

    release: Release
    days_allowed: int
    table_labels: dict[str, str]
    received: tuple[Received, ...]
    missing: tuple[Province, ...]
    cautions: tuple[ReturnCaution, ...]
    rejected: tuple[str, ...]
    revisions: pd.DataFrame
    thresholds: pd.DataFrame | None = None

    def what_if(self) -> pd.DataFrame:
        """One row a threshold and table: `threshold`, `table`, `is_total`, `numbers`, `withheld`, `value`.

        The tables are of sensitive counts; `is_total` is false where they are broken down. `numbers` is how many the
        table has, `withheld` how many of them would not be shown, `value` their share in percent. No row where
        `workbook what-if` did not run since the returns or params changed.
        """
        w = Words(self.release)
        if self.thresholds is None:
            return pd.DataFrame(columns=["threshold", "table", "is_total", "numbers", "withheld", "value"])
        levels = {"nation": w.say("Viet Nam"), "region": w.say("Region"), "province": w.say("Province")}
        named = [
            (w.label(indicator, short=True), "" if by == "total" else w.column(indicator, by), levels[level])
            for indicator, by, level in self.thresholds[["indicator", "breakdown", "level"]].to_numpy()
        ]
        tables = [" · ".join(part for part in parts if part) for parts in named]
        return pd.DataFrame(
            {
                "threshold": _ordered(self.thresholds["threshold"], {n: str(n) for n in range(2, 11)}),
                "table": pd.Categorical(tables, list(dict.fromkeys(tables)), ordered=True),
                "is_total": self.thresholds["breakdown"] == "total",
                "numbers": self.thresholds["cells"],
                "withheld": self.thresholds["withheld"],
                "value": 100.0 * self.thresholds["withheld"] / self.thresholds["cells"],
            }
        )

    def calendar(self) -> pd.DataFrame:
        """One row a province and month: `place`, `month`, `expected`, `received`, `value`, `status`, `place_code`.

        `value` is the share of the province's stations, in percent, that reported legal education; it is missing where
        none was expected to.
        """
        w = Words(self.release)
        coverage = self.release.coverage.set_index(["province", "month"])[["expected", "received"]]
        slugs = dict.fromkeys(slug for slug, month in coverage.index if month.startswith(str(w.year)))
        wanted = pd.MultiIndex.from_product([slugs, months(w.year)], names=["place_code", "month"])
        frame = coverage.reindex(wanted).reset_index()
        frame["place"] = _ordered(frame["place_code"], {slug: w.place(slug) for slug in slugs})
        frame["month"] = _ordered(frame["month"], dict(zip(months(w.year), w.months(), strict=True)))
        expected = frame["expected"].where(frame["expected"] > 0)
        frame["value"] = (100.0 * frame["received"] / expected).fillna(missing("x"))
        frame["status"] = frame["value"].isna().map({True: "x", False: "shown"})
        return frame

    def tables_of_returns(self) -> pd.DataFrame:
        """One row a return that is owed and table: `table`, `sender`, `is_received`."""
        came = [(self._sender(each.command), {*each.tables}) for each in self.received]
        came += [(self._sender(command), set()) for command in self.missing]
        rows = [
            {"table": label, "sender": sender, "is_received": name in tables}
            for name, label in self.table_labels.items()
            for sender, tables in came
        ]
        frame = pd.DataFrame(rows)
        frame["table"] = pd.Categorical(frame["table"], list(self.table_labels.values()), ordered=True)
        return frame

    def returns(self) -> pd.DataFrame:
        """One row a return that came, its dates and rows.

        Columns `sender`, `months`, `received_date`, `due_date`, `days_late` (negative before the due date; missing
        without a date on the cover), `rows_accepted`, `rows_refused`, `has_tables`, `sender_code`.
        """
        rows = [
            {
                "sender": self._sender(each.command),
                "months": each.span,
                "received_date": each.received_date,
                "due_date": each.due,
                "rows_accepted": each.accepted,
                "rows_refused": each.rejected,
                "has_tables": bool({*each.tables} - {"cover"}),
                "sender_code": each.command.slug,
            }
            for each in self.received
        ]
        columns = ("sender", "months", "received_date", "due_date", "rows_accepted", "rows_refused", "has_tables",
                   "sender_code")  # fmt: skip
        frame = pd.DataFrame(rows, columns=columns)
        for name in ("received_date", "due_date"):
            frame[name] = pd.to_datetime(frame[name])
        frame.insert(4, "days_late", (frame["received_date"] - frame["due_date"]).dt.days)
        return frame

    def warnings(self) -> pd.DataFrame:
        """One row a warning: `kind`, `place`, `where` (file and row, or station and its last month)."""
        w = Words(self.release)
        rows = [
            (_kind(w, each.kind), w.place(each.place), _where(w, each, self.table_labels[each.table]))
            for each in self.cautions
        ]
        return pd.DataFrame(rows, columns=["kind", "place", "where"])

    def revised(self) -> pd.DataFrame:
        """One row a total that a newer return changed: `indicator`, `place`, `before`, `after`; none on victims."""
        w, changed = Words(self.release), self.revisions
        return pd.DataFrame(
            {
                "indicator": [w.label(str(name), short=True) for name in changed["indicator"]],
                "place": [w.place(str(place)) for place in changed["place"]],
                **{name: [_number(value) for value in changed[name]] for name in ("before", "after")},
            }
        )

    def _sender(self, command: Province) -> str:
        """The province that sent a return, and what it is part of now."""
        w = Words(self.release)
        place = w.release.provinces.mapped_forward(command.slug, command.vintage, w.release.scope.vintage)
        name = command.name(w.language)
        return name if place == command.slug else w.say("{old} (now {new})", old=name, new=w.place(place))


def _ordered(codes: pd.Series, labels: dict[Any, str]) -> Any:
    """Labels in place of codes, as categories in their order."""
    return pd.Categorical(codes.map(labels), list(dict.fromkeys(labels.values())), ordered=True)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, float) and not pd.isna(value) else missing("x")


def _kind(w: Words, kind: str) -> str:
    known = {
        "unknown case": w.say("Victim of an unknown case"),
        "arrests before a case": w.say("Arrests in a case that is not yet verified"),
        "post-test above pre-test": w.say("More took the post-test than the pre-test"),
        "month out of line": w.say("A month twenty times its neighbours"),
        "station stopped": w.say("A station that does not report"),
        "duplicate": w.say("The same row twice"),
    }
    return known[kind]


def _where(w: Words, caution: ReturnCaution, table: str) -> str:
    if caution.station is None and PurePath(caution.file).stem == caution.table:
        return w.say("{file}, row {row}", file=caution.file, row=caution.row)
    if caution.station is None:  # a workbook has a row of that number for each table
        return w.say("{file}, table {table}, row {row}", file=caution.file, table=table, row=caution.row)
    if caution.last_month is None:
        return w.say("station {station}: never reported", station=caution.station)
    return w.say("station {station}: last {month}", station=caution.station, month=caution.last_month)

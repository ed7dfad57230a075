"""Exhibits on the returns themselves, for the analyst: what came, when, what was refused, what looks wrong.

They are for the internal packet only. No text names a person, and no figure on victims is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

import pandas as pd

from helpers.inputs.provinces import Province
from helpers.privacy.release import Cell, months
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, table
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.returned import Caution, Quality
from helpers.report.words import Words

MOST_ROWS = 60


def returns_calendar(quality: Quality) -> Exhibit:
    """Heat map of the share of stations that reported outreach, by province and month."""
    release = quality.release
    w = Words(release)
    coverage = release.coverage[release.coverage["month"].str.startswith(str(w.year))]
    provinces = list(dict.fromkeys(coverage["province"]))
    found = {
        (province, month): _share(expected, received)
        for province, month, expected, received in coverage[
            ["province", "month", "expected", "received"]
        ].itertuples(index=False)
    }
    cells = [
        [found.get((province, month), Cell(None, "x")) for month in months(w.year)] for province in provinces
    ]
    by_province = list(zip(provinces, cells, strict=True))
    lacking = [(place, row) for place, row in by_province if any((cell.value or 0.0) < 100 for cell in row)]
    drawn = lacking or by_province
    complete = len(provinces) - len(lacking)
    rows = [
        Row((w.place(province), *(lang.cell_text(cell, w.language, "percent", 0) for cell in row)))
        for province, row in by_province
    ]
    heads = [Column(name) for name in w.months()]
    series = {w.place(place): row for place, row in drawn}
    drawing = draw(
        charts.heat_map,
        tidy("month", w.months(), series, "place"),
        "place",
        "month",
        percent=True,
        language=w.language,
    )
    return Exhibit(
        kind="figure",
        id="fig-returns-calendar",
        title=w.say(
            "{n} of {total} provinces reported every station-month", n=complete, total=len(provinces)
        ),
        subtitle=w.say(
            "Share of stations that reported outreach, by province and month, {year}", year=w.year
        ),
        alt=w.say(
            "Heat map of stations that reported by province and month, to show where returns are missing."
        ),
        source=w.say("provincial returns and the register of stations."),
        note=w.say("A complete field has no number; provinces without a gap are in the table only."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table([Column(w.say("Province"), "left"), *heads], rows, language=w.language),
    )


def tables_received(quality: Quality) -> Exhibit:
    """Table of how many returns hold each table of a return, and whose do not."""
    w = Words(quality.release)
    sent = sum(bool({*each.tables} - {"cover"}) for each in quality.received)
    owed = len(quality.received) + len(quality.missing)
    rows = []
    for name, label in quality.table_labels.items():
        lacking = [each.command for each in quality.received if name not in each.tables]
        lacking += quality.missing
        rows.append(
            Row((label, w.number(owed - len(lacking)), _some(_sender(w, command) for command in lacking)))
        )
    return _table(
        w,
        "tbl-tables-received",
        w.say("All {n} returns were received", n=owed)
        if sent == owed
        else w.say("{n} of {total} returns were received", n=sent, total=owed),
        w.say("Tables of the returns, {year}", year=w.year),
        [
            Column(w.say("Table"), "left"),
            Column(w.say("Received")),
            Column(w.say("Not received from"), "left"),
        ],
        rows,
    )


def timeliness(quality: Quality) -> Exhibit:
    """Table of the returns that came late, the latest first."""
    w = Words(quality.release)
    dated = [each for each in quality.received if each.received_date is not None]
    late = sorted(
        ((each, (each.received_date - each.due).days) for each in dated if each.received_date),
        key=lambda pair: (-pair[1], pair[0].command.slug),
    )
    late = [(each, days) for each, days in late if days > 0]
    rows = [
        Row(
            (
                _sender(w, each.command),
                each.span,
                lang.date(str(each.received_date), w.language),
                w.number(days),
            )
        )
        for each, days in late
    ]
    heads = [
        Column(w.say("Province"), "left"), Column(w.say("Months"), "left"), Column(w.say("Received on")),
        Column(w.say("Days late")),
    ]  # fmt: skip
    return _table(
        w,
        "tbl-timeliness",
        w.say("{n} of {total} returns came late", n=len(late), total=len(quality.received)),
        w.say("Returns received more than 30 days after their last month, {year}", year=w.year),
        heads,
        rows,
    )


def cautions_by_kind(quality: Quality) -> Exhibit:
    """Table of the warnings, counted by kind and province."""
    w = Words(quality.release)
    kinds = list(dict.fromkeys(each.kind for each in quality.cautions))
    rows = []
    for kind in kinds:
        own = [each for each in quality.cautions if each.kind == kind]
        rows.append(Row((_kind(w, kind), w.number(len(own)), _some(w.place(each.place) for each in own))))
    return _table(
        w,
        "tbl-cautions",
        w.say("{n} points to look into", n=len(quality.cautions)),
        w.say("Warnings by kind, {year}; none of them stops a report", year=w.year),
        [Column(w.say("Kind"), "left"), Column(w.say("Number")), Column(w.say("Provinces"), "left")],
        rows,
    )


def cautions_listed(quality: Quality) -> Exhibit:
    """Table of the warnings with their place, at most sixty."""
    w = Words(quality.release)
    rows = [
        Row((_kind(w, each.kind), w.place(each.place), _where(w, each, quality.table_labels[each.table])))
        for each in quality.cautions[:MOST_ROWS]
    ]
    return _table(
        w,
        "tbl-cautions-listed",
        w.say("Where each warning lies"),
        w.say("The first {n} warnings, {year}", n=len(rows), year=w.year),
        [Column(w.say("Kind"), "left"), Column(w.say("Province"), "left"), Column(w.say("Where"), "left")],
        rows,
    )


def rows_refused(quality: Quality) -> Exhibit:
    """Table of the rows of each return that were refused, and the places of the mistakes."""
    w = Words(quality.release)
    refused = [each for each in quality.received if each.rejected]
    rows = [
        Row((_sender(w, each.command), each.span, w.number(each.accepted), w.number(each.rejected)))
        for each in refused
    ]
    heads = [
        Column(w.say("Province"), "left"), Column(w.say("Months"), "left"), Column(w.say("Rows accepted")),
        Column(w.say("Rows refused")),
    ]  # fmt: skip
    total = sum(each.rejected for each in quality.received)
    return _table(
        w,
        "tbl-rows-refused",
        w.say("Every row of the returns was accepted")
        if not total
        else w.say("{n} rows were refused and are not counted", n=w.number(total)),
        w.say("Returns with refused rows, {year}", year=w.year),
        heads,
        rows,
        note="; ".join(quality.rejected[:10]),
    )


def figures_revised(quality: Quality) -> Exhibit:
    """Table of the figures of a year that a newer return changed; figures on victims are left out."""
    w = Words(quality.release)
    changed = quality.revisions
    rows = [
        Row((w.label(str(name), short=True), w.place(str(place)), _figure(w, before), _figure(w, after)))
        for name, place, before, after in changed[["indicator", "place", "before", "after"]].itertuples(
            index=False
        )
    ]
    heads = [
        Column(w.say("Indicator"), "left"), Column(w.say("Province"), "left"), Column(w.say("Earlier")),
        Column(w.say("Now")),
    ]  # fmt: skip
    return _table(
        w,
        "tbl-figures-revised",
        w.say("No figure was revised")
        if not rows
        else w.counted(len(rows), "One figure was revised", "{n} figures were revised"),
        w.say("Totals of {year} that a newer return changed", year=w.year),
        heads,
        rows[:MOST_ROWS],
        note=w.say("Figures on victims are not listed here."),
    )


def _sender(w: Words, command: Province) -> str:
    """The province that sent a return, and what it is part of now."""
    provinces, now = w.release.provinces, w.release.scope.vintage
    place = provinces.mapped_forward(command.slug, command.vintage, now)
    name = command.name(w.language)
    return name if place == command.slug else w.say("{old} (now {new})", old=name, new=w.place(place))


def _some(names: Iterable[str]) -> str:
    """At most eight different names."""
    names = list(dict.fromkeys(names))
    return ", ".join(names[:8]) + ("…" if len(names) > 8 else "")


def _share(expected: Any, received: Any) -> Cell:
    missing = pd.isna(expected) or not expected
    return Cell(None, "x") if missing else Cell(100.0 * float(received) / float(expected), "shown")


def _figure(w: Words, value: Any) -> str:
    return w.number(value) if isinstance(value, float) else "[x]"


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


def _where(w: Words, caution: Caution, table: str) -> str:
    if caution.station is None and PurePath(caution.file).stem == caution.table:
        return w.say("{file}, row {row}", file=caution.file, row=caution.row)
    if caution.station is None:  # a workbook has a row of that number for each table
        return w.say("{file}, table {table}, row {row}", file=caution.file, table=table, row=caution.row)
    if caution.last_month is None:
        return w.say("station {station}: never reported", station=caution.station)
    return w.say("station {station}: last {month}", station=caution.station, month=caution.last_month)


def _table(
    w: Words,
    identifier: str,
    title: str,
    subtitle: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    note: str = "",
) -> Exhibit:
    blank = Row((w.say("None"), *[""] * (len(columns) - 1)))
    return Exhibit(
        kind="table",
        id=identifier,
        title=title,
        subtitle=subtitle,
        alt="",
        source=w.say("the intake of the returns."),
        note=note,
        language=w.language,
        table=table(columns, rows or [blank], language=w.language),
    )

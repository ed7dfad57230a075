"""The annex that says where each indicator's numbers come from: definition, formula, rows counted and left out.

Exhibits lead here (traceable.py); `workbook trace` prints the same. Of a table in which each row is a person at risk no
number of rows is told: it would be as telling as the indicator itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import pandas as pd

from helpers.metrics.catalogue import guarded_tables
from helpers.metrics.completeness import NOT_RECEIVED
from helpers.metrics.framework_status import Tracked
from helpers.metrics.indicator import TOTAL, Indicator
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report import escape, paper
from helpers.report.amounts import amount, window
from helpers.report.completeness_words import certainty, guarded
from helpers.report.front_matter import EXHIBIT, Bundle, Identifier, as_data
from helpers.report.number_labels import Labels, number_labels
from helpers.report.packet_files import KEY_SHOWN
from helpers.report.reference import formula, meanings_of, project_sheet, source
from helpers.report.results import framework_of, project_years, results_of
from helpers.report.traceable import origin_of
from helpers.report.words import Words

_ALL_EVENTS = "training_events"
"""Counts the rows of the table of training, of every kind."""


class File(NamedTuple):
    """One file of a return that is due."""

    year: int
    received: bool
    accepted: int
    rejected: int


@dataclass(frozen=True)
class Counts:
    """Of a release: indicator -> year -> rows counted, in the report's place; table -> its files.

    `revised` are the years of which newer returns replaced earlier ones.
    """

    rows: Mapping[str, Mapping[int, int]]
    files: Mapping[str, Sequence[File]]
    revised: Sequence[int]


@dataclass(frozen=True)
class OriginEntry:
    """Where one indicator's numbers come from, as pairs of head and text."""

    id: Identifier
    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Origins:
    """The annex: one entry an indicator, each of which exhibits can lead to. What all of them say stands once above."""

    entries: tuple[OriginEntry, ...]
    labels: Labels = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        shared = self.shared()
        own = [
            OriginEntry(each.id, each.title, tuple(line for line in each.lines if line not in shared))
            for each in self.entries
        ]
        above = f"<dl>{_html_lines(shared)}</dl>\n" if shared else ""
        return {
            EXHIBIT: as_data("origins", self),
            "text/html": f'<div class="origins-annex">\n{above}' + "\n".join(map(_html, own)) + "\n</div>",
            "text/markdown": "\n\n".join([*_in_markdown(shared), *map(_markdown, own)]),
            paper.TYPST: "\n".join([*(f"#block({lines})" for lines in _in_typst(shared)), *map(_typst, own)]),
            "text/plain": "\n\n".join(map(as_text, self.entries)),
        }

    def shared(self) -> tuple[tuple[str, str], ...]:
        """The lines that all entries have alike, such as the packet."""
        first, *others = [each.lines for each in self.entries] or [()]
        return tuple(line for line in first if others and all(line in lines for lines in others))


def origins(release: Release) -> Origins:
    """The annex over the indicators that the report has shown so far, and a project's own: put it last."""
    asked = set(release.asked)
    project = release.donor_project
    is_published = project is not None and not project.rests_on_returns
    names = [] if is_published else [name for name in release.catalogue if name in asked]
    counts = _counts(release)
    entries = [origin_entry(release, name, counts) for name in names]
    if release.framework:
        entries += [own_entry(release, each) for each in results_of(release) if each.indicator.own]
    return Origins(tuple(entries), number_labels(release))


def own_entry(release: Release, each: Tracked) -> OriginEntry:
    """Where the numbers of an indicator come from that one project alone has: from what was published."""
    w = Words(release)
    numbers = [
        f"{window(w, one.window)}: {amount(w, one.value, each.unit, one.qualifier)}"
        + (f" ({one.source[w.language]})" if one.source else "")
        for one in each.published
    ]
    kept = (w.say("Definition"), w.say("Formula"), w.say("Data source"), w.say("Limitations"))
    return OriginEntry(
        f"from-project-{each.indicator.id}",
        each.label[w.language],
        (
            *(line for line in project_sheet(w, each.indicator).lines if line[0] in kept),
            *(
                [(w.say("Rows counted"), w.say("none: the number is taken over as it was published."))]
                if numbers
                else []
            ),
            (w.say("Published"), f"{'; '.join(numbers)}." if numbers else w.say("nothing so far.")),
            (w.say("Packet"), _packet(w)),
        ),
    )


def origin_entry(release: Release, name: str, counts: Counts | None = None) -> OriginEntry:
    """Where the numbers of one indicator come from, in the report's place; `counts` are the release's, if at hand.

    Raises:
        ParamsError: there is no such indicator.
    """
    w, found, counts = Words(release), release.indicator(name), counts or _counts(release)
    origin, meanings = origin_of(release, name), meanings_of(release)
    return OriginEntry(
        origin.id,
        origin.name,
        (
            (w.say("Definition"), found.definition[w.language]),
            (w.say("Formula"), formula(w, meanings, found)),
            (w.say("Data source"), f"{source(w, meanings, found)}."),
            (w.say("Rows counted"), _rows_counted(w, found, counts)),
            (w.say("Rows left out"), _rows_left_out(w, found, counts)),
            (w.say("Certainty"), _certainty(w, found)),
            (w.say("Revision"), _revision(w, counts)),
            (w.say("Packet"), _packet(w)),
        ),
    )


def as_text(entry: OriginEntry) -> str:
    """The entry as lines, for terminals."""
    return "\n".join([entry.title, *(f"  {head}: {text}" for head, text in entry.lines)])


def _rows_counted(w: Words, indicator: Indicator, counts: Counts) -> str:
    if guarded(w.release, indicator):
        return w.say("not told: each row is a person or a case, or tells how many there are.")
    rows = counts.rows.get(indicator.id, {})
    if not rows:
        return w.say("none.")
    told = "; ".join(f"{year}: {w.number(count)}" for year, count in rows.items())
    return _rows_of_project(w, indicator, rows, told) if w.release.framework else f"{told}."


def _project_of(w: Words, indicator: Indicator) -> str | None:
    """The code of the report's project, if the returns tell its part of the indicator."""
    if w.release.framework is None or "project" not in indicator.breakdowns:
        return None
    return framework_of(w.release).project.code


def _events(w: Words, year: int, code: str, indicator: Indicator | None = None) -> float | None:
    """How many rows of the table of training are the project's, by counts that are published; None if none tells.

    Of an indicator those that it takes: each kind of training that it filters has a count of its own.
    """
    filters = {} if indicator is None else dict(indicator.filters)
    kinds = (
        [{}] if not filters else [{name: (value,)} for name, values in filters.items() for value in values]
    )
    counters = [_counter(w, each) for each in kinds]
    if len(filters) > 1 or None in counters:
        return None
    cells = [
        w.release.cell(str(name), place=NATION, period=year, breakdown="project", category=code)
        for name in counters
    ]
    if any(cell.value is None for cell in cells):
        return None
    return sum(cell.value or 0.0 for cell in cells)


def _counter(w: Words, filters: Mapping[str, Any]) -> str | None:
    """The indicator that counts the rows of training with these filters."""
    table = w.release.indicator(_ALL_EVENTS).table
    for each in w.release.catalogue.in_table(table):
        held = {name: tuple(values) for name, values in each.filters.items()}
        if each.aggregation == "count" and "project" in each.breakdowns and held == filters:
            return each.id
    return None


def _rows_of_project(w: Words, indicator: Indicator, rows: Mapping[int, int], told: str) -> str:
    """The rows of the report's project that the formula takes; where none can be told apart, those of the country."""
    code = _project_of(w, indicator)
    if code is None:
        return w.say(
            "{rows}, of the whole country; the returns do not say which are the project's.", rows=told
        )
    counts = {year: _events(w, year, code, indicator) for year in rows}
    events = "; ".join(f"{year}: {w.number(n)}" for year, n in counts.items() if n is not None)
    if not events:
        return w.say("{rows}, of the whole country and every project.", rows=told)
    return w.say("{events}, all of the project.", events=events)


def _rows_left_out(w: Words, indicator: Indicator, counts: Counts) -> str:
    """Rows that broke a rule at intake, and accepted rows that the number does not hold: of others, of other kinds."""
    if indicator.table in guarded_tables(w.release.catalogue, w.release.tables):
        return w.say("not told: each row is a person or a case, or tells how many there are.")
    counted, parts, code = counts.rows.get(indicator.id, {}), [], _project_of(w, indicator)
    files = [file for file in counts.files.get(indicator.table, ()) if file.received]
    for year in sorted({file.year for file in files}):
        rejected = sum(file.rejected for file in files if file.year == year)
        accepted = sum(file.accepted for file in files if file.year == year)
        taken: float = counted.get(year, 0)
        said = []
        if rejected:
            said.append(w.say("{n} broke a rule of the table and were rejected", n=w.number(rejected)))
        own = _events(w, year, code) if code else None
        of_kind = _events(w, year, code, indicator) if code else None
        if own is not None and of_kind is not None:
            if accepted > own:
                said.append(w.say("{n} of no project or of others", n=w.number(accepted - own)))
            accepted, taken = int(own), of_kind
        if accepted > taken:
            said.append(w.say("{n} of another kind than the formula takes", n=w.number(accepted - taken)))
        where = ("project", code) if code else ()
        if blank := w.release.behind(indicator.id, year, *where).blank:
            said.append(w.say("{n} in which it was not recorded", n=w.number(blank)))
        parts += [f"{year}: {', '.join(said)}"] if said else []
    return "; ".join(parts) + "." if parts else w.say("none.")


def _certainty(w: Words, indicator: Indicator) -> str:
    years = project_years(w.release) if w.release.framework else w.release.scope.years
    behind = [w.release.behind(indicator.id, w.time(year)) for year in years]
    if all(len(each.lacking) == each.files for each in behind):
        return w.say("not available: no file of this table was received.")
    if said := certainty(w, indicator.id, years, _project_of(w, indicator)):
        return said
    return w.say("exact count of what the returns say; every file that is due was received.")


def _revision(w: Words, counts: Counts) -> str:
    years = counts.revised
    if not years:
        return w.say("none: the returns are in their first version.")
    if len(years) == 1:
        return w.say("newer returns replaced earlier ones of {year}.", year=years[0])
    return w.say(
        "newer returns replaced earlier ones of {years}.", years=", ".join(str(year) for year in years)
    )


def _packet(w: Words) -> str:
    scope = w.release.scope
    name = f"{scope.year}/{scope.language}/{scope.project or scope.place}"
    return w.say(
        "{name}, key of the published figures {key} (packet.json).",
        name=name,
        key=w.release.key[:KEY_SHOWN],
    )


def _counts(release: Release) -> Counts:
    """Of a project's report in its years only. Plain Python: the annex asks for every indicator."""
    rows: dict[str, dict[int, int]] = {}
    if not release.counted.empty:
        whole = release.counted[
            (release.counted["breakdown"] == TOTAL)
            & (release.counted["period"] == release.counted["year"].astype(str))
        ]
        columns = [whole[name].tolist() for name in ("indicator", "year", "rows")]
        for indicator, year, count in zip(*columns, strict=True):
            if not pd.isna(count) and _runs(release, year):
                by_year = rows.setdefault(str(indicator), {})
                by_year[int(year)] = by_year.get(int(year), 0) + int(count)
    named = ("file", "year", "sha256", "rows_accepted", "rows_rejected")
    files: dict[str, list[File]] = {}
    columns = [release.sources[name].tolist() for name in named]
    for name, year, sha, accepted, rejected in zip(*columns, strict=True):
        if _runs(release, year):
            file = File(int(year), sha != NOT_RECEIVED, int(accepted), int(rejected))
            files.setdefault(PurePosixPath(str(name)).stem, []).append(file)
    revised = release.sources.loc[release.sources["revised"].astype(bool), "year"]
    years = tuple(sorted({int(year) for year in revised}))
    return Counts({name: dict(sorted(by_year.items())) for name, by_year in rows.items()}, files, years)


def _runs(release: Release, year: Any) -> bool:
    return release.framework is None or release.framework.project.touches(int(year))


def _html(entry: OriginEntry) -> str:
    return (
        f'<section class="origin" id="{entry.id}" aria-labelledby="{entry.id}-head">\n'
        f'<h4 id="{entry.id}-head">{escape.markup(entry.title)}</h4>\n<dl>{_html_lines(entry.lines)}</dl>\n</section>'
    )


def _html_lines(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<dt>{escape.markup(head)}</dt><dd>{escape.markup(text)}</dd>\n" for head, text in lines)


def _markdown(entry: OriginEntry) -> str:
    lines = "\n".join(_in_markdown(entry.lines))
    return f"::: {{#{entry.id} .origin}}\n**{escape.markdown(entry.title)}**\n\n{lines}\n:::"


def _in_markdown(lines: Iterable[tuple[str, str]]) -> list[str]:
    """One paragraph with a line each, or none."""
    told = "\\\n".join(f"*{escape.markdown(head)}:* {escape.markdown(text)}" for head, text in lines)
    return [told] if told else []


def _typst(entry: OriginEntry) -> str:
    lines = "\n".join(_in_typst(entry.lines)) or paper.string("")
    return f"#origin-entry({paper.words(entry.title)},\n{lines}, depth: entry-depth)\n#label({paper.string(entry.id)})"


def _in_typst(lines: Iterable[tuple[str, str]]) -> list[str]:
    told = [paper.joined([paper.emphasised(f"{head}:"), paper.words(text, " ")]) for head, text in lines]
    return [paper.joined(told, paper.LINE_BREAK)] if told else []

"""What reports say of returns that are lacking behind a number, and of rows that do not tell what it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from helpers.metrics.completeness import BY_STATION, Completeness
from helpers.metrics.indicator import Indicator
from helpers.privacy.release import Release
from helpers.privacy.sourced_number import SourcedNumber, cells_of
from helpers.report.sourced_text import joined
from helpers.report.words import Words, lower_first


@dataclass(frozen=True)
class RecordedShare:
    """A part of those of whom it was recorded, in percent, and how many these are; `everywhere` if all rows tell it."""

    share: float
    among: float
    everywhere: bool


def recorded_share(
    release: Release, part: str, whole: str, period: str | int | None = None
) -> RecordedShare | None:
    """The share of a part, such as women, in the rows that tell it; None where none does."""
    behind, counted, everybody = (
        release.behind(part, period),
        release.cell(part, period=period),
        release.cell(whole, period=period),
    )
    if counted.value is None or not everybody.value or not behind.whole:
        return None
    among = SourcedNumber(behind.whole, cells_of(everybody.value))
    return RecordedShare(100.0 * counted.value / among, among, not behind.blank)


def guarded(release: Release, indicator: Indicator) -> bool:
    """Whether each row of the indicator's table is a person at risk, or a case of trafficking."""
    return any(other.sensitive for other in release.catalogue.in_table(indicator.table))


def certainty(w: Words, indicator: str, years: Collection[int], project: str | None = None) -> str:
    """Whether an indicator is complete, a minimum or without something, year by year; empty where all is complete.

    Of a part of it, that of the project with this code.

    'minimum: 97.9% of station reports received.'; '2022: minimum (not recorded in 5 of 63 rows); 2023: complete.'
    """
    behind = {year: w.release.behind(indicator, w.time(year)) for year in years}
    told = {
        year: _lacking(w, indicator, year, project)
        for year, each in behind.items()
        if each.files or each.months_due
    }
    if not any(told.values()):
        return ""
    kind = w.say("minimum") if w.release.indicator(indicator).adds_up else w.say("incomplete")
    none = w.say("not available")
    if len(told) == 1:
        (said,) = told.values()
        return f"{kind}: {said}." if said != none else f"{none}."
    complete = w.say("complete")
    parts = [
        f"{w.when(year)}: {said if said == none else f'{kind} ({said})' if said else complete}"
        for year, said in told.items()
    ]
    return "; ".join(parts) + "."


def _lacking(w: Words, indicator: str, year: int, project: str | None = None) -> str:
    """What is lacking behind the number of a year; beside a number of victims stands no other number."""
    where = ("project", project) if project else ()
    found, behind = w.release.indicator(indicator), w.release.behind(indicator, w.time(year), *where)
    is_never_told = behind.rows > 0 and behind.blank == behind.rows
    if is_never_told or (behind.files and len(behind.lacking) == behind.files):
        return w.say("not available")
    said = []
    if behind.lacking and guarded(w.release, found):
        said.append(w.say("not every file of this table was received"))
    elif behind.lacking:
        said.append(
            w.say(
                "{n} of {of} files of this table were not received",
                n=w.number(len(behind.lacking)),
                of=w.number(behind.files),
            )
        )
    if behind.months < behind.months_due:
        said.append(w.say("{pct} of station reports received", pct=w.percent(behind.months_pct, 1)))
    if behind.blank:
        said.append(
            w.say(
                "not recorded in {n} of {of} {rows}",
                n=w.number(behind.blank),
                of=w.number(behind.rows),
                rows=_rows_of(w, indicator),
            )
        )
    return ", ".join(said)


def station_reports(w: Words, years: Sequence[int]) -> str:
    """Which part of the stations' monthly reports came in, by year: 'Station reports received: 99% in 2023'.

    Empty where all came in, in each of the years.
    """
    name = _by_station(w.release)
    behind = {year: w.release.behind(name, w.time(year)) for year in years} if name else {}
    if all(each.complete for each in behind.values()):
        return ""
    parts = [
        w.say("{pct} in {year}", pct=w.percent(each.months_pct, 0 if each.complete else 1), year=w.when(year))
        for year, each in behind.items()
        if each.months_due
    ]
    return w.say("Station reports received: {parts}.", parts=", ".join(parts))


def with_station_reports(w: Words, source: str, indicators: Iterable[str], years: Sequence[int]) -> str:
    """The source of an exhibit, with how many of the stations' monthly reports came in, by year where they differ.

    Where some did not, it says which numbers are minimums.
    """
    tables = {w.release.indicator(name).table for name in indicators if name in w.release.catalogue}
    if BY_STATION not in tables:
        return source
    name = str(_by_station(w.release))
    behind = {year: w.release.behind(name, w.time(year)) for year in years}
    behind = {year: each for year, each in behind.items() if each.months_due}
    if not behind:
        return source
    lacking = [year for year, each in behind.items() if each.months < each.months_due]
    due = {each.months_due for each in behind.values()}
    if not lacking and len(due) == 1:
        said = w.say("all {n} monthly station reports received", n=w.number(due.pop()))
        said = w.say("{said} in each year", said=said) if len(behind) > 1 else said
    else:
        counts = ", ".join(
            _came_in(w, year, each, len(behind), len(lacking)) for year, each in behind.items()
        )
        all_lack = len(behind) > 1 and len(lacking) == len(behind)
        counts = w.say("{counts} (minimums)", counts=counts) if all_lack else counts
        said = w.say("monthly station reports received: {counts}", counts=counts)
    if len(tables) > 1:
        label = lower_first(w.release.tables[BY_STATION].label[w.language])
        said = w.say("of {table}, {counts}", table=label, counts=said)
    return f"{source.rstrip('.')}; {said}."


def station_reports_of(
    w: Words, provinces: Collection[str], years: Sequence[int], indicators: Iterable[str]
) -> str:
    """How many monthly reports of stations came in from some provinces, and from the whole country.

    Names the provinces that lack some, whose numbers are minimums. Empty where no indicator rests on such reports.
    """
    if BY_STATION not in {w.release.indicator(name).table for name in indicators} or w.release.coverage.empty:
        return ""
    of_years = w.release.coverage[w.release.coverage["month"].str[:4].isin([str(year) for year in years])]
    by_place = of_years.groupby("province")[["received", "expected"]].sum()
    own = by_place[by_place.index.isin(provinces)]
    parts = []
    if len(own):
        lacking = [w.place(str(slug)) for slug in own.index[own["received"] < own["expected"]]]
        said = w.say("{n} of {all} in the project's provinces", n=w.number(own["received"].sum()),
                     all=w.number(own["expected"].sum()))  # fmt: skip
        parts.append(
            w.say("{said} (minimum in {places})", said=said, places=", ".join(lacking)) if lacking else said
        )
    received, expected = by_place["received"].sum(), by_place["expected"].sum()
    said = w.say("{n} of {all} in the whole country", n=w.number(received), all=w.number(expected))
    parts.append(w.say("{counts} (minimum)", counts=said) if received < expected else said)
    counts = w.say("monthly station reports received: {counts}", counts=", ".join(parts))
    label = lower_first(w.release.tables[BY_STATION].label[w.language])
    return w.say("of {table}, {counts}", table=label, counts=counts)


def _came_in(w: Words, year: int, behind: Completeness, years: int, lacking: int) -> str:
    """'143 of 144 in 2022 (minimum)', beside other years of which as many came in as were due."""
    said = w.say("{n} of {all}", n=w.number(behind.months), all=w.number(behind.months_due))
    if years > 1:
        said = w.say("{counts} in {year}", counts=said, year=w.when(year))
    is_alone = behind.months < behind.months_due and (years == 1 or lacking < years)
    return w.say("{counts} (minimum)", counts=said) if is_alone else said


def rows_without(w: Words, indicators: Iterable[str], years: Sequence[int]) -> list[str]:
    """Of each indicator that rows leave blank, in how many rows it was recorded, and among how many people.

    Beside these stand the years in which every row records it, so that nobody takes the difference for a change.
    """
    sentences = []
    for name in dict.fromkeys(indicators):
        if name not in w.release.catalogue:
            continue
        behind = {year: w.release.behind(name, w.time(year)) for year in years}
        recorded = [
            _recorded(w, name, year, each) for year, each in behind.items() if 0 < each.blank < each.rows
        ]
        never = [w.when(year) for year, each in behind.items() if each.blank and each.blank == each.rows]
        told = [w.say("recorded in {parts}", parts=joined(", ", recorded))] if recorded else []
        told += [w.say("not recorded in {years}", years=", ".join(never))] if never else []
        whole = [w.when(year) for year, each in behind.items() if each.rows and not each.blank]
        if told:
            told += [w.say("recorded throughout in {years}", years=", ".join(whole))] if whole else []
            label = w.label(name, short=True)
            sentences.append(f"{label}: " + joined("; ", told) + ".")
    return sentences


def _recorded(w: Words, name: str, year: int, behind: Completeness) -> str:
    """'132 of 144 monthly station reports of 2023 (17,583 of 19,793)'."""
    values = {
        "n": w.number(behind.rows - behind.blank),
        "of": w.number(behind.rows),
        "rows": _rows_of(w, name),
        "year": w.when(year),
    }
    whole = next((other for other, each in w.release.catalogue.items() if each.women == name), name)
    everybody = w.release.cell(whole, period=w.time(year)).value if behind.whole else None
    if everybody and behind.whole:
        among = SourcedNumber(behind.whole, cells_of(everybody))
        values |= {"among": w.number(among), "all": w.number(everybody)}
        return w.say("{n} of {of} {rows} of {year} ({among} of {all})", **values)
    return w.say("{n} of {of} {rows} of {year}", **values)


def _rows_of(w: Words, indicator: str) -> str:
    """What the rows are called that an indicator is computed from."""
    return w.release.tables[w.release.indicator(indicator).table].rows[w.language]


def minimum_in_brief(w: Words, indicator: str) -> str:
    """For a tile: 'minimum', 'minimum, as in 2022', 'minimum in 2022'; empty where both years are complete."""
    if not w.release.indicator(indicator).adds_up:
        return ""
    has_gaps = not w.release.behind(indicator).complete
    had_gaps = w.has_before and not w.release.behind(indicator, w.time(w.before)).complete
    if has_gaps and had_gaps:
        return w.say("minimum, as in {year}", year=w.when(w.before))
    if had_gaps:
        return w.say("minimum in {year}", year=w.when(w.before))
    return w.say("minimum") if has_gaps else ""


def _by_station(release: Release) -> str | None:
    """An indicator of the table that stations send by month."""
    return next(iter(each.id for each in release.catalogue.in_table(BY_STATION)), None)

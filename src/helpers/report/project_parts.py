"""A project's numbers broken down as its donor asks: women, province, and the categories that the Release publishes.

What the returns do not set apart as the project's is not broken down here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers.metrics.indicator import TOTAL
from helpers.metrics.progress import Tracked
from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION
from helpers.report.amounts import asked_name
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose, Several
from helpers.report.exhibit import Exhibit
from helpers.report.project_status import beyond_project
from helpers.report.results import (
    CATEGORIES,
    over_years,
    project_years,
    provinces_of,
    recorded_of,
    results_of,
    told_year,
)
from helpers.report.words import Words


def project_breakdowns(release: Release) -> Several:
    """Officers and events by province with the women among them, then indicators by the categories asked for.

    What is asked for and not given is named. What the returns do not set apart as the project's is told of the whole
    country, and says so.
    """
    found = list(results_of(release))
    made = (_by_province(release, found), _by_category(release, found), _lacking(release, found))
    return Several(each for each in made if each)


def _by_province(release: Release, found: list[Tracked]) -> Exhibit | None:
    """The project's own counts in each province, over its years that have returns."""
    w = Words(release)
    counted = [each for each in found if _has_provinces(each)]
    measures = [name for each in counted for name in _with_women(release, each)]
    if not measures:
        return None
    ((breakdown, code),) = counted[0].indicator.where.items()
    bases = {
        measures[at + 1]: recorded_of(
            release, measures[at], measures[at + 1], (breakdown, code), project_years(release)
        )
        for at in range(len(measures) - 1)
        if release.indicator(measures[at]).women == measures[at + 1]
    }
    rows = []
    for slug in [*provinces_of(release), NATION]:
        cells = [over_years(release, name, slug, breakdown, code) for name in measures]
        if any(cell.value for cell in cells):
            name, texts = w.place(slug), list(map(w.cell, cells))
            if slug == NATION:
                name = w.say("Total")
                texts = [
                    w.say("{n} of {all}", n=text, all=w.number(base))
                    if (base := bases.get(measure))
                    else text
                    for measure, text in zip(measures, texts, strict=True)
                ]
            rows.append(Row((name, *texts), strong=slug == NATION))
    if not rows:
        return None
    return Exhibit(
        kind="table",
        id="tbl-project-by-province",
        title=w.say("What was done, by province"),
        subtitle=w.say("To the end of {year}; provinces without any are left out", year=told_year(w.release)),
        alt="",
        source=w.source(),
        note=_of_women(w, bases),
        language=w.language,
        table=table(
            [Column(w.say("Province"), "left"), *(Column(w.label(name)) for name in measures)],
            rows,
            language=w.language,
        ),
    )


def _of_women(w: Words, bases: Mapping[str, float | None]) -> str:
    notes = [w.say("Women are counted where the course recorded them.")] if bases else []
    if any(bases.values()):
        notes.append(
            w.say("Their total is set against the officers in the provinces and years that recorded them.")
        )
    return " ".join(notes)


def _has_provinces(each: Tracked) -> bool:
    """Whether the returns say what of it is the project's, so that provinces add up."""
    return bool(each.accumulates and each.indicator.where and each.indicator.measures)


def _with_women(release: Release, each: Tracked) -> list[str]:
    name = str(each.indicator.measures)
    women = release.indicator(name).women
    return [name, women] if women and "sex" in each.indicator.disaggregation else [name]


def _by_category(release: Release, found: list[Tracked]) -> Exhibit | None:
    """Indicators of the whole country, by the categories asked for and year."""
    w, years = Words(release), project_years(release)
    rows: list[Row] = []
    for each in found:
        for asked, breakdown in _published_breakdowns(release, each):
            name = str(each.indicator.measures)
            by_year = {year: release.by(name, breakdown, place=NATION, period=year) for year in years}
            categories = list(dict.fromkeys(category for cells in by_year.values() for category in cells))
            if not categories:
                continue
            whole = [release.cell(name, place=NATION, period=year, breakdown=TOTAL) for year in years]
            head = w.say("{label}, by {what}", label=each.label[w.language], what=asked_name(w, asked))
            rows.append(Row((head, *(w.cell(cell) for cell in whole)), strong=True))
            for category in categories:
                cells = [by_year[year].get(category, Cell(None, "x")) for year in years]
                rows.append(Row((w.code(breakdown, category), *(w.cell(cell) for cell in cells)), indent=1))
    if not rows:
        return None
    return Exhibit(
        kind="table",
        id="tbl-project-by-category",
        title=w.say("Results of the whole country, by what the donor asks for"),
        subtitle=f"{w.place(NATION)}, {w.span(last=told_year(release))}",
        alt="",
        source=w.source(),
        note=" ".join(
            beyond_project(w, tuple(each for each in found if list(_published_breakdowns(release, each))))
        ),
        language=w.language,
        table=table(
            [Column(w.say("Indicator"), "left"), *(Column(str(year)) for year in years)],
            rows,
            language=w.language,
        ),
    )


def _lacking(release: Release, found: list[Tracked]) -> Prose | None:
    """What donors ask for and this report does not give; the returns may have it."""
    w = Words(release)
    lacking = [
        f"{each.label[w.language]} ({', '.join(asked_name(w, asked) for asked in missing)})"
        for each in found
        if (
            missing := [
                asked for asked in each.indicator.disaggregation if not _is_given(release, each, asked)
            ]
        )
    ]
    if not lacking:
        return None
    return Prose.plain(
        w.say(
            "Asked for, but not published in this report: {parts}.",
            parts="; ".join(lacking),
        )
    )


def _is_given(release: Release, each: Tracked, asked: str) -> bool:
    if each.indicator.measures is None:
        return False
    if asked == "province":
        return _has_provinces(each)
    women = release.indicator(each.indicator.measures).women
    return bool(asked == "sex" and women and each.indicator.where) or any(
        asked == given for given, _ in _published_breakdowns(release, each)
    )


def _published_breakdowns(release: Release, each: Tracked) -> Iterator[tuple[str, str]]:
    """What is asked for, with the breakdown of the Release that has it."""
    if each.indicator.measures is None or each.indicator.where:
        return
    published = release.indicator(each.indicator.measures).breakdown_columns
    for asked in each.indicator.disaggregation:
        yield from ((asked, name) for name in CATEGORIES.get(asked, ()) if name in published)

"""What a donor's project shows of one of its indicators, and which of its records it was made of, for `workbook trace`.

Numbers are those of the project's report. Records of other projects are no part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.projects import ProjectIndicator
from helpers.metrics.framework import Framework
from helpers.metrics.framework_status import Tracked
from helpers.privacy.release import Release
from helpers.report.amounts import amount, measured, standing, target, window
from helpers.report.annex import OriginEntry, origin_entry, own_entry
from helpers.report.reference import project_sheet
from helpers.report.results import over_years, provinces_of, results_of
from helpers.report.words import Words


def indicator_of(framework: Framework, name: str) -> ProjectIndicator:
    """The project's indicator of that id, or the one that measures that indicator of the catalogue.

    Raises:
        ParamsError: the project has none of that name; near matches.
    """
    indicators = framework.project.indicators
    for each in indicators:
        if name in (each.id, each.measures):
            return each
    known = [each.id for each in indicators]
    near = did_you_mean(name, [*known, *(each.measures for each in indicators if each.measures)])
    raise ParamsError(
        f"project '{framework.slug}' has no indicator '{name}'{near} (it has {', '.join(known)})"
    )


def project_entry(release: Release, indicator: ProjectIndicator) -> OriginEntry:
    """Where the indicator's numbers come from, as the annex has it."""
    if indicator.measures is None:
        return own_entry(release, next(each for each in results_of(release) if each.indicator is indicator))
    sheet = project_sheet(Words(release), indicator)
    entry = origin_entry(release, indicator.measures)
    return OriginEntry(entry.id, sheet.title, (sheet.lines[0], *entry.lines[1:]))  # for which category


def project_numbers(release: Release, indicator: ProjectIndicator) -> Iterator[tuple[str, str]]:
    """Each period, all together against its target, what was published, then the provinces that have some."""
    w = Words(release)
    found = next(each for each in results_of(release) if each.indicator is indicator)
    for one in found.periods:
        yield one.window.id, measured(w, one.actual, found.unit)
    overall = found.overall
    yield w.say("To date"), measured(w, overall.actual, found.unit)
    if overall.target is not None:
        said = target(w, overall, found.unit)
        yield f"{w.say('Target')}, {window(w, overall.window)}", f"{said} ({standing(w, overall)})"
    for published in found.published:
        source = f" ({published.source[w.language]})" if published.source else ""
        number = amount(w, published.value, found.unit, published.qualifier)
        yield f"{w.say('Published')}, {window(w, published.window)}", f"{number}{source}"
    yield from _by_province(w, release, found)


def _by_province(w: Words, release: Release, found: Tracked) -> Iterator[tuple[str, str]]:
    if not found.accumulates:
        return
    for breakdown, category in found.indicator.where.items():
        for slug in provinces_of(release):
            cell = over_years(release, str(found.indicator.measures), slug, breakdown, category)
            if cell.value or cell.status == "c":
                yield w.place(slug), w.cell(cell)

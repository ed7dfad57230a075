"""Headlines that compare: years, regions, provinces, what was received, what was published."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.metrics.published_as import PUBLISHED_AS
from helpers.privacy.release import Cell, Release, quarters, share
from helpers.privacy.scope import NATION
from helpers.report.words import Words


def yearly_trend(release: Release, indicators: list[str]) -> str:
    """How many of these indicators stand higher than in the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.yearly_trend(open_report(province="lang-son", year=2023), ["sessions", "leaflets"])
        'Of 2 indicators, 1 stand higher than in 2022'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    pairs = [(release.cell(name), release.cell(name, period=w.before)) for name in indicators]
    known = [(now, before) for now, before in pairs if now.shown and before.shown]
    higher = sum(now.or_zero() > before.or_zero() for now, before in known)
    return w.say(
        "Of {n} indicators, {higher} stand higher than in {before}",
        n=len(known),
        higher=higher,
        before=w.before,
    )


def quarterly_trend(release: Release, indicators: Sequence[str]) -> str:
    """Which of these indicators had their highest quarter of all years in the report's.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.quarterly_trend(open_report(province="lang-son", year=2023), ["leaflets"])
        '...highest quarter...'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    names = [w.label(name, short=True).lower() for name in indicators if _is_record(w, name)]
    if names:
        return w.say("Highest quarter of all years in {year}: {names}", year=w.year, names=", ".join(names))
    return w.say("No main indicator reached its highest quarter in {year}", year=w.year)


def _is_record(w: Words, name: str) -> bool:
    """Whether the indicator's highest quarter of all years lies in the report year."""
    by_year = {
        year: [cell.or_zero() for cell in w.release.series(name, quarters(year))]
        for year in w.release.scope.years
    }
    earlier = [value for year, values in by_year.items() if year < w.year for value in values]
    return max(by_year[w.year]) > max(earlier, default=0.0)


def regions(release: Release) -> str:
    """Which region reached most people, and which part of the nation that was.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.regions(open_report(year=2023))
        '... reached most people, ...% of the nation'
    """
    w = Words(release)
    cells = release.places("participants", "region")
    top = max(cells, key=lambda slug: cells[slug].or_zero())
    part = share(cells[top], release.cell("participants", place=NATION))
    if not part.shown:
        return w.say("Main indicators by region")
    return w.say(
        "{region} reached most people, {pct} of the nation",
        region=w.place(top),
        pct=w.percent(part.or_zero()),
    )


def ranking(release: Release) -> str:
    """Which province reached most people, and which fewest.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.ranking(open_report(year=2023))
        '... reached most people, ... fewest'
    """
    w = Words(release)
    cells = release.places("participants")
    order = sorted(cells, key=lambda slug: -cells[slug].or_zero())
    return w.say(
        "{first} reached most people, {last} fewest", first=w.place(order[0]), last=w.place(order[-1])
    )


def position(release: Release, indicators: Sequence[str]) -> str:
    """The best rank of the province among all, of these indicators.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.position(open_report(province="lang-son", year=2023), ["sessions", "leaflets"])
        '...'
    """
    w = Words(release)
    ranks = {name: rank for name in indicators if (rank := w.rank(name))}
    if not ranks:
        return w.say("The province beside all others")
    best = min(ranks, key=lambda name: ranks[name][0])
    place, n = ranks[best]
    label = w.label(best, short=True).lower()
    if place == 1:
        return w.say("Highest of {n} provinces: {label}", n=n, label=label)
    return w.say("Highest rank: {rank} of {n}, for {label}", label=label, rank=place, n=n)


def provinces_map(release: Release, indicator: str) -> str:
    """Which province leads, and which part of the nation the highest provinces make up.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.provinces_map(open_report(year=2023), "participants")
        '... leads; the five highest provinces make up ...% of the nation'
    """
    w = Words(release)
    cells, label = release.places(indicator), w.label(indicator)
    if any(cell.status == "c" for cell in cells.values()):
        return w.say("{label}: small numbers are withheld", label=label)
    if not release.indicator(indicator).adds_up:
        return w.say("{label} by province", label=label)
    top = sorted(cells, key=lambda slug: -cells[slug].or_zero())[:5]
    highest = Cell(sum(cells[slug].or_zero() for slug in top), "shown")
    part = share(highest, release.cell(indicator, place=NATION))
    if not part.shown:
        return w.say("{label} by province", label=label)
    return w.say(
        "{first} leads; the five highest provinces make up {pct} of the nation",
        first=w.place(top[0]),
        pct=w.percent(part.or_zero()),
    )


def officers_by_region(release: Release) -> str:
    """In which region most officers were trained.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.officers_by_region(open_report(year=2023))
        'Most officers were trained in ...'
    """
    w = Words(release)
    cells = release.places("officers_trained", "region")
    top = max(cells, key=lambda slug: cells[slug].or_zero())
    return w.say("Most officers were trained in {region}", region=w.place(top))


def completeness(release: Release) -> str:
    """How many of the months that stations owe were received.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.completeness(open_report(province="lang-son", year=2023))
        'All 144 station-months of 2023 were received'
    """
    w = Words(release)
    latest = release.coverage[release.coverage["month"].str.startswith(str(w.year))]
    received, expected = float(latest["received"].sum()), float(latest["expected"].sum())
    values = {"received": w.number(received), "expected": w.number(expected), "year": w.year}
    if received == expected:
        return w.say("All {expected} station-months of {year} were received", **values)
    return w.say("{received} of {expected} station-months of {year} were received", **values)


def published(release: Release) -> str:
    """How many of the national figures that were published agree with the returns.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.published(open_report(year=2023))
        '... of ... published figures agree with the returns'
    """
    w = Words(release)
    lines = [
        line for line in release.published if line.period == str(w.year) and line.indicator in PUBLISHED_AS
    ]
    cells = [release.cell(PUBLISHED_AS[line.indicator], place=NATION) for line in lines]
    agreeing = sum(
        cell.value is not None and line.agrees(cell.value) for line, cell in zip(lines, cells, strict=True)
    )
    return w.say("{n} of {all} published figures agree with the returns", n=agreeing, all=len(lines))

"""Headlines that compare: years, regions, provinces, what was received, what was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.metrics.published_as import PUBLISHED_AS
from helpers.privacy.release import Cell, Release, change, quarters, share
from helpers.privacy.scope import NATION
from helpers.report import language as lang
from helpers.report.small_numbers import SMALL_BASE, leads
from helpers.report.sourced_text import joined
from helpers.report.words import Words, lower_first


def yearly_trend(release: Release, indicators: list[str]) -> str:
    """How one of these indicators rose on the year before and another fell; small numbers are left out.

    It names those that changed most, but does not say so: of others of which nothing may be judged, nobody knows.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.yearly_trend(open_report(province="lang-son", year=2023), ["sessions", "leaflets"])
        'Against 2022: sessions up about 9%, leaflets down about 17%'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    changes = _changes(w, {name: (str(w.year), str(w.before)) for name in indicators})
    if not changes:
        return w.say("Main indicators beside those of {before}", before=w.before)
    rise, fall = max(changes, key=lambda name: changes[name]), min(changes, key=lambda name: changes[name])
    values = {
        "before": w.before,
        "rise": lower_first(w.label(rise, short=True)),
        "fall": lower_first(w.label(fall, short=True)),
        "up": w.roughly(w.percent(abs(changes[rise])), rise, str(w.year), str(w.before)),
        "down": w.roughly(w.percent(abs(changes[fall])), fall, str(w.year), str(w.before)),
    }
    if changes[rise] > 0 > changes[fall]:
        return w.say("Against {before}: {rise} up {up}, {fall} down {down}", **values)
    if changes[rise] > 0:
        return w.say("Against {before}: {rise} up {up}", **values)
    return w.say("Against {before}: {fall} down {down}", **values)


def _changes(w: Words, periods: Mapping[str, tuple[str, str]]) -> dict[str, float]:
    """By how many percent indicators changed from an earlier period to a later, where that may be judged."""
    found = {}
    for name, (later, earlier) in periods.items():
        now, before = (w.release.cell(name, period=period) for period in (later, earlier))
        if not w.release.indicator(name).adds_up or before.or_zero() < SMALL_BASE:
            continue
        judged = w.may_judge(name, now, before, later=later, earlier=earlier)
        if judged and w.movement(now, before) in ("rose", "fell"):
            found[name] = round(change(now, before).or_zero(), 0)
    return found


def quarterly_trend(release: Release, indicators: Sequence[str]) -> str:
    """How the last quarter stands against the same one of the year before; small numbers are left out.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.quarterly_trend(open_report(province="lang-son", year=2023), ["sessions"])
        'Fourth quarter on that of 2022: sessions...%'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    last = {name: (quarters(w.year)[-1], quarters(w.before)[-1]) for name in indicators}
    texts = [
        f"{lower_first(w.label(name, short=True))}{lang.NO_BREAK_SPACE}"
        + lang.signed(size, w.language, unit="percent")
        for name, size in _changes(w, last).items()
    ]
    if not texts:
        return w.say("Main indicators by quarter")
    return w.say(
        "Fourth quarter on that of {before}: {changes}", before=w.before, changes=joined(", ", texts)
    )


def regions(release: Release) -> str:
    """Which region had most attendances at sessions, and which part of the nation's that was; two that are close.

    Examples:
        >>> from helpers import open_report, report
        >>> len(report.headlines.regions(open_report(year=2023))) > 20
        True
    """
    w = Words(release)
    cells, whole = release.places("participants", "region"), release.cell("participants", place=NATION)
    if not whole.value or not all(cell.shown for cell in cells.values()):
        return w.say("Main indicators by region")
    first, second = sorted(cells, key=lambda slug: -cells[slug].or_zero())[:2]
    if not leads(cell.or_zero() for cell in cells.values()):
        return w.say(
            "{first} and {second} had the most attendances at sessions",
            first=w.place(first),
            second=w.place(second),
        )
    return w.say(
        "{region} had the most attendances at sessions, {pct} of the nation's",
        region=w.place(first),
        pct=w.part(cells[first], whole),
    )


def ranking(release: Release) -> str:
    """Which province had most attendances at sessions, and which fewest; two where the highest are close.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.ranking(open_report(year=2023))
        '... had the most attendances at sessions, ... the fewest'
    """
    w = Words(release)
    cells = release.places("participants")
    first, second, *_, last = sorted(cells, key=lambda slug: -cells[slug].or_zero())
    values = {"first": w.place(first), "last": w.place(last)}
    if leads(cell.or_zero() for cell in cells.values()):
        return w.say("{first} had the most attendances at sessions, {last} the fewest", **values)
    return w.say(
        "{first} and {second} had the most attendances at sessions, {last} the fewest",
        second=w.place(second),
        **values,
    )


def position(release: Release, indicators: Sequence[str]) -> str:
    """The best rank of the province among all, of these indicators, where it is in the first third.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.position(open_report(province="lang-son", year=2023), ["sessions", "leaflets"])
        '...'
    """
    w = Words(release)
    ranks = {name: rank for name in indicators if (rank := w.rank(name))}
    highest = [name for name, (place, n) in ranks.items() if place <= n / 3]
    ranks = {name: ranks[name] for name in highest}
    if not ranks:
        return w.say("The province beside all others")
    best = min(ranks, key=lambda name: ranks[name][0])
    place, n = ranks[best]
    label = w.label(best, short=True).lower()
    if place == 1:
        return w.say("Highest of {n} provinces: {label}", n=n, label=label)
    return w.say("Rank {rank} of {n} for {label}", label=label, rank=place, n=n)


def provinces_map(release: Release, indicator: str) -> str:
    """Which province leads, and which part of the nation the highest provinces make up.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.provinces_map(open_report(year=2023), "participants")
        '... has the most; the five highest provinces make up ...% of the nation'
    """
    w = Words(release)
    cells, label = release.places(indicator), w.label(indicator)
    if any(cell.status == "c" for cell in cells.values()):
        return w.say("{label}: small numbers are withheld", label=label)
    if not release.indicator(indicator).adds_up:
        return w.say("{label} by province", label=label)
    top = sorted(cells, key=lambda slug: -cells[slug].or_zero())[:5]
    highest = Cell(sum(cells[slug].or_zero() for slug in top), "shown")
    whole = release.cell(indicator, place=NATION)
    part = share(highest, whole)
    if not part.shown or whole.or_zero() < SMALL_BASE:
        return w.say("{label} by province", label=label)
    if not leads(cells[slug].or_zero() for slug in top):
        return w.say("The five highest provinces make up {pct} of the nation", pct=w.percent(part.or_zero()))
    return w.say(
        "{first} has the most; the five highest provinces make up {pct} of the nation",
        first=w.place(top[0]),
        pct=w.percent(part.or_zero()),
    )


def officers_by_region(release: Release) -> str:
    """Which region had most attendances of officers at courses and workshops; two that are close.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.officers_by_region(open_report(year=2023))
        '... had the most attendances at courses and workshops'
    """
    w = Words(release)
    cells = release.places("officers_trained", "region")
    first, second = sorted(cells, key=lambda slug: -cells[slug].or_zero())[:2]
    if leads(cell.or_zero() for cell in cells.values()):
        return w.say("{region} had the most attendances at courses and workshops", region=w.place(first))
    return w.say(
        "{region} and {second} had the most attendances at courses and workshops",
        region=w.place(first),
        second=w.place(second),
    )


def completeness(release: Release) -> str:
    """How many of the months that stations owe were received.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.completeness(open_report(province="lang-son", year=2023))
        'All 144 station-months of 2023 were received'
    """
    w = Words(release)
    behind = release.behind("sessions")
    values = {"expected": w.number(behind.months_due), "year": w.year}
    if behind.months == behind.months_due:
        return w.say("All {expected} station-months of {year} were received", **values)
    pct = w.percent(behind.months_pct, 1)
    return w.say("{pct} of {expected} station-months of {year} were received", pct=pct, **values)


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

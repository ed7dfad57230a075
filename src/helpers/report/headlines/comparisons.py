"""Headlines that compare: years, regions, provinces, what was received, what was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.metrics.published_as import PUBLISHED_AS
from helpers.privacy.release import Cell, Release, change, quarters, share
from helpers.privacy.scope import NATION
from helpers.report.headlines.work import events
from helpers.report.small_numbers import SMALL_BASE, leads
from helpers.report.sourced_text import joined
from helpers.report.words import Words, lower_first

MATTERS_MOST = (
    "victims_assisted", "trafficking_cases", "interception_cases", "participants", "sessions", "officers_trained",
    "people_intercepted", "indepth_officers", "leaflets", "document_sets",
)  # fmt: skip
"""Indicators whose changes are told, those that matter most first."""
MOST_NAMED = 2
"""Ranks that a headline names at most."""
_HELD: Mapping[str, Sequence[str]] = {
    "officers_trained": ("courses_held", "workshops_held"),
    "indepth_officers": ("indepth_classes_held",),
}
"""At what attendances are counted: how many of these were held tells why few or many attended."""
MOST_FALLS = 3


def yearly_trend(release: Release, indicators: Sequence[str]) -> str:
    """The rise and the fall on the year before that matter most, of those that may be judged.

    Of indicators that it does not name nothing follows: of some nothing may be judged.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.yearly_trend(open_report(province="lang-son", year=2023), ["sessions", "participants"])
        'Against 2022: attendances up about 3%, sessions up about 9%'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    changes = _changes(w, indicators, str(w.year), str(w.before))
    if not changes:
        return w.say("Main indicators beside those of {before}", before=w.before)
    return w.say("Against {before}: {changes}", before=w.before, changes=joined(", ", changes))


def quarterly_trend(release: Release, indicators: Sequence[str]) -> str:
    """The same of the last quarter, against the same one of the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.quarterly_trend(open_report(province="lang-son", year=2023), ["sessions"])
        'Fourth quarter against that of 2022: sessions ...%'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    changes = _changes(w, indicators, quarters(w.year)[-1], quarters(w.before)[-1])
    if not changes:
        return w.say("Main indicators by quarter")
    return w.say(
        "Fourth quarter against that of {before}: {changes}", before=w.before, changes=joined(", ", changes)
    )


def falls(release: Release, indicators: Sequence[str]) -> str:
    """What fell most on the year before, largest first, of those that may be judged; empty where nothing did.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.falls(open_report(province="lang-son", year=2023), ["sessions", "leaflets"])
        'leaflets down about 17%'
    """
    w = Words(release)
    if not w.has_before:
        return ""
    fell = [each for each in _judged(w, indicators, str(w.year), str(w.before)) if each[0] < 0]
    return joined(", ", (said for _, said in sorted(fell)[:MOST_FALLS]))


def _changes(w: Words, indicators: Sequence[str], later: str, earlier: str) -> list[str]:
    """The rise and the fall from an earlier period to a later that matter most, the one that matters more first.

    Where all rose, or all fell, the two that matter most.
    """
    found = _judged(w, indicators, later, earlier)
    first: dict[bool, str] = {}
    for size, said in found:
        first.setdefault(size > 0, said)
    return list(first.values()) if len(first) > 1 else [said for _, said in found[:2]]


def _judged(w: Words, indicators: Sequence[str], later: str, earlier: str) -> list[tuple[float, str]]:
    """Rises and falls from an earlier period to a later that may be judged, as they matter: percent, and words."""
    found = []
    for name in (each for each in MATTERS_MOST if each in indicators):
        now, before = (w.release.cell(name, period=period) for period in (later, earlier))
        if w.movement(now, before) not in ("rose", "fell"):
            continue
        if not w.may_judge(name, now, before, later=later, earlier=earlier):
            continue
        label, size = lower_first(w.label(name, short=True)), change(now, before).or_zero()
        values = {"label": label, "now": w.cell(now), "before": w.cell(before)}
        if before.or_zero() < SMALL_BASE:
            rise = w.say("{label} up from {before} to {now}", **values)
            fall = w.say("{label} down from {before} to {now}", **values)
        else:
            values = {"label": label, "size": w.roughly(w.percent(abs(size)), name, later, earlier)}
            rise, fall = w.say("{label} up {size}", **values), w.say("{label} down {size}", **values)
        said = rise if size > 0 else fall
        found.append((size, joined(" ", filter(None, [said, _at_how_many(w, name, later, earlier)]))))
    return found


def _at_how_many(w: Words, name: str, later: str, earlier: str) -> str:
    """'at one course (2022: 2)', where few were held and not as many as before, all of one kind; else empty."""
    if name not in _HELD or not later.isdigit():
        return ""
    held = []
    for indicator in _HELD[name]:
        now, before = (w.release.cell(indicator, period=period) for period in (later, earlier))
        if now.value or before.value:
            held.append((indicator, now.or_zero(), before.or_zero()))
    if len(held) != 1 or 0 in held[0] or held[0][1] == held[0][2] or max(held[0][1:]) >= SMALL_BASE:
        return ""
    indicator, n, n_before = held[0]
    told = events(w, indicator, n)
    return w.say("at {held} ({year}: {n})", held=told, year=w.when(int(earlier)), n=w.number(n_before))


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
    first, second = _two_highest(cells)
    names = {"first": w.place(first), "second": w.place(second)}
    if not _leads(cells):
        return w.say("{first} and {second} had the most attendances at sessions", **names)
    return w.say(
        "{region} had the most attendances at sessions, {pct} of the nation's",
        region=names["first"],
        pct=w.part(cells[first], whole),
    )


def _two_highest(cells: Mapping[str, Cell]) -> list[str]:
    return sorted(cells, key=lambda slug: -cells[slug].or_zero())[:2]


def _leads(cells: Mapping[str, Cell]) -> bool:
    return leads(cell.or_zero() for cell in cells.values())


def ranking(release: Release) -> str:
    """Which province had most attendances at sessions; two where the highest are close.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.ranking(open_report(year=2023))
        '... had the most attendances at sessions'
    """
    w = Words(release)
    cells = release.places("participants")
    first, second = map(w.place, _two_highest(cells))
    if _leads(cells):
        return w.say("{first} had the most attendances at sessions", first=first)
    return w.say("{first} and {second} had the most attendances at sessions", first=first, second=second)


def position(release: Release, indicators: Sequence[str]) -> str:
    """The province's highest ranks among all, two at most; none below the first third.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.position(open_report(province="lang-son", year=2023), ["participants", "leaflets"])
        '...'
    """
    w = Words(release)
    ranks = {name: rank for name in indicators if (rank := w.rank(name)) and 3 * rank[0] <= rank[1]}
    if not ranks:
        return w.say("The province beside all others")
    highest = sorted(ranks, key=lambda name: ranks[name][0])[:MOST_NAMED]
    told = [
        w.say("{label} {rank}", label=lower_first(w.label(name, short=True)), rank=ranks[name][0])
        for name in highest
    ]
    return w.say("Rank among {n} provinces: {ranks}", n=ranks[highest[0]][1], ranks=", ".join(told))


def provinces_map(release: Release, indicator: str) -> str:
    """Which province leads on an indicator, and which part of the nation the highest provinces make up.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.provinces_map(open_report(year=2023), "participants")
        'Attendances: most in ...; the top five make up ...%'
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
    values = {"label": w.label(indicator, short=True), "pct": w.percent(part.or_zero())}
    if not leads(cells[slug].or_zero() for slug in top):
        return w.say("{label}: the five highest provinces make up {pct} of the nation", **values)
    return w.say("{label}: most in {first}; the top five make up {pct}", first=w.place(top[0]), **values)


def officers_by_region(release: Release) -> str:
    """Which region had most officer attendances at courses and workshops; two that are close; and the largest fall.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.officers_by_region(open_report(year=2023))
        '... had the most attendances at courses and workshops...'
    """
    w = Words(release)
    cells = release.places("officers_trained", "region")
    first, second = map(w.place, _two_highest(cells))
    values = {"region": first, "fall": _largest_fall(w, cells)}
    if _leads(cells):
        return w.say("{region} had the most attendances at courses and workshops{fall}", **values)
    return w.say(
        "{region} and {second} had the most attendances at courses and workshops{fall}",
        second=second,
        **values,
    )


def _largest_fall(w: Words, cells: Mapping[str, Cell]) -> str:
    """The region in which attendances fell most, of falls that may be judged, with both numbers; empty without one."""
    if (
        not w.has_before or w.release.scope.place != NATION
    ):  # elsewhere the report does not know of all returns
        return ""
    before = w.release.places("officers_trained", "region", period=w.before)
    complete = all(w.release.behind("officers_trained", w.time(year)).complete for year in (w.year, w.before))
    fell = [
        slug
        for slug, cell in cells.items()
        if slug in before and cell.shown and before[slug].shown and w.movement(cell, before[slug]) == "fell"
    ]
    if not fell or not complete:
        return ""
    most = max(fell, key=lambda slug: before[slug].or_zero() - cells[slug].or_zero())
    return w.say(
        "; {region} fell from {earlier} to {now}",
        region=w.place(most),
        earlier=w.cell(before[most]),
        now=w.cell(cells[most]),
    )


def completeness(release: Release) -> str:
    """How many of the monthly reports that stations owe were received.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.completeness(open_report(province="lang-son", year=2023))
        'All 144 monthly station reports of 2023 were received'
    """
    w = Words(release)
    behind = release.behind("sessions")
    values = {"expected": w.number(behind.months_due), "year": w.year}
    if behind.months == behind.months_due:
        return w.say("All {expected} monthly station reports of {year} were received", **values)
    pct = w.percent(behind.months_pct, 1)
    return w.say("{pct} of {expected} monthly station reports of {year} were received", pct=pct, **values)


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

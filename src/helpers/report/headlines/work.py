"""Headlines on what the Border Guard did: legal education, interceptions, training, materials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.privacy.release import MISSING, Cell, Release
from helpers.report.completeness_words import RecordedShare, recorded_share
from helpers.report.share_interval import tested_share
from helpers.report.small_numbers import SMALL_BASE, leads
from helpers.report.sourced_text import joined
from helpers.report.words import Words, lower_first


def sessions_by_month(release: Release) -> str:
    """How many sessions the year had beside the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.sessions_by_month(open_report(province="lang-son", year=2023))
        'Sessions: 691, up from 636 in 2022, a minimum'
    """
    w = Words(release)
    now = release.cell("sessions")
    if not now.shown:
        return w.say("Sessions of {year} are not available", year=w.year)
    if not now.value:
        return w.say("No legal-education session was held in {year}", year=w.year)
    return w.say("Sessions: {n}{earlier}", n=w.cell(now), earlier=w.since_before("sessions"))


def people_by_quarter(release: Release) -> str:
    """How many attendances the year had beside the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.people_by_quarter(open_report(province="lang-son", year=2023))
        'Attendances: 19,793, up from 19,156 in 2022, a minimum'
    """
    w = Words(release)
    people = release.cell("participants")
    if not people.shown or not people.value:
        return w.say("There is no number of participants for {year}", year=w.year)
    return w.say("Attendances: {n}{earlier}", n=w.cell(people), earlier=w.since_before("participants"))


def outreach_by_quarter(release: Release) -> str:
    """How many attended a session, and which part were women, beside the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.outreach_by_quarter(open_report(province="lang-son", year=2023))
        '29 attendances a session; ... by women where recorded (45% in 2022)'
    """
    w = Words(release)
    people, sessions = release.cell("participants"), release.cell("sessions")
    if not people.value or not sessions.value:
        return w.say("There is no number of participants for {year}", year=w.year)
    each = w.number(people.value / sessions.value)
    women = women_among(w)
    if women is None:
        return w.say("{each} attendances a session on average", each=each)
    values = {"each": each, "women": w.percent(women.share), "earlier": women_before(w)}
    if women.everywhere:
        return w.say("{each} attendances a session; {women} by women{earlier}", **values)
    return w.say("{each} attendances a session; {women} by women where recorded{earlier}", **values)


def women_among(w: Words, period: int | None = None) -> RecordedShare | None:
    """Which part of the attendances were by women, of those that were recorded by sex; None where these are few."""
    found = recorded_share(w.release, "participants_women", "participants", period)
    return found if found and found.among >= SMALL_BASE else None


def women_before(w: Words) -> str:
    """The same of the year before, to follow that of this one: ' (45% in 2022)'; empty where there is none."""
    before = women_among(w, w.before) if w.has_before else None
    return w.say(" ({pct} in {year})", pct=w.percent(before.share), year=w.before) if before else ""


def crossings_by_month(release: Release) -> str:
    """How many cases were intercepted beside the year before, and with how many people.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.crossings_by_month(open_report(province="lang-son", year=2023))
        '182 cases of illegal crossing, up from 151 in 2022; 6,488 people'
    """
    w = Words(release)
    cases, people = release.cell("interception_cases"), release.cell("people_intercepted")
    if not cases.shown:
        return w.say("Interceptions of {year} are not available", year=w.year)
    if not cases.value:
        return w.say("No case of illegal crossing was intercepted in {year}", year=w.year)
    return w.say(
        "{cases}{earlier}; {people}",
        cases=w.counted(cases.value, "One case of illegal crossing", "{n} cases of illegal crossing"),
        earlier=w.since_before("interception_cases"),
        people=w.counted(people.or_zero(), "one person", "{n} people"),
    )


def crossings_by_route(release: Release) -> str:
    """The most frequent route and its part of all cases; the second, where it has less than half.

    Where another route led the year before, that stands in the place of the second; where most people were on another
    route than most cases, that is told.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.crossings_by_route(open_report(province="lang-son", year=2023))
        '... China was the main route, with ...% of cases'
    """
    w = Words(release)
    cells, total = release.by("interception_cases", "border.direction"), release.cell("interception_cases")
    order = sorted(cells, key=lambda each: -cells[each].or_zero())
    if not order or not total.shown or not cells[order[0]].value:
        return w.say("No case of illegal crossing was intercepted on any route in {year}", year=w.year)
    first = order[0]
    if cells[first].value == total.value:
        return w.say("All cases on one route: {route}", route=lower_first(_name(w, first)))
    counts = [cells[route].or_zero() for route in order[:2]]
    pct = w.part(cells[first], total)
    if total.or_zero() < SMALL_BASE:
        return _few_on_routes(w, cells, order, total)
    if leads(counts) and 2 * counts[0] > total.or_zero():
        by_people = _most_people(w, first)
        return w.say(
            "{route} was the main route, with {pct} of cases{people}",
            route=_name(w, first),
            pct=pct,
            people=by_people,
        )
    led = _led_before(w, first)
    second = led or order[1]
    values = {
        "first": _name(w, first),
        "second": lower_first(_name(w, second)),
        "pct": pct,
        "other": w.part(cells[second], total),
    }
    if led is None:
        return w.say("{first}: {pct} of cases; {second}: {other}", **values)
    before = {
        "year": w.before,
        "earlier": w.part(
            release.by("interception_cases", "border.direction", period=w.before)[led],
            release.cell("interception_cases", period=w.before),
        ),
    }
    return w.say(
        "{first}: {pct} of cases; {second}: {other}, in {year} the most with {earlier}", **values, **before
    )


def _few_on_routes(w: Words, cells: Mapping[str, Cell], order: Sequence[str], total: Cell) -> str:
    """The most frequent route of few cases by its number; both where two are about as frequent."""
    counts = [cells[route].or_zero() for route in order[:2]]
    names = [_name(w, route) for route in order[:2]]
    if len(counts) < 2 or leads(counts):
        return w.say(
            "Most frequent route: {route}, {n} of {total} cases",
            route=lower_first(names[0]),
            n=w.number(counts[0]),
            total=w.cell(total),
        )
    return w.say(
        "{first}: {n} of {total} cases; {second}: {m}",
        first=names[0],
        second=lower_first(names[1]),
        n=w.number(counts[0]),
        m=w.number(counts[1]),
        total=w.cell(total),
    )


def _led_before(w: Words, now: str) -> str | None:
    """The route that had most cases the year before, if that was another one and all of that year are shown."""
    if not w.has_before:
        return None
    cells = w.release.by("interception_cases", "border.direction", period=w.before)
    if not cells or not all(cell.shown for cell in cells.values()):
        return None
    led = max(cells, key=lambda route: cells[route].or_zero())
    return None if led == now or cells[led].or_zero() < SMALL_BASE else led


def _most_people(w: Words, route: str) -> str:
    """What follows the route of most cases where most people were on another one."""
    cells, total = (
        w.release.by("people_intercepted", "border.direction"),
        w.release.cell("people_intercepted"),
    )
    if not cells or not total.value or not all(cell.shown for cell in cells.values()):
        return ""
    most = max(cells, key=lambda each: cells[each].or_zero())
    if most == route:
        return ""
    return w.say(
        "; of people {pct} were on {route}", pct=w.part(cells[most], total), route=lower_first(_name(w, most))
    )


def _name(w: Words, route: str) -> str:
    return route_name(w, *route.split("."))


def route_name(w: Words, border: str, direction: str) -> str:
    """A neighbour (or the sea) and a direction in words: 'Exit to China'."""
    if border == "sea":
        return w.say("Entry by sea") if direction == "entry" else w.say("Exit by sea")
    country = w.code("border", border)
    if direction == "entry":
        return w.say("Entry from {country}", country=country)
    return w.say("Exit to {country}", country=country)


def interceptions(release: Release) -> str:
    """How many of the people who were intercepted were on their way out.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.interceptions(open_report(province="quang-ninh", year=2023))
        '...% of the ... people intercepted were leaving the country'
    """
    w = Words(release)
    people = release.cell("people_intercepted")
    exits = release.by("people_intercepted", "direction").get("exit", MISSING)
    if not people.shown or not exits.shown:
        return w.say("Interceptions of {year} are not available", year=w.year)
    if not people.value:
        return w.say("No case of illegal crossing was intercepted in {year}", year=w.year)
    if people.value < SMALL_BASE:
        return w.say(
            "{n} of {total} people intercepted were leaving the country",
            n=w.cell(exits),
            total=w.cell(people),
        )
    return w.say(
        "{pct} of the {total} people intercepted were leaving the country",
        pct=w.part(exits, people),
        total=w.cell(people),
    )


def training(release: Release) -> str:
    """How many officer attendances there were, at how many courses, workshops and classes.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.training(open_report(province="lang-son", year=2023))
        '... officer attendances (2022: ...) at ... and ...'
    """
    w = Words(release)
    total = sum(cell.or_zero() for cell in officers_by_training(release, w.year))
    if not total:
        return w.say("No training of officers was reported for {year}", year=w.year)
    attendances = w.counted(total, "One officer attendance", "{n} officer attendances")
    before = officers_by_training(release, w.before) if w.has_before else []
    if before and all(cell.shown for cell in before):
        n = w.number(sum(cell.or_zero() for cell in before))
        attendances = w.filled(
            "{n} ({earlier})", n=attendances, earlier=w.say("{year}: {n}", year=w.before, n=n)
        )
    *most, last = held(w) or [""]
    if not last:
        return attendances
    if not most:
        return w.say("{n} at {events}", n=attendances, events=last)
    return w.say("{n} at {courses} and {classes}", n=attendances, courses=joined(", ", most), classes=last)


def held(w: Words) -> list[str]:
    """The courses, workshops and in-depth classes of the year, each kind with its number; none that was not held."""
    names = ("courses_held", "workshops_held", "indepth_classes_held")
    counts = {name: w.release.cell(name).or_zero() for name in names}
    return [events(w, name, n) for name, n in counts.items() if n]


def events(w: Words, indicator: str, n: float) -> str:
    """So many of what an indicator counts: courses, workshops or in-depth classes that were held."""
    if indicator == "courses_held":
        return w.counted(n, "one course", "{n} courses")
    if indicator == "workshops_held":
        return w.counted(n, "one workshop", "{n} workshops")
    return w.counted(n, "one in-depth class", "{n} in-depth classes")


def officers_by_training(release: Release, year: int) -> list[Cell]:
    """Officer attendances at courses, workshops and in-depth classes of a year."""
    by_kind = release.by("officers_trained", "kind", period=year)
    kinds = [by_kind.get(kind, MISSING) for kind in ("course", "workshop")]
    return [*kinds, release.cell("indepth_officers", period=year)]


def officers_by_kind(release: Release) -> str:
    """How many of all officer attendances were at the kind of training that had most.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.officers_by_kind(open_report(province="lang-son", year=2023))
        '47 of 81 attendances were at training courses (58%)'
    """
    w = Words(release)
    cells = officers_by_training(release, w.year)
    officers = [cell.or_zero() for cell in cells]
    if not sum(officers):
        return w.say("No training of officers was reported for {year}", year=w.year)
    kinds = (w.say("training courses"), w.say("workshops"), w.say("in-depth classes"))
    values = {
        "n": w.number(max(officers)),
        "all": w.number(sum(officers)),
        "kind": kinds[officers.index(max(officers))],
    }
    if max(officers) == sum(officers) > 1:
        return w.say("All {n} officer attendances were at {kind}", n=values["n"], kind=values["kind"])
    if sum(officers) < SMALL_BASE:
        return w.say("Attendances at {kind}: {n} of {all}", **values)
    whole = Cell(sum(officers), "shown")
    pct = w.part(Cell(max(officers), "shown"), whole)
    return w.say("{n} of {all} attendances were at {kind} ({pct})", pct=pct, **values)


def knowledge(release: Release) -> str:
    """Which part of the tests after training met the standard, and before it; of few, how many.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.knowledge(open_report(province="lang-son", year=2023))
        '... of tests after training met the standard (...), ... before'
    """
    w = Words(release)
    after = release.cell("posttest_meeting_pct")
    if not after.shown:
        return w.say("There is no result of a post-test for {year}", year=w.year)
    tested = tested_share(release, "posttest_meeting_pct")
    if tested and tested.takers < SMALL_BASE:
        return w.say("Met the standard after training: {n} tests", n=tested.told(w))
    values = {"after": w.cell(after, "posttest_meeting_pct")}
    tested_before = tested_share(release, "pretest_meeting_pct")
    if not tested_before:
        return w.say("{after} of tests after training met the standard", **values)
    values["before"] = tested_before.told(w)
    earlier = tested_share(release, "posttest_meeting_pct", w.before) if w.has_before else None
    if not earlier:
        return w.say("{after} of tests after training met the standard, {before} before", **values)
    return w.say(
        "{after} of tests after training met the standard ({earlier} in {year}), {before} before",
        earlier=earlier.told(w),
        year=w.before,
        **values,
    )


def materials(release: Release) -> str:
    """What stations received in the year.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.materials(open_report(province="lang-son", year=2023))
        'Stations received 58 training document sets, down from 65 in 2022'
    """
    w = Words(release)
    return delivered(w) or w.say(
        "No delivery of document sets or equipment was reported for {year}", year=w.year
    )


def delivered(w: Words) -> str:
    """What stations received in the year, beside the year before, without full stop; empty where it was nothing."""
    sets, items = w.release.cell("document_sets"), w.release.cell("equipment_delivered")
    values = {
        "sets": w.counted(sets.or_zero(), "one training document set", "{n} training document sets"),
        "items": w.counted(items.or_zero(), "one item of equipment", "{n} items of equipment"),
    }
    if sets.value and items.value:
        earlier = w.since_before("document_sets", "equipment_delivered")
        return w.say("Stations received {sets} and {items}{earlier}", earlier=earlier, **values)
    if sets.value:
        earlier = w.since_before("document_sets")
        return w.say("Stations received {sets}{earlier}", sets=values["sets"], earlier=earlier)
    if items.value:
        earlier = w.since_before("equipment_delivered")
        return w.say("Stations received {items}{earlier}", items=values["items"], earlier=earlier)
    return ""

"""The main points of the first page: sentences, each of which can be quoted alone.

What was not received is said to be so, and never told as none.
"""

from __future__ import annotations

from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION
from helpers.report.completeness_words import station_reports
from helpers.report.front_matter import MainPoints
from helpers.report.headlines.work import events, women_among, women_before
from helpers.report.share_interval import tested_share
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.sourced_text import through
from helpers.report.words import Words


def main_points(*sentences: str) -> MainPoints:
    """The sentences as a list; empty ones are left out. Four at most are read.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> own = report.text(en="The returns of {n} stations came in.", vi="Đã nhận báo cáo của {n} đồn.", n=12)
        >>> len(report.main_points(report.points.outreach(release), own).points)
        2
    """
    return MainPoints(sentences)


def as_one(*sentences: str) -> str:
    """Sentences as one, with semicolons between; empty ones are left out.

    Examples:
        >>> from helpers import report
        >>> report.points.as_one("No case was opened.", "", "No victim was assisted.")
        'No case was opened; no victim was assisted.'
    """

    def one(texts: list[str]) -> str:
        first, *more = filter(None, (each.strip() for each in texts)) or [""]
        return "; ".join([first, *(each[:1].lower() + each[1:] for each in more)]).replace(".;", ";")

    return through(one, sentences)


def outreach(release: Release) -> str:
    """Sessions and attendances, which part of these were by women, and what was not received of either year."""
    w = Words(release)
    sessions, people = release.cell("sessions"), release.cell("participants")
    if sessions.value is None or people.value is None:
        return w.say("No returns on legal education were received for {year}.", year=w.year)
    if not sessions.value:
        return w.say("No legal-education session was held.")
    held = w.say(
        "The Border Guard held {sessions} with {people}{earlier}.",
        sessions=w.counted(sessions.value, "one legal-education session", "{n} legal-education sessions"),
        people=w.counted(people.value, "one attendance", "{n} attendances"),
        earlier=w.since_before("sessions", "participants"),
    )
    return as_one(held, _women(w), station_reports(w, release.scope.years[-2:]))


def _women(w: Words) -> str:
    """Which part of the attendances were by women, of those that were recorded by sex, beside the year before."""
    now = women_among(w)
    if now is None:
        return ""
    values = {"pct": w.percent(now.share), "n": w.number(now.among), "earlier": women_before(w)}
    if now.everywhere:
        return w.say("Women made up {pct} of attendances{earlier}.", **values)
    return w.say("Women made up {pct} of the {n} attendances recorded by sex{earlier}.", **values)


def crossings(release: Release) -> str:
    """Crossings intercepted, with how many people, beside those of the year before."""
    w = Words(release)
    cases, people = release.cell("interception_cases"), release.cell("people_intercepted")
    if cases.value is None:
        return w.say("No returns on illegal crossings were received for {year}.", year=w.year)
    if not cases.value:
        return w.say("No case of illegal crossing was intercepted.")
    return w.say(
        "The Border Guard intercepted {cases} with {people}{earlier}.",
        cases=w.counted(cases.value, "one case of illegal crossing", "{n} cases of illegal crossing"),
        people=w.counted(people.or_zero(), "one person", "{n} people"),
        earlier=w.since_before("interception_cases", "people_intercepted"),
    )


def cases(release: Release) -> str:
    """Trafficking cases handled and suspects arrested, beside those of the year before."""
    w = Words(release)
    cases, arrests = release.cell("trafficking_cases"), release.cell("suspects_arrested")
    if cases.value is None:
        return w.say("No returns on trafficking cases were received for {year}.", year=w.year)
    if not cases.value:
        return w.say("No trafficking case was opened.")
    return w.say(
        "The Border Guard handled {cases} and arrested {suspects}{earlier}.",
        cases=w.counted(cases.value, "one trafficking case", "{n} trafficking cases"),
        suspects=w.counted(arrests.or_zero(), "one suspect", "{n} suspects"),
        earlier=w.since_before("trafficking_cases", "suspects_arrested"),
    )


def victims(release: Release) -> str:
    """Victims assisted and referred; where the number is withheld, the nation's."""
    w = Words(release)
    victims, referred = release.cell("victims_assisted"), release.cell("victims_referred")
    if victims.status == "c":
        nation = w.cell(release.cell("victims_assisted", place=NATION))
        if (
            release.scope.province
            and (region := release.cell("victims_assisted", place=release.region.slug)).shown
        ):
            return w.say(
                "How many victims and suspected victims were assisted here is withheld to protect them; {place}: "
                "{region}; nationwide: {nation}.",
                place=w.place(release.region.slug),
                region=w.cell(region),
                nation=nation,
            )
        return w.say(
            "How many victims and suspected victims were assisted here is withheld to protect them; nationwide: "
            "{nation}.",
            nation=nation,
        )
    if victims.value is None:
        return w.say("No returns on victims were received for {year}.", year=w.year)
    if not victims.value:
        return w.say("No victim or suspected victim of trafficking was assisted.")
    assisted = {
        "n": w.cell(victims),
        "label": w.label("victims_assisted"),
        "earlier": w.since_before("victims_assisted"),
    }
    if referred.shown:
        return w.say(
            "{label}: {n}{earlier}; referred or transferred to a service: {referred}.",
            referred=_with_before(w, w.cell(referred), "victims_referred"),
            **assisted,
        )
    return w.filled("{label}: {n}{earlier}.", **assisted)


def training(release: Release) -> str:
    """Officer attendances at training of each kind, and what those tested knew before and after."""
    w = Words(release)
    general, indepth = release.cell("officers_trained"), release.cell("indepth_officers")
    if general.value is None and indepth.value is None:
        return w.say("No returns on training were received for {year}.", year=w.year)
    total = general.or_zero() + indepth.or_zero()
    if not total:
        return w.say("No officer was trained.")
    attendances = w.counted(total, "One officer attendance", "{n} officer attendances")
    if not indepth.value and not w.release.cell("indepth_officers", period=w.before).value:
        earlier = w.since_before("officers_trained")
        said = w.say(
            "{attendances} at {kinds}{earlier}.",
            attendances=attendances,
            kinds=_general_kinds(w),
            earlier=earlier,
        )
        return as_one(said, *_learned(w))
    said = w.say(
        "{attendances} at training{earlier}: {general} at {kinds}, {indepth} at {classes}.",
        attendances=attendances,
        earlier=w.since_before("officers_trained", "indepth_officers", added=True),
        general=_number_or_none(w, general),
        kinds=_with_before(w, _general_kinds(w), "officers_trained"),
        indepth=_number_or_none(w, indepth),
        classes=_with_before(w, _classes(w), "indepth_officers"),
    )
    return as_one(said, *_learned(w))


def _general_kinds(w: Words) -> str:
    """Courses, workshops or both, as they were held."""
    courses, workshops = (w.release.cell(name).value for name in ("courses_held", "workshops_held"))
    if courses and workshops == 0:
        return events(w, "courses_held", courses)
    if workshops and courses == 0:
        return events(w, "workshops_held", workshops)
    return w.say("courses and workshops")


def _classes(w: Words) -> str:
    """The in-depth classes, as many as were held."""
    held = w.release.cell("indepth_classes_held").value
    return events(w, "indepth_classes_held", held) if held else w.say("in-depth classes")


def _number_or_none(w: Words, cell: Cell) -> str:
    return w.say("none") if cell.value == 0 else w.cell(cell)


def _with_before(w: Words, said: str, indicator: str) -> str:
    """The words after a number, with that of the year before: 'at one course (2022: 63)'."""
    before = w.release.cell(indicator, period=w.before) if w.has_before else None
    if before is None or not before.shown:
        return said
    earlier = w.say("{year}: {n}", year=w.before, n=w.cell(before))
    return w.filled("{said} ({earlier})", said=said, earlier=earlier)


def _learned(w: Words) -> list[str]:
    """Which part of those tested met the standard after training, how sure that is; before it; and a year before."""
    after, before = (tested_share(w.release, f"{test}_meeting_pct") for test in ("posttest", "pretest"))
    if after is None or before is None:
        return []
    values = {
        "after": after.told(w),
        "before": before.told(w),
        "n": w.number(after.takers),
        **after.bounds(w),
    }
    earlier = tested_share(w.release, "posttest_meeting_pct", w.before) if w.has_before else None
    if after.takers < SMALL_BASE:
        said = w.say(
            "{after} tests after training met the knowledge standard ({level} confidence interval: {low} to {high}).",
            **values,
        )
    elif earlier is None:
        said = w.say(
            "{after} of {n} tests after training met the knowledge standard ({level} confidence interval: {low} to "
            "{high}), against {before} before it.",
            **values,
        )
    else:
        said = w.say(
            "{after} of {n} tests after training met the knowledge standard ({level} confidence interval: {low} to "
            "{high}), against {before} before it and {earlier} after training in {year}.",
            earlier=earlier.told(w),
            year=w.before,
            **values,
        )
        return [said]
    return (
        [said]
        if earlier is None
        else [said, w.say("In {year}, {pct} did after training.", year=w.before, pct=earlier.told(w))]
    )

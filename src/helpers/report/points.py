"""The main points of the first page: sentences, each of which can be quoted alone.

What was not received is said to be so, and never told as none.
"""

from __future__ import annotations

from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION
from helpers.report.completeness_words import recorded_share, station_reports
from helpers.report.front_matter import MainPoints
from helpers.report.headlines.work import delivered
from helpers.report.share_interval import tested_share
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.sourced_text import through
from helpers.report.words import Words, upper_first


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
    counted = {
        "sessions": w.counted(sessions.value, "one legal-education session", "{n} legal-education sessions"),
        "people": w.counted(people.value, "one attendance", "{n} attendances"),
    }
    held = w.say(
        "The Border Guard held {sessions} with {people}{earlier}.",
        sessions=w.at_least(counted["sessions"], "sessions"),
        people=w.at_least(counted["people"], "participants"),
        earlier=w.since_before("sessions", "participants"),
    )
    return as_one(held, _women(w), station_reports(w, release.scope.years[-2:]))


def _women(w: Words) -> str:
    """Which part of the attendances were by women, of those whose sex was recorded, beside the year before."""
    now = recorded_share(w.release, "participants_women", "participants")
    if now is None or now.among < SMALL_BASE:
        return ""
    before = (
        recorded_share(w.release, "participants_women", "participants", w.before) if w.has_before else None
    )
    earlier = ""
    if before and before.among >= SMALL_BASE:
        earlier = w.say(" ({pct} in {year})", pct=w.percent(before.share), year=w.before)
    values = {"pct": w.percent(now.share), "n": w.number(now.among), "earlier": earlier}
    if now.everywhere:
        return w.say("Women made up {pct} of attendances{earlier}.", **values)
    return w.say("Women made up {pct} of the {n} attendances whose sex was recorded{earlier}.", **values)


def crossings(release: Release) -> str:
    """Crossings intercepted, with how many people, beside those of the year before."""
    w = Words(release)
    cases, people = release.cell("interception_cases"), release.cell("people_intercepted")
    if cases.value is None:
        return w.say("No returns on illegal crossings were received for {year}.", year=w.year)
    if not cases.value:
        return w.say("No illegal crossing was intercepted.")
    return w.say(
        "The Border Guard intercepted {cases} with {people}{earlier}.",
        cases=w.at_least(
            w.counted(cases.value, "one illegal crossing", "{n} illegal crossings"), "interception_cases"
        ),
        people=w.at_least(w.counted(people.or_zero(), "one person", "{n} people"), "people_intercepted"),
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
        cases=w.at_least(
            w.counted(cases.value, "one trafficking case", "{n} trafficking cases"), "trafficking_cases"
        ),
        suspects=w.at_least(w.counted(arrests.or_zero(), "one suspect", "{n} suspects"), "suspects_arrested"),
        earlier=w.since_before("trafficking_cases", "suspects_arrested"),
    )


def victims(release: Release) -> str:
    """Victims assisted and referred; where the number is withheld, the nation's."""
    w = Words(release)
    victims, referred = release.cell("victims_assisted"), release.cell("victims_referred")
    if victims.status == "c":
        nation = w.cell(release.cell("victims_assisted", place=NATION))
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
        "n": w.at_least(w.cell(victims), "victims_assisted"),
        "label": w.label("victims_assisted"),
        "earlier": w.since_before("victims_assisted"),
    }
    if referred.shown:
        return w.say(
            "{label}: {n}{earlier}; referred or transferred to a service: {referred}.",
            referred=w.at_least(w.cell(referred), "victims_referred"),
            **assisted,
        )
    return w.filled("{label}: {n}{earlier}.", **assisted)


def training(release: Release) -> str:
    """Attendances of officers at training of each kind, and what those tested knew before and after."""
    w = Words(release)
    general, indepth = release.cell("officers_trained"), release.cell("indepth_officers")
    if general.value is None and indepth.value is None:
        return w.say("No returns on training were received for {year}.", year=w.year)
    total = general.or_zero() + indepth.or_zero()
    if not total:
        return w.say("No officer was trained.")
    attendances = w.counted(total, "One attendance of an officer", "{n} attendances of officers")
    said = w.say(
        "{attendances} at training: {general} at {kinds}, {indepth} at in-depth classes{earlier}.",
        attendances=upper_first(w.at_least(attendances, "officers_trained")),
        general=_number_or_none(w, general),
        kinds=_general_kinds(w),
        indepth=_number_or_none(w, indepth),
        earlier=w.since_before("officers_trained", "indepth_officers"),
    )
    return as_one(said, *_learned(w))


def _general_kinds(w: Words) -> str:
    """Courses, workshops or both, as they were held."""
    courses, workshops = (w.release.cell(name).value for name in ("courses_held", "workshops_held"))
    if courses and workshops == 0:
        return w.counted(courses, "one course", "{n} courses")
    if workshops and courses == 0:
        return w.counted(workshops, "one workshop", "{n} workshops")
    return w.say("courses and workshops")


def _number_or_none(w: Words, cell: Cell) -> str:
    return w.say("none") if cell.value == 0 else w.cell(cell)


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
    if after.takers < SMALL_BASE:
        said = w.say(
            "{after} tests after training met the knowledge standard ({level} interval {low} to {high}).",
            **values,
        )
    else:
        said = w.say(
            "{after} of {n} tests after training met the knowledge standard ({level} interval {low} to {high}), "
            "{before} before.",
            **values,
        )
    earlier = tested_share(w.release, "posttest_meeting_pct", w.before) if w.has_before else None
    if earlier is None:
        return [said]
    return [said, w.say("In {year}, {pct} did afterwards.", year=w.before, pct=earlier.told(w))]


def support(release: Release) -> str:
    """What stations received, beside the year before; empty where it was nothing."""
    w = Words(release)
    sentence = delivered(w)
    return f"{sentence}." if sentence else ""

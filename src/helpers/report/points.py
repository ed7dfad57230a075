"""The main points of the first page: sentences, each of which can be quoted alone.

What was not received is said to be so, and never told as none.
"""

from __future__ import annotations

from helpers.privacy.release import Cell, Release, share
from helpers.privacy.scope import NATION
from helpers.report.front_matter import MainPoints
from helpers.report.headlines.work import delivered
from helpers.report.words import SMALL_BASE, Words


def main_points(*sentences: str) -> MainPoints:
    """The sentences as a list; empty ones are left out. Six at most are read.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> own = report.text(en="The returns of {n} stations came in.", vi="Đã nhận báo cáo của {n} đồn.", n=12)
        >>> len(report.main_points(report.points.outreach(release), own).points)
        2
    """
    return MainPoints(sentences)


def outreach(release: Release) -> str:
    """Sessions and participants, beside those of the year before."""
    w = Words(release)
    sessions, people = release.cell("sessions"), release.cell("participants")
    if sessions.value is None or people.value is None:
        return w.say("No returns on legal education were received for {year}.", year=w.year)
    if not sessions.value:
        return w.say("No legal-education session was held.")
    values = {"sessions": _sessions(w, sessions), "people": _participants(w, people)}
    before = release.cell("sessions", period=w.before), release.cell("participants", period=w.before)
    if not all(cell.shown for cell in before):
        return w.say("The Border Guard held {sessions} for {people}.", **values)
    return w.say(
        "The Border Guard held {sessions} for {people}; in {year} it was {earlier} for {earlier_people}.",
        year=w.before,
        earlier=w.cell(before[0]),
        earlier_people=w.cell(before[1]),
        **values,
    )


def _sessions(w: Words, cell: Cell) -> str:
    return w.counted(cell.or_zero(), "one legal-education session", "{n} legal-education sessions")


def _participants(w: Words, cell: Cell) -> str:
    return w.counted(cell.or_zero(), "one participant", "{n} participants")


def crossings(release: Release) -> str:
    """Crossings intercepted, with how many people, and which part were exits."""
    w = Words(release)
    cases, people = release.cell("interception_cases"), release.cell("people_intercepted")
    if cases.value is None:
        return w.say("No returns on illegal crossings were received for {year}.", year=w.year)
    if not cases.value:
        return w.say("No illegal crossing was intercepted.")
    values = {
        "cases": w.counted(cases.value, "one illegal crossing", "{n} illegal crossings"),
        "people": w.counted(people.or_zero(), "one person", "{n} people"),
    }
    out = share(release.by("interception_cases", "direction").get("exit", Cell(None, "x")), cases)
    if cases.value < SMALL_BASE or not out.shown:
        return w.say("The Border Guard intercepted {cases} with {people}.", **values)
    return w.say(
        "The Border Guard intercepted {cases} with {people}; {pct} of the cases were exits.",
        pct=w.percent(out.or_zero()),
        **values,
    )


def cases(release: Release) -> str:
    """Trafficking cases handled, and suspects arrested."""
    w = Words(release)
    cases, arrests = release.cell("trafficking_cases"), release.cell("suspects_arrested")
    if cases.value is None:
        return w.say("No returns on trafficking cases were received for {year}.", year=w.year)
    if not cases.value:
        return w.say("No trafficking case was opened.")
    return w.say(
        "The Border Guard handled {cases} and arrested {suspects}.",
        cases=w.counted(cases.value, "one trafficking case", "{n} trafficking cases"),
        suspects=w.counted(arrests.or_zero(), "one suspect", "{n} suspects"),
    )


def victims(release: Release) -> str:
    """Victims assisted and referred; where the number is withheld, the nation's."""
    w = Words(release)
    victims, referred = release.cell("victims_assisted"), release.cell("victims_referred")
    if victims.status == "c":
        nation = w.cell(release.cell("victims_assisted", place=NATION))
        return w.say(
            "The number of victims assisted here is withheld to protect them; nationwide it was {nation}.",
            nation=nation,
        )
    if victims.value is None:
        return w.say("No returns on victims were received for {year}.", year=w.year)
    if not victims.value:
        return w.say("No victim of trafficking was assisted.")
    assisted = w.counted(victims.value, "one victim", "{n} victims and suspected victims")
    if referred.shown:
        return w.say(
            "The Border Guard assisted {victims}; referred or transferred to a service: {referred}.",
            victims=assisted,
            referred=w.cell(referred),
        )
    return w.say("The Border Guard assisted {victims}.", victims=assisted)


def training(release: Release) -> str:
    """Officers trained, and what they knew before and after."""
    w = Words(release)
    general, indepth = release.cell("officers_trained"), release.cell("indepth_officers")
    if general.value is None and indepth.value is None:
        return w.say("No returns on training were received for {year}.", year=w.year)
    total = general.or_zero() + indepth.or_zero()
    if not total:
        return w.say("No officer was trained.")
    officers = w.counted(total, "One officer", "{n} officers")
    after, before = release.cell("posttest_meeting_pct"), release.cell("pretest_meeting_pct")
    if not after.shown or not before.shown:
        return w.say("{officers} took part in training.", officers=officers)
    return w.say(
        "{officers} took part in training; {after} of those tested met the knowledge standard afterwards, "
        "{before} before.",
        officers=officers,
        after=w.cell(after, "posttest_meeting_pct"),
        before=w.cell(before, "pretest_meeting_pct"),
    )


def support(release: Release) -> str:
    """What stations received; empty where it was nothing."""
    w = Words(release)
    sentence = delivered(w)
    return f"{sentence}." if sentence else ""

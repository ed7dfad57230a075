"""The main points of the first page: sentences, each of which can be quoted alone.

What was not received is said to be so, and never told as none.
"""

from __future__ import annotations

from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION
from helpers.report.front_matter import MainPoints
from helpers.report.headlines.work import delivered
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
    first, *more = filter(None, (each.strip() for each in sentences)) or [""]
    return "; ".join([first, *(each[:1].lower() + each[1:] for each in more)]).replace(".;", ";")


def outreach(release: Release) -> str:
    """Sessions and participants, and the women among them, beside those of the year before."""
    w = Words(release)
    sessions, people = release.cell("sessions"), release.cell("participants")
    if sessions.value is None or people.value is None:
        return w.say("No returns on legal education were received for {year}.", year=w.year)
    if not sessions.value:
        return w.say("No legal-education session was held.")
    held = w.say(
        "The Border Guard held {sessions} for {people}{earlier}.",
        sessions=w.counted(sessions.value, "one legal-education session", "{n} legal-education sessions"),
        people=w.counted(people.value, "one participant", "{n} participants"),
        earlier=w.since_before("sessions", "participants"),
    )
    women = release.cell("participants_women")
    if not women.value:
        return held
    earlier = w.since_before("participants_women")
    said = w.say("Recorded attendances of women: {women}{earlier}.", women=w.cell(women), earlier=earlier)
    return as_one(held, said)


def crossings(release: Release) -> str:
    """Crossings intercepted, with how many people, beside those of the year before; and why they matter."""
    w = Words(release)
    cases, people = release.cell("interception_cases"), release.cell("people_intercepted")
    if cases.value is None:
        return w.say("No returns on illegal crossings were received for {year}.", year=w.year)
    if not cases.value:
        return w.say("No illegal crossing was intercepted.")
    return w.say(
        "The Border Guard intercepted {cases} with {people}{earlier}; those among them who may be victims are "
        "screened.",
        cases=w.counted(cases.value, "one illegal crossing", "{n} illegal crossings"),
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
        return w.say(
            "The number of victims assisted here is withheld to protect them; nationwide it was {nation}.",
            nation=nation,
        )
    if victims.value is None:
        return w.say("No returns on victims were received for {year}.", year=w.year)
    if not victims.value:
        return w.say("No victim of trafficking was assisted.")
    assisted = {
        "n": w.cell(victims),
        "label": w.label("victims_assisted"),
        "earlier": w.since_before("victims_assisted"),
    }
    if referred.shown:
        return w.say(
            "{label}: {n}{earlier}; referred or transferred to a service: {referred}.",
            referred=w.cell(referred),
            **assisted,
        )
    return "{label}: {n}{earlier}.".format(**assisted)


def training(release: Release) -> str:
    """Officers trained, in courses and in-depth classes, and what they knew before and after."""
    w = Words(release)
    general, indepth = release.cell("officers_trained"), release.cell("indepth_officers")
    if general.value is None and indepth.value is None:
        return w.say("No returns on training were received for {year}.", year=w.year)
    total = general.or_zero() + indepth.or_zero()
    if not total:
        return w.say("No officer was trained.")
    officers = w.counted(total, "One officer", "{n} officers")
    before = release.cell("indepth_officers", period=w.before) if w.has_before else Cell(None, "x")
    if (
        general.value and indepth.shown and (indepth.value or before.value)
    ):  # else a fall in one would go untold
        sentences = [
            w.say(
                "{officers} took part in training: {general} in courses and workshops, {indepth} in in-depth classes"
                "{earlier}.",
                officers=officers,
                general=w.cell(general),
                indepth=w.cell(indepth) if indepth.value else w.say("none"),
                earlier=w.since_before("officers_trained", "indepth_officers"),
            )
        ]
    else:
        one = "officers_trained" if general.value else "indepth_officers"
        sentences = [
            w.say(
                "{officers} took part in training{earlier}.", officers=officers, earlier=w.since_before(one)
            )
        ]
    after, first = release.cell("posttest_meeting_pct"), release.cell("pretest_meeting_pct")
    if after.shown and first.shown:
        sentences.append(
            w.say(
                "{after} of those tested met the knowledge standard afterwards, {before} before.",
                after=w.cell(after, "posttest_meeting_pct"),
                before=w.cell(first, "pretest_meeting_pct"),
            )
        )
    earlier = release.cell("posttest_meeting_pct", period=w.before) if w.has_before else Cell(None, "x")
    if after.shown and earlier.shown:
        pct = w.cell(earlier, "posttest_meeting_pct")
        sentences.append(w.say("In {year}, {pct} did afterwards.", year=w.before, pct=pct))
    return as_one(*sentences)


def support(release: Release) -> str:
    """What stations received, beside the year before; empty where it was nothing."""
    w = Words(release)
    sentence = delivered(w)
    return f"{sentence}." if sentence else ""

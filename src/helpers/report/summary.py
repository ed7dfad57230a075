"""The first page: key results, main points, and the notice of demonstration data."""

from __future__ import annotations

from helpers.privacy.release import NATION, Release, share
from helpers.report.displays import KeyResult, KeyResults, MainPoints, Notice, Prose
from helpers.report.support import delivered
from helpers.report.words import Words


def key_results(release: Release) -> KeyResults:
    """Six tiles: value, what it counts, change on the year before, rank or base."""
    w = Words(release)
    tiles = [
        _tile(w, name) for name in ("sessions", "participants", "interception_cases", "trafficking_cases")
    ]
    tiles.append(_victims_tile(w))
    tiles.append(_knowledge_tile(w))
    return KeyResults(tiles)


def _tile(w: Words, name: str) -> KeyResult:
    details = [w.against_before(name)]
    rank = w.rank(name)
    if name == "participants":
        sessions, people = w.release.cell("sessions"), w.release.cell("participants")
        if sessions.value and people.shown:
            details.append(w.say("{n} a session", n=w.number(people.or_zero() / sessions.value)))
    elif name == "interception_cases":
        details.append(w.say("{n} people", n=w.cell(w.release.cell("people_intercepted"))))
    elif name == "trafficking_cases":
        details.append(w.say("arrests: {n}", n=w.cell(w.release.cell("suspects_arrested"))))
    elif rank:
        details.append(w.say("rank {rank} of {n}", rank=rank[0], n=rank[1]))
    return KeyResult(w.cell(w.release.cell(name)), _label(w, name), " · ".join(filter(None, details)))


def _victims_tile(w: Words) -> KeyResult:
    details = [w.against_before("victims_assisted")]
    if w.release.scope.province:
        details.append(w.say("sex and age by region only"))
    value = w.cell(w.release.cell("victims_assisted"))
    return KeyResult(value, _label(w, "victims_assisted", short=True), " · ".join(filter(None, details)))


def _knowledge_tile(w: Words) -> KeyResult:
    after, before = w.release.cell("posttest_meeting_pct"), w.release.cell("pretest_meeting_pct")
    details = []
    if before.shown:
        details.append(w.say("before training {pct}", pct=w.percent(before.or_zero())))
    takers = w.release.cell("posttest_takers")
    if takers.shown:
        details.append(w.say("{n} officers tested", n=w.cell(takers)))
    value = w.percent(after.or_zero()) if after.shown else w.cell(after)
    return KeyResult(value, w.say("of officers met the standard after training"), " · ".join(details))


def main_points(release: Release) -> MainPoints:
    """At most six sentences, each of which a donor could quote."""
    w = Words(release)
    return MainPoints([_outreach(w), _crossings(w), _cases(w), _victims(w), _training(w), _support(w)])


def _outreach(w: Words) -> str:
    sessions, people = w.release.cell("sessions"), w.release.cell("participants")
    if not sessions.value or not people.shown:
        return w.say("No legal-education session was reported for {year}.", year=w.year)
    values = {
        "sessions": w.cell(sessions),
        "people": w.cell(people),
        "leaflets": w.cell(w.release.cell("leaflets")),
    }
    movement = w.movement(people, w.release.cell("participants", period=w.before))
    if movement == "rose":
        return w.say(
            "The Border Guard held {sessions} legal-education sessions for {people} participants, "
            "more than in {before}.",
            before=w.before,
            **values,
        )
    if movement == "fell":
        return w.say(
            "The Border Guard held {sessions} legal-education sessions for {people} participants, "
            "fewer than in {before}.",
            before=w.before,
            **values,
        )
    return w.say(
        "The Border Guard held {sessions} legal-education sessions for {people} participants "
        "and handed out {leaflets} leaflets.",
        **values,
    )


def _crossings(w: Words) -> str:
    cases, people = w.release.cell("interception_cases"), w.release.cell("people_intercepted")
    if not cases.shown:
        return ""
    if not cases.value:
        return w.say("No illegal crossing was intercepted.")
    out = share(w.release.by("interception_cases", "direction")["exit"], cases)
    return w.say(
        "It intercepted {cases} illegal crossings with {people} people; {pct} of the cases were exits.",
        cases=w.cell(cases),
        people=w.cell(people),
        pct=w.percent(out.or_zero()),
    )


def _cases(w: Words) -> str:
    cases, arrests = w.release.cell("trafficking_cases"), w.release.cell("suspects_arrested")
    if not cases.shown:
        return ""
    if not cases.value:
        return w.say("It opened no trafficking case.")
    return w.say(
        "It handled {cases} and arrested {suspects}.",
        cases=w.counted(cases.value, "one trafficking case", "{n} trafficking cases"),
        suspects=w.counted(arrests.or_zero(), "one suspect", "{n} suspects"),
    )


def _victims(w: Words) -> str:
    victims, referred = w.release.cell("victims_assisted"), w.release.cell("victims_referred")
    if victims.status == "c":
        nation = w.cell(w.release.cell("victims_assisted", place=NATION))
        return w.say(
            "The number of victims assisted here is withheld to protect them; nationwide it was {nation}.",
            nation=nation,
        )
    if not victims.shown:
        return ""
    if not victims.value:
        return w.say("No victim of trafficking was assisted.")
    if referred.shown:
        return w.say(
            "It assisted {victims}, of whom {referred} were referred or transferred to a service.",
            victims=w.counted(victims.value, "one victim", "{n} victims and suspected victims"),
            referred=w.cell(referred),
        )
    return w.say(
        "It assisted {victims}.",
        victims=w.counted(victims.value, "one victim", "{n} victims and suspected victims"),
    )


def _training(w: Words) -> str:
    officers, after = w.release.cell("officers_trained"), w.release.cell("posttest_meeting_pct")
    if not officers.value:
        return w.say("No officer was trained in courses or workshops.")
    if not after.shown:
        return w.say(
            "{officers} were trained.", officers=w.counted(officers.value, "One officer", "{n} officers")
        )
    before = w.release.cell("pretest_meeting_pct")
    return w.say(
        "{officers} were trained; {after} of those tested met the knowledge standard afterwards, {before} before.",
        officers=w.counted(officers.value, "One officer", "{n} officers"),
        after=w.percent(after.or_zero()),
        before=w.percent(before.or_zero()) if before.shown else w.cell(before),
    )


def _support(w: Words) -> str:
    sentence = delivered(w)
    return f"{sentence}." if sentence else ""


def notice(release: Release) -> Notice | None:
    """The banner over demonstration data; nothing over real returns."""
    if not release.demonstration:
        return None
    w = Words(release)
    return Notice(
        w.say("Demonstration data."),
        w.say("Synthetic returns; the national totals of 2023 agree with the published figures."),
    )


def merger_note(release: Release) -> Prose | None:
    """Which provinces the report speaks of, where the merger of 2025 touches it."""
    if release.scope.vintage == "63":
        return None
    w = Words(release)
    text = w.say(
        "This report speaks of the 34 provinces that exist since 1 July 2025. Returns of earlier months, and earlier "
        "years, are added up to these provinces, so that all years compare like with like."
    )
    if release.scope.province and len(release.province.parts) > 1:
        old = release.provinces.by_vintage["63"]
        names = ", ".join(old[slug].name(w.language) for slug in release.province.parts)
        text += " " + w.say("{place} holds the former provinces {names}.", place=w.place(), names=names)
    return Prose.plain(text)


def _label(w: Words, name: str, *, short: bool = False) -> str:
    """A label that follows its number: English goes on in lower case."""
    label = w.label(name, short=short)
    return label[:1].lower() + label[1:] if w.language == "en" else label

"""The first page: key results, the notice of demonstration data, the note on the merger. Main points: points.py."""

from __future__ import annotations

from helpers.privacy.release import Release
from helpers.report.displays import KeyResult, KeyResults, Notice, Prose
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
        people = w.release.cell("people_intercepted")
        if people.shown:
            details.append(w.counted(people.or_zero(), "one person", "{n} people"))
    elif name == "trafficking_cases":
        arrests = w.release.cell("suspects_arrested")
        if arrests.shown:
            details.append(w.say("arrests: {n}", n=w.cell(arrests)))
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
        "years, are added up to these provinces and to the regions that hold them now, so that all years compare "
        "like with like; reports of earlier years speak of the provinces and regions of their time."
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

"""The note on revisions: whose returns were replaced by newer ones since they were first taken in."""

from __future__ import annotations

from helpers.privacy.release import Release
from helpers.report.front_matter import Prose
from helpers.report.words import Words


def revisions_note(release: Release) -> Prose | None:
    """Which figures of the report's year come from a newer return; nothing where none was replaced."""
    latest = release.sources[release.sources["year"] == release.scope.year]
    places = list(dict.fromkeys(latest.loc[latest["revised"].astype(bool), "province"]))
    if not places:
        return None
    w = Words(release)
    names = ", ".join(w.place(str(place)) for place in places)
    text = w.say(
        "Revised: the {year} figures of {names} come from a newer return than the first.",
        year=w.year,
        names=names,
    )
    return Prose.plain(text)

"""Why figures are withheld, as a text for reports and for the files beside them. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.privacy.explain import LIST_ITEM
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.words import Words


def listed_in_markdown(text: str) -> str:
    """A plain text whose last lines are a list, as Markdown."""
    paragraph, *items = text.split(LIST_ITEM)
    lines = "\n".join(f"- {escape.markdown(each)}" for each in items)
    return escape.markdown(paragraph) + (f"\n\n{lines}" if items else "")


def why_withheld(release: Release, indicators: Iterable[str]) -> str:
    """Why figures of these indicators are withheld, or that none is."""
    if any(release.indicator(name).sensitive for name in indicators):
        return release.explanation[release.language]
    return Words(release).say(
        "No indicator of this report counts victims, so none of its figures is withheld."
    )

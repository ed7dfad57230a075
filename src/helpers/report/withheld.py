"""Why figures are withheld, as a sentence for reports and for the files beside them. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.privacy.release import Release
from helpers.report.words import Words


def why_withheld(release: Release, indicators: Iterable[str]) -> str:
    """Why figures of these indicators are withheld, or that none is."""
    if any(release.indicator(name).sensitive for name in indicators):
        return release.explanation[release.language]
    return Words(release).say(
        "No indicator of this report counts victims, so none of its figures is withheld."
    )

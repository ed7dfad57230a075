"""The one rule for small numbers and small differences: what may be called a rise, a lead or a share in percent.

Words apply it (words.py), and with them every sentence, headline, tile and alternative text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from helpers.privacy.release import Release

SMALL_BASE = 30
"""Below this a change or a share is told by its two numbers: a percentage of few cases says more than is known."""
FEW = 10
"""Below this no difference is judged: the two numbers stand beside one another."""
ABOUT_PCT = 1.0
NEARLY = 2
"""A change of less than `ABOUT_PCT`, or by no more than `NEARLY`, is none worth a word: 'about as many as'."""
CLEAR_LEAD = 1.1
"""How many times the second highest the highest is at least, to be called the main one."""

Difference = Literal["rose", "fell", "about", "unchanged", "few"]


def difference(now: float, before: float) -> Difference:
    """What may be said of a count beside an earlier one; 'few' where only the two numbers may be told.

    So it is where one of them is below `FEW`; and below `SMALL_BASE` where they differ by no more than chance: twice
    the square root of their sum, as of counts of rare events.

    Examples:
        >>> difference(4, 3), difference(18, 12), difference(12, 26), difference(8840, 8837), difference(691, 636)
        ('few', 'few', 'fell', 'about', 'rose')
    """
    if now == before:
        return "unchanged"
    if min(now, before) < FEW or (min(now, before) < SMALL_BASE and not exceeds_chance(now, before)):
        return "few"
    if abs(now - before) < before * ABOUT_PCT / 100 or abs(now - before) <= NEARLY:
        return "about"
    return "rose" if now > before else "fell"


def exceeds_chance(one: float, other: float) -> bool:
    """Whether two counts of rare events differ by more than chance explains, at about 95 percent."""
    return (one - other) ** 2 > 4 * (one + other)


def leads(values: Iterable[float]) -> bool:
    """Whether the highest stands clear of the second, so that it may be called the main one.

    Examples:
        >>> leads([108, 74]), leads([90, 88]), leads([9, 6])
        (True, False, False)
    """
    first, second = [*sorted(values, reverse=True), 0.0, 0.0][:2]
    return first >= max(FEW, CLEAR_LEAD * second) and (second >= SMALL_BASE or exceeds_chance(first, second))


def counts_whole(release: Release, measures: str | None) -> str | None:
    """The indicator that counts the whole that another is a share of."""
    if measures is None or release.indicator(measures).aggregation != "share":
        return None
    share = release.indicator(measures)
    return next(
        (
            name
            for name, other in release.catalogue.items()
            if other.table == share.table and other.measure == share.per and other.aggregation == "sum"
        ),
        None,
    )

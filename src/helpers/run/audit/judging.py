"""What files claim, held against what was released."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from helpers.privacy.release import Release
from helpers.run.audit.claims import Claim, Finding, Stated, Text
from helpers.run.audit.numbers import has_number
from helpers.run.audit.order import betrayed_by_order
from helpers.run.audit.vouched import Vouched


def judged(
    claims: Iterable[Claim], release: Release, vouched: Vouched, *, in_lines: bool
) -> Iterator[Finding]:
    """The claims of one file that it must not make. `in_lines`: its texts are lines, not whole paragraphs."""
    stated = []
    for claim in claims:
        if isinstance(claim, Finding):
            yield claim
        elif isinstance(claim, Stated):
            stated.append(claim)
            if release.indicator(claim.key[0]).sensitive:
                yield from _against_release(claim, release)
        elif _is_stranger(claim, vouched, in_lines=in_lines):
            yield Finding(
                f"{claim.place}, '{masked(claim.text)}'",
                "a number about victims that nothing released accounts for",
            )
    yield from betrayed_by_order(stated, release)


def masked(text: str, length: int = 60) -> str:
    """The beginning of a text with its numbers blanked, so that a message betrays nothing."""
    return re.sub(r"\d", "#", " ".join(text.split()))[:length]


def _is_stranger(claim: Text, vouched: Vouched, *, in_lines: bool) -> bool:
    if not has_number(claim.text) or not (claim.of_victims or vouched.speaks_of_victims(claim.text)):
        return False
    return bool(vouched.strangers(claim.text, in_lines=in_lines))


def _against_release(one: Stated, release: Release) -> Iterator[Finding]:
    indicator, place, period, breakdown, category = one.key
    cell = release.cell(indicator, place=place, period=period, breakdown=breakdown, category=category)
    name = f"{indicator}, {place}, {period}" + ("" if breakdown == "total" else f", {breakdown} {category}")
    if one.value is None:
        if cell.shown:
            yield Finding(one.where, f"a mark stands for {name}, though its number was released")
    elif cell.status == "c":
        yield Finding(one.where, f"a number is shown for {name}, which is withheld")
    elif not cell.shown:
        yield Finding(one.where, f"a number is shown for {name}, which is not published")
    elif abs((cell.value or 0.0) - one.value) > 1e-9:
        yield Finding(one.where, f"the number shown for {name} is not the one that was released")

"""IATI activities read back: every actual of a guarded indicator against the Release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.scope import NATION
from helpers.publish.checks.packet_claims import CellKey, Claim, PacketFinding, Stated, Written

_TOLERANCE = 1e-6


def read_iati(written: Written) -> Iterator[Claim]:
    """What an activity states. A reference such as 'officers_trained, project=inl-1' tells which cell is meant."""
    root = etree.fromstring(written.content, etree.XMLParser(resolve_entities=False, no_network=True))
    for number, indicator in enumerate(root.iter("indicator"), start=1):
        yield from _indicator(indicator, f"{written.name}, indicator {number}, actual", written)


def _indicator(indicator: Any, where: str, written: Written) -> Iterator[Claim]:
    release = written.release
    reference = indicator.find("reference")
    name, breakdown, category = _referred("" if reference is None else reference.get("code", ""))
    if name not in release.catalogue or not release.catalogue[name].sensitive:
        return
    for number in indicator.iter("actual"):
        value = number.get("value", "")
        period = number.getparent()
        years = range(int(_day(period, "start")[:4]), int(_day(period, "end")[:4]) + 1)
        dimensions = {each.get("name", ""): each.get("value", "") for each in number.iter("dimension")}
        at, of = next(iter(dimensions.items())) if dimensions else (breakdown, category)
        keys: list[CellKey] = [(name, NATION, str(year), at, of) for year in years]
        yield from _actual(keys, value, where, written)


def _actual(keys: list[CellKey], value: str, where: str, written: Written) -> Iterator[Claim]:
    if len(keys) == 1:
        yield Stated(where, keys[0], float(value))
        return
    cells = [
        written.release.cell(indicator, place=place, period=period, breakdown=breakdown, category=category)
        for indicator, place, period, breakdown, category in keys
    ]
    if any(cell.status == "c" for cell in cells):
        yield PacketFinding(where, "a sum of years of which one is withheld")
    elif abs(sum(cell.value or 0.0 for cell in cells) - float(value)) > _TOLERANCE:
        yield PacketFinding(where, "a sum that is not that of the released years")


def _referred(code: str) -> tuple[str, str, str]:
    """Indicator, breakdown and category of a reference."""
    name, _, where = code.partition(", ")
    breakdown, _, category = where.partition("=")
    return name, breakdown or TOTAL, category or ALL


def _day(period: Any, end: str) -> str:
    found = period.find(f"period-{end}")
    return "0000" if found is None else str(found.get("iso-date", "0000"))

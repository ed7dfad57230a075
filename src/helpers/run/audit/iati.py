"""IATI activities read back: every actual and baseline against the Release, every other text as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from helpers.metrics.catalogue import ALL, TOTAL
from helpers.privacy.release import NATION, Release
from helpers.run.audit.claims import CellKey, Claim, Finding, Stated, Text, Written
from helpers.run.audit.trees import parsed_xml

_TOLERANCE = 1e-6


def read_iati(written: Written) -> Iterator[Claim]:
    """The claims of an activity. A reference such as 'officers_trained, project=inl-1' tells which cell is meant."""
    try:
        root = parsed_xml(written.content)
    except etree.XMLSyntaxError:
        yield Finding(written.name, "is not XML, so it cannot be read back")
        return
    for number, indicator in enumerate(root.iter("indicator"), start=1):
        yield from _indicator(indicator, f"{written.name}, indicator {number}", written)
    written_before = set(_texts_of(written.release))
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Text(f"{written.name}, comment", str(element.text or ""))
        elif (element.text or "").strip() and element.text not in written_before:
            yield Text(f"{written.name}, <{element.tag}>", str(element.text))


def _texts_of(release: Release) -> Iterator[str]:
    """What params say in either language: the project's texts, and the names of indicators."""
    labels = [indicator.label for indicator in release.catalogue.values()]
    yield from (text for label in labels for text in (label.en, label.vi))
    if release.framework:
        yield from _strings(release.framework.project.model_dump())


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, (dict, list, tuple)):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _strings(each)


def _indicator(indicator: Any, where: str, written: Written) -> Iterator[Claim]:
    release = written.release
    title = " ".join(indicator.findtext("title/narrative", "").split())
    reference = indicator.find("reference")
    name, breakdown, category = _referred("" if reference is None else reference.get("code", ""))
    sensitive = name in release.catalogue and release.catalogue[name].sensitive
    for number in indicator.iter("target", "actual", "baseline"):
        value = number.get("value", "")
        if not sensitive or number.tag != "actual":
            yield Text(f"{where}, {number.tag}", f"{title}: {value}")
            continue
        period = number.getparent()
        years = range(int(_day(period, "start")[:4]), int(_day(period, "end")[:4]) + 1)
        dimensions = {each.get("name", ""): each.get("value", "") for each in number.iter("dimension")}
        at, of = next(iter(dimensions.items())) if dimensions else (breakdown, category)
        keys: list[CellKey] = [(name, NATION, str(year), at, of) for year in years]
        yield from _actual(keys, value, f"{where}, actual", written)


def _actual(keys: list[CellKey], value: str, where: str, written: Written) -> Iterator[Claim]:
    if len(keys) == 1:
        yield Stated(where, keys[0], float(value))
        return
    cells = [
        written.release.cell(indicator, place=place, period=period, breakdown=breakdown, category=category)
        for indicator, place, period, breakdown, category in keys
    ]
    if any(cell.status == "c" for cell in cells):
        yield Finding(where, "a sum of years of which one is withheld")
    elif abs(sum(cell.value or 0.0 for cell in cells) - float(value)) > _TOLERANCE:
        yield Finding(where, "a sum that is not that of the released years")


def _referred(code: str) -> tuple[str, str, str]:
    """Indicator, breakdown and category of a reference."""
    name, _, where = code.partition(", ")
    breakdown, _, category = where.partition("=")
    return name, breakdown or TOTAL, category or ALL


def _day(period: Any, end: str) -> str:
    found = period.find(f"period-{end}")
    return "0000" if found is None else str(found.get("iso-date", "0000"))

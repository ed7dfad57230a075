"""iati.xml: a project and its results as an activity of the International Aid Transparency Initiative, version 2.03.

Numbers are those of the project's report. Where one is withheld or was not reported its element is left out: the
standard has no mark for it. Actuals by sex, age or kind are given for single years, where each is published.

Who reports is whom params/workbook.yml names (`iati_reporting_org`). Demonstration data say so in their title and
description, are reported under an identifier that is nobody's, and name no other organisation by its identifier
(participating-org/@ref may be left out), so that they cannot be counted as anybody's activity.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from lxml import etree

from helpers.inputs.params.projects import DonorProject, Party
from helpers.inputs.params.settings import Bilingual, Language
from helpers.metrics.framework import Framework
from helpers.metrics.framework_status import Measured, Progress, Tracked
from helpers.metrics.indicator import Quantity
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report.amounts import amount
from helpers.report.language import rounded_for_display
from helpers.report.missing_data import station_certainty
from helpers.report.packet_files import IATI
from helpers.report.results import CATEGORIES, framework_of, recorded_of, results_of
from helpers.report.summary import all_published, demonstration_mark, made_up_names
from helpers.report.words import Words

VERSION = "2.03"
LEVELS = {"output": "1", "outcome": "2", "objective": "3"}
"""Result types: output, outcome, impact."""
UNIT, PERCENT = "1", "2"
OWN_VOCABULARY = "99"
COUNTRY = "VN"
SECTOR = "15190"
"""DAC purpose code: facilitation of orderly, safe, regular and responsible migration and mobility. It holds the
prevention of and the fight against trafficking in human beings (DAC and CRS code list)."""
GOVERNMENT, MULTILATERAL = "10", "40"
MULTILATERALS = "XM-DAC-4"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MADE_UP_HERE = ("dates", "baselines")
"""Parts of a project's file that the activity tells and that may be made up."""


def write_iati(folder: Path, release: Release) -> None:
    """Write the activity of the report's project."""
    root = etree.Element(
        "iati-activities", version=VERSION, **{"generated-datetime": f"{release.published_date}T00:00:00Z"}
    )
    root.append(_activity(release))
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    (folder / IATI).write_bytes(content)


def _activity(release: Release) -> Any:
    framework = framework_of(release)
    project = framework.project
    publisher = Party(name=release.about.contact.name, reference=release.about.iati_reporting_org)
    identified = not release.demonstration
    activity = etree.Element("iati-activity", **{XML_LANG: "en", "default-currency": "USD"})
    activity.set("last-updated-datetime", f"{release.updated_date}T00:00:00Z")
    _text(activity, "iati-identifier", f"{publisher.reference}-{release.scope.project}")
    _organisation(activity, "reporting-org", publisher, identified=True)
    _said(activity, "title", _marked(release, project.title))
    _said(activity, "description", _marked(release, project.summary), type="1")
    _organisation(activity, "participating-org", project.donor, identified=identified, role="1")
    _organisation(activity, "participating-org", project.implementer, identified=identified, role="4")
    over = project.end <= date(release.scope.year, 12, 31)
    etree.SubElement(activity, "activity-status", code="4" if over else "2")
    _day(activity, "activity-date", project.start, type="2")
    _day(activity, "activity-date", project.end, type="4" if over else "3")
    etree.SubElement(activity, "recipient-country", code=COUNTRY, percentage="100")
    etree.SubElement(activity, "sector", vocabulary="1", code=SECTOR)
    _results(activity, release, framework, project)
    return activity


def _marked(release: Release, text: Bilingual) -> Bilingual:
    """The title or description; that the numbers are a demonstration goes before it, wherever the file is read.

    Before published numbers stands only what is made up beside them, such as the project's dates.
    """
    marks = {}
    for language in get_args(Language):
        w = Words(release.in_language(language))
        if not all_published(release):
            marks[language] = demonstration_mark(w)
        else:
            parts = made_up_names(w, _MADE_UP_HERE) if release.demonstration else []
            marks[language] = (
                w.say("Made up for this demonstration: {parts}.", parts=", ".join(parts)) if parts else ""
            )
    return Bilingual(**{language: f"{mark} {text[language]}".strip() for language, mark in marks.items()})


def _results(activity: Any, release: Release, framework: Framework, project: DonorProject) -> None:
    tracked = results_of(release)
    for result in project.results:
        of_it = [each for each in tracked if each.result.id == result.id]
        if not of_it:
            continue  # the standard asks for an indicator
        element = etree.SubElement(activity, "result", type=LEVELS[result.level])
        element.set("aggregation-status", "false")
        _said(element, "title", result.title)
        for each in of_it:
            _indicator(element, each, release)


def _indicator(result: Any, each: Tracked, release: Release) -> None:
    indicator = etree.SubElement(result, "indicator", measure=PERCENT if each.unit.percentage else UNIT)
    indicator.set("ascending", "true")
    _said(indicator, "title", each.label)
    if each.indicator.note:
        _said(indicator, "description", each.indicator.note)
    etree.SubElement(indicator, "reference", vocabulary=OWN_VOCABULARY, code=reference_code(each))
    baseline = each.indicator.baseline
    if baseline and each.baseline.status == "shown":
        element = etree.SubElement(indicator, "baseline", year=str(baseline.year))
        element.set("value", _number(each.baseline.value, each.unit))
        if baseline.note:
            _said(element, "comment", baseline.note)
    windows = {each_one.window: each_one for each_one in (*each.periods, *each.targets)}
    for window in sorted(windows, key=lambda window: (window.start, window.end)):
        _period(indicator, each, windows[window], release)


def reference_code(each: Tracked) -> str:
    """What the indicator is in the catalogue: 'officers_trained, project=inl-1'; else its id within the project."""
    if each.indicator.measures is None:
        return each.indicator.id
    where = "".join(f", {name}={category}" for name, category in each.indicator.where.items())
    return f"{each.indicator.measures}{where}"


def _period(indicator: Any, each: Tracked, progress: Progress, release: Release) -> None:
    element = etree.Element("period")
    _day(element, "period-start", progress.window.start)
    _day(element, "period-end", progress.window.end)
    if progress.target is not None:
        target = etree.SubElement(element, "target", value=_number(progress.target, each.unit))
        found = Measured(progress.target, "shown", progress.target_qualifier)
        source = progress.target_source.en if progress.target_source else ""
        _comment(target, _as_published(found, each, release), source)
    if progress.actual.status == "shown":
        actual = etree.SubElement(element, "actual", value=_number(progress.actual.value, each.unit))
        _comment(actual, *_said_of(progress, each, release))
        if progress.window.start.year == progress.window.end.year:
            _dimensions(element, each, release, progress.window.start.year)
    if len(element) > 2:  # a period without a number says nothing
        indicator.append(element)


def _comment(element: Any, *parts: str) -> None:
    if said := "; ".join(filter(None, parts)):
        _text(etree.SubElement(element, "comment"), "narrative", said)


def _as_published(found: Measured, each: Tracked, release: Release) -> str:
    """The words of a number that was published with a qualifier, which the attribute cannot hold."""
    w, value = Words(release.in_language("en")), found.value or 0.0
    words = amount(w, value, each.unit, found.qualifier)
    if words == amount(w, value, each.unit):
        return ""
    return w.say("published as “{words}”", words=words)


def _said_of(progress: Progress, each: Tracked, release: Release) -> Iterator[str]:
    w, actual = Words(release.in_language("en")), progress.actual
    yield _as_published(actual, each, release)
    if actual.lacking:
        years = ", ".join(map(str, actual.lacking))
        yield w.say("without {years}, of which there are no returns", years=years)
    if each.indicator.measures:
        span = range(progress.window.start.year, progress.window.end.year + 1)
        yield station_certainty(w, each.indicator.measures, span).rstrip(".")


def _dimensions(period: Any, each: Tracked, release: Release, year: int) -> None:
    """Actuals by what the donor asks for, of one year: the shown cells, and no others."""
    for name, category, value in _parts(each, release, year):
        actual = etree.SubElement(period, "actual", value=_number(value, each.unit))
        etree.SubElement(actual, "dimension", name=name, value=category)
        if name == "sex" and each.indicator.where:
            _comment(actual, _of_recorded(each, release, year))


def _of_recorded(each: Tracked, release: Release, year: int) -> str:
    """The base of a number of women whom not every course recorded."""
    w, name = Words(release.in_language("en")), str(each.indicator.measures)
    (where,) = each.indicator.where.items()
    base = recorded_of(release, str(release.indicator(name).women), where, [year])
    return w.say("of {n} people where it was recorded", n=w.number(base)) if base else ""


def _parts(each: Tracked, release: Release, year: int) -> Iterator[tuple[str, str, float]]:
    if each.indicator.measures is None:
        return
    found = release.indicator(each.indicator.measures)
    for asked in each.indicator.disaggregation:
        if asked == "sex" and found.women:
            named = dict(zip(("breakdown", "category"), *each.indicator.where.items(), strict=True))
            cell = release.cell(found.women, place=NATION, period=year, **named)
            if cell.value is not None:
                yield "sex", "female", cell.value
        elif not each.indicator.where:
            for breakdown in (b for b in CATEGORIES.get(asked, ()) if b in found.breakdown_columns):
                for category, cell in release.by(found.id, breakdown, place=NATION, period=year).items():
                    if cell.value is not None:
                        yield breakdown, category, cell.value


def _organisation(activity: Any, tag: str, party: Party, *, identified: bool, **named: str) -> None:
    kind = MULTILATERAL if (party.reference or "").startswith(MULTILATERALS) else GOVERNMENT
    element = _said(activity, tag, party.name, type=kind, **named)
    if identified and party.reference:
        element.set("ref", party.reference)


def _said(parent: Any, tag: str, text: Bilingual, **named: str) -> Any:
    element = etree.SubElement(parent, tag, **named)
    _text(element, "narrative", text.en)
    _text(element, "narrative", text.vi, **{XML_LANG: "vi"})
    return element


def _text(parent: Any, tag: str, text: str, **named: str) -> None:
    etree.SubElement(parent, tag, **named).text = text


def _day(parent: Any, tag: str, day: date, **named: str) -> None:
    etree.SubElement(parent, tag, **named).set("iso-date", day.isoformat())


def _number(value: float | None, unit: Quantity) -> str:
    """A number with as many decimals as the report tells it with."""
    rounded = rounded_for_display(value or 0.0, unit.decimals)
    return f"{float(rounded):.10g}"

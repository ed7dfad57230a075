"""Reference sheets of indicators: what each means, how it is made, by whom, and how good it is.

Definition, limitations, responsibility and the assessment of data quality stand in params/indicators.yml, or in the
project's file; formula, disaggregation, source and frequency follow from how the indicator is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.projects import OwnSheet, ProjectIndicator
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.tables import YES, Tables
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import ROWS, Indicator
from helpers.privacy.release import Release
from helpers.report.exhibit import Exhibit, words_table
from helpers.report.front_matter import Several
from helpers.report.results import framework_of
from helpers.report.words import Messages, Words, lower_first


@dataclass(frozen=True)
class Meanings:
    """What an indicator's definition refers to: the other indicators, the tables of a return, the codelists."""

    catalogue: Catalogue
    tables: Tables
    codelists: Codelists


@dataclass(frozen=True)
class ReferenceSheet:
    """One reference sheet: the indicator's id, its name, and pairs of head and text."""

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]


def reference_sheets(release: Release) -> Several:
    """A sheet for each indicator of the project, or of the catalogue in a report that is on no project."""
    w = Words(release)
    if release.framework is None:
        sheets = [sheet_of(w, meanings_of(release), name) for name in release.catalogue]
    else:
        sheets = [project_sheet(w, each) for each in framework_of(release).project.indicators]
    return Several(_exhibit(w, sheet) for sheet in sheets)


def sheet_of(w: Messages, meanings: Meanings, name: str) -> ReferenceSheet:
    """The reference sheet of an indicator of the catalogue."""
    found = meanings.catalogue[name]
    quality = found.reference.quality
    return ReferenceSheet(
        name,
        found.label[w.language],
        (
            (w.say("Definition"), found.definition[w.language]),
            (w.say("Unit"), unit_word(w, found.unit)),
            (w.say("Formula"), formula(w, meanings, found)),
            (w.say("Disaggregation"), _disaggregation(w, meanings, found)),
            (w.say("Data source"), source(w, meanings, found)),
            (w.say("Frequency"), _frequency(w, found)),
            (w.say("Responsible"), found.reference.responsible[w.language]),
            (w.say("Limitations"), found.limitations[w.language]),
            (w.say("Data quality: validity"), quality.validity[w.language]),
            (w.say("Data quality: integrity"), quality.integrity[w.language]),
            (w.say("Data quality: precision"), quality.precision[w.language]),
            (w.say("Data quality: reliability"), quality.reliability[w.language]),
            (w.say("Data quality: timeliness"), quality.timeliness[w.language]),
        ),
    )


def formula(w: Messages, meanings: Meanings, indicator: Indicator) -> str:
    """How the indicator is computed, in words."""
    columns = meanings.tables[indicator.table].columns
    measure = "" if indicator.measure == ROWS else columns[indicator.measure].label[w.language]
    per = "" if indicator.per in (None, ROWS) else columns[str(indicator.per)].label[w.language]
    said = {
        "count": w.say("Number of rows"),
        "sum": w.say("Sum of “{column}”", column=measure),
        "share": w.say("100 × sum of “{column}” / sum of “{per}”", column=measure, per=per)
        if per
        else w.say("100 × rows where “{column}” is yes / number of rows", column=measure),
        "ratio": f"{_total(w, measure)} / {lower_first(_total(w, per))}",
        "mean": w.say("Mean of “{column}”, weighted by “{per}”", column=measure, per=per)
        if per
        else w.say("Mean of “{column}” over all rows", column=measure),
    }[indicator.aggregation]
    kept = [
        w.say(
            "“{column}” is {values}",
            column=columns[name].label[w.language],
            values=_values(w, meanings, indicator, name),
        )
        for name in indicator.filters
    ]
    return f"{said}; {w.say('only rows where')} {'; '.join(kept)}." if kept else f"{said}."


def _total(w: Messages, label: str) -> str:
    """The sum of a column, or where there is none the number of rows."""
    return w.say("Sum of “{column}”", column=label) if label else w.say("Number of rows")


def _values(w: Messages, meanings: Meanings, indicator: Indicator, column: str) -> str:
    codelist = meanings.tables[indicator.table].columns[column].codelist
    if codelist is None:
        labels = [w.say("yes") if value == YES else w.say("no") for value in indicator.filters[column]]
    else:
        labels = [meanings.codelists.label(codelist, code, w.language) for code in indicator.filters[column]]
    return w.say(" or ").join(labels)


def _disaggregation(w: Messages, meanings: Meanings, indicator: Indicator) -> str:
    columns = meanings.tables[indicator.table].columns
    parts = [w.say("province, region")]
    if indicator.women:
        parts.append(w.say("sex"))
    parts += [
        " × ".join(columns[name].label[w.language].lower() for name in names)
        for names in indicator.breakdown_columns.values()
    ]
    return ", ".join(parts)


def source(w: Messages, meanings: Meanings, indicator: Indicator) -> str:
    """The table of the returns that the indicator is computed from."""
    found = meanings.tables[indicator.table]
    return w.say(
        "Provincial returns, table “{table}”, {grain}",
        table=found.label[w.language],
        grain=found.grain[w.language],
    )


def _frequency(w: Messages, indicator: Indicator) -> str:
    names = {"year": w.say("year"), "quarter": w.say("quarter"), "month": w.say("month")}
    return w.say("Published by {periods}", periods=", ".join(names[kind] for kind in indicator.periods))


def meanings_of(release: Release) -> Meanings:
    """What the definitions of a Release's indicators refer to."""
    return Meanings(release.catalogue, release.tables, release.codelists)


def project_sheet(w: Words, each: ProjectIndicator) -> ReferenceSheet:
    """The reference sheet of an indicator of the report's project."""
    if each.own is None:
        sheet = sheet_of(w, meanings_of(w.release), str(each.measures))
        label = each.label[w.language] if each.label else sheet.title
        lines = list(sheet.lines)
        for breakdown, category in each.where.items():
            taken = w.say("Here for {category} only.", category=w.code(breakdown, category))
            lines[0] = (lines[0][0], f"{lines[0][1]} {taken}")
        return ReferenceSheet(
            each.id, label, (*lines, (w.say("Means of verification"), each.verification[w.language]))
        )
    label = each.label[w.language] if each.label else each.id
    return ReferenceSheet(
        each.id, label, (*_own(w, each), (w.say("Means of verification"), each.verification[w.language]))
    )


def _own(w: Messages, each: ProjectIndicator) -> tuple[tuple[str, str], ...]:
    """The sheet of an indicator that the project alone has; of its quality where a number was published."""
    own, language = cast(OwnSheet, each.own), w.language
    return (
        (w.say("Definition"), own.definition[language]),
        (w.say("Unit"), unit_word(w, own.unit)),
        *([(w.say("Formula"), own.formula[language])] if own.formula else []),
        (w.say("Data source"), own.source[language]),
        (w.say("Frequency"), own.frequency[language]),
        (w.say("Responsible"), own.responsible[language]),
        (w.say("Limitations"), own.limitations[language]),
        *(
            [(w.say("Data quality"), w.say("Taken over as published; not checked by the workbook."))]
            if each.reported
            else []
        ),
    )


def unit_word(w: Messages, unit: str | Bilingual) -> str:
    """What is counted, as a word, or as the entry spells it out."""
    if isinstance(unit, Bilingual):
        return unit[w.language]
    words = {
        "sessions": w.say("sessions"), "people": w.say("people"), "leaflets": w.say("leaflets"),
        "cases": w.say("cases"), "officers": w.say("officer attendances"), "courses": w.say("courses"),
        "classes": w.say("classes"), "workshops": w.say("workshops"), "seminars": w.say("seminars"),
        "sets": w.say("sets"), "items": w.say("items"), "events": w.say("events"),
        "points": w.say("points, of 100"), "percent": w.say("percent"), "change_percent": w.say("percent of change"),
        "provinces": w.say("provinces"), "meetings": w.say("meetings"), "talks": w.say("talks"),
    }  # fmt: skip
    return words[unit]


def _exhibit(w: Words, sheet: ReferenceSheet) -> Exhibit:
    return words_table(
        f"sheet-{sheet.id.replace('_', '-')}",
        w.say("Reference sheet: {label}", label=sheet.title),
        [w.say("Item"), w.say("Indicator")],
        sheet.lines,
        w.language,
    )

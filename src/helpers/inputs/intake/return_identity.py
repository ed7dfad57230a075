"""Whose return it is: the province and the months, by its cover sheet; and whether the rest of it says the same.

A cover that names another province or year than the template's mark, or than most of the rows, would put a return in
the place of another: nothing of it is taken in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.name_lookup import province_slug
from helpers.inputs.intake.number_cells import read_count
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.mistakes import Mistake, Phrase, say
from helpers.inputs.params.settings import ReturnFolder
from helpers.inputs.params.tables import COVER

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_IDENTIFIER = re.compile(r"(.+)-20[0-9]{2}-[A-Z]*[0-9]+")


def whose_return(
    rules: Rulebook, raws: Mapping[str, RawFile], mark: Mapping[str, str], shown: str
) -> tuple[str, ReturnFolder] | Mistake:
    """Province and span of months of a return, by its cover sheet; or what stands in the way."""
    raw = raws.get(COVER)
    if raw is None or not raw.cells:
        return Mistake(
            shown, None, None, say("has no cover sheet that says whose return it is"),
            say("fill in the cover sheet: province, year, date"), sheet=raw.sheet if raw else None,
        )  # fmt: skip
    columns = list(rules.tables[COVER].columns)
    cells = dict(zip(columns, raw.cells[0], strict=True))

    def fault(column: str, reason: Phrase, remedy: Phrase) -> Mistake:
        at = raw.place_of(0, columns.index(column))
        label = rules.tables[COVER].columns[column].label.both
        return Mistake(shown, at.row, column, reason, remedy, at.sheet, at.cell, heading=label)

    year = read_count(cells["year"], 0, None).value
    if year not in rules.years:
        years = ", ".join(map(str, rules.years))
        return fault(
            "year", say("is not a year that is reported on"), say("write one of {years}", years=years)
        )
    slug = province_slug(cells["province"], rules.province_names)
    if slug is None:
        return fault("province", say("is no province"), say("write its name, or its slug such as lang-son"))
    spans = rules.years[int(str(year))].returns
    fitting = [
        span
        for span in spans
        if (known := rules.provinces.by_vintage[span.vintage].get(slug)) and known.has_command
    ]
    if not fitting:
        return fault("province", *_not_reporting(rules, slug, spans[-1]))
    months = _months(rules, raws) if len(spans) > 1 else set()
    meant = [span for span in spans if mark.get("first_month") == span.first_month]
    meant = meant or [span for span in spans if months and months <= set(span.months)]
    if meant and meant[0] not in fitting:
        return fault("province", *_not_reporting(rules, slug, meant[0]))
    if len(meant or fitting) > 1:
        halves = (f"{span.first_month} to {span.last_month}" for span in fitting)
        nua = (f"{span.first_month} đến {span.last_month}" for span in fitting)
        reason = say(
            "there are two returns of this year, {halves}, and the rows do not say which it is",
            halves=(" or ".join(halves), " hoặc ".join(nua)),
        )
        return fault("year", reason, say("send a return for one of them, made from its template"))
    span = (meant or fitting)[0]
    if fault_ := _of_another_province(rules, raws, mark, slug, span):
        return fault("province", *fault_)
    if fault_ := _of_another_year(rules, raws, mark, span):
        return fault("year", *fault_)
    return slug, span


def _not_reporting(rules: Rulebook, slug: str, span: ReturnFolder) -> tuple[Phrase, Phrase]:
    """Why a province sends no return of that span: it was merged into another, or has no command."""
    if slug in rules.provinces.by_vintage[span.vintage]:
        name = slug, rules.provinces.by_vintage[span.vintage][slug].name_vi
        return say("province '{slug}' has no Border Guard command, so it has no report", slug=name), _CORRECT
    successor = rules.provinces.successors.get(slug)
    if successor is None:
        return say("is no province"), _CORRECT
    reason = say(
        "province '{slug}' was merged into '{successor}' on 1 July 2025",
        slug=(slug, rules.provinces.by_vintage["63"][slug].name_vi),
        successor=(successor, rules.provinces.by_vintage["34"][successor].name_vi),
    )
    name = successor, rules.provinces.by_vintage["34"][successor].name_vi
    return reason, say("send the return of '{successor}'", successor=name)


_CORRECT = say("correct the cover sheet")


def _months(rules: Rulebook, raws: Mapping[str, RawFile]) -> set[str]:
    """The months that dated rows name, where they are written as dates or months."""
    found = set()
    for name, raw in raws.items():
        dated_by = rules.tables[name].dated_by
        if dated_by and raw.cells and rules.tables[name].columns[dated_by].type != "quarter":
            position = list(rules.tables[name].columns).index(dated_by)
            found |= {month[0] for cell in raw.columns[position] if (month := _MONTH.match(cell))}
    return found


def _of_another_province(
    rules: Rulebook, raws: Mapping[str, RawFile], mark: Mapping[str, str], slug: str, span: ReturnFolder
) -> tuple[Phrase, Phrase] | None:
    """That the template, or most codes of stations and numbers of cases, persons and courses, are of another."""
    provinces = rules.provinces.by_vintage[span.vintage]
    other = mark.get("province", slug)
    if other == slug or other not in provinces:
        named = _provinces_named(rules, raws, span)
        other, rows = named.most_common(1)[0] if named else (slug, 0)
        if other == slug or 2 * rows <= named.total():
            return None
    cover, book = ((each.name_en, each.name_vi) for each in (provinces[slug], provinces[other]))
    return (
        say("the cover says {cover}, but this is a workbook of {book}", cover=cover, book=book),
        say("mend the cover, or fill in the template of {cover}; nothing of it is taken in", cover=cover),
    )


def _of_another_year(
    rules: Rulebook, raws: Mapping[str, RawFile], mark: Mapping[str, str], span: ReturnFolder
) -> tuple[Phrase, Phrase] | None:
    """That the template is of another year, or no row lies in the cover's."""
    cover = span.first_month[:4]
    book = mark.get("year", cover)
    if book == cover:
        years = _years_named(rules, raws)
        if not years or cover in years:
            return None
        book = years.most_common(1)[0][0]
    both = [(year, f"năm {year}") for year in (cover, book)]
    return (
        say("the cover says {cover}, but this is a workbook of {book}", cover=both[0], book=both[1]),
        say("mend the cover, or fill in the template of {cover}; nothing of it is taken in", cover=both[0]),
    )


def _provinces_named(rules: Rulebook, raws: Mapping[str, RawFile], span: ReturnFolder) -> Counter[str]:
    """How many cells tell of each province, as it is called in the return's vintage."""
    known = rules.provinces.by_vintage[span.vintage]
    named: Counter[str] = Counter()
    for name, raw in raws.items():
        for column, cells in zip(rules.tables[name].columns.values(), raw.columns, strict=False):
            if name == COVER or column.type not in ("station", "case_id", "person_id", "course_id"):
                continue
            for cell, times in Counter(cells).items():
                if column.type == "station":
                    code = cell.casefold().split(" ")[0].rstrip(":,")
                    station = rules.stations.by_key.get((code, span.vintage))
                    found = station.province if station else None
                else:
                    parts = _IDENTIFIER.fullmatch(cell.upper())
                    found = province_slug(parts[1], rules.province_names) if parts else None
                    if found and span.vintage == "34":
                        found = rules.provinces.successors.get(found, found)
                if found in known:
                    named[str(found)] += times
    return named


def _years_named(rules: Rulebook, raws: Mapping[str, RawFile]) -> Counter[str]:
    """How many dated rows tell of each year."""
    named: Counter[str] = Counter()
    for name, raw in raws.items():
        dated_by = rules.tables[name].dated_by
        if dated_by and raw.cells:
            position = list(rules.tables[name].columns).index(dated_by)
            for cell, times in Counter(raw.columns[position]).items():
                if year := _YEAR.search(cell):
                    named[year[0]] += times
    return named

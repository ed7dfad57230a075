"""The numbers about victims that a report may say: what was released, and what follows from two released cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple, get_args

from helpers.inputs.projects import DonorProject
from helpers.inputs.settings import Language
from helpers.metrics.published_as import PUBLISHED_AS
from helpers.privacy.release import NATION, Release
from helpers.run.audit.numbers import Number, has_number, numbers_in

WORDS = {
    "en": ("victim", "assisted", "rescued", "self-returned", "presumed", "reintegrat", "rebuild their lives"),
    "vi": ("nạn nhân", "giải cứu", "tự trở về", "tái hòa nhập"),
}
"""A text that holds one of these, or the label of a sensitive indicator, speaks of victims, whatever its language."""
SPEAKS = re.compile("|".join(word for words in WORDS.values() for word in words), re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_]")


class _Shown(NamedTuple):
    indicator: str
    place: str
    period: str
    breakdown: str
    category: str
    value: float


class Vouched:
    """What one report may say about victims."""

    def __init__(self, release: Release) -> None:
        language: Language = release.language
        self._language = language
        sensitive = [i for i in release.catalogue.values() if i.sensitive]
        words = {*(w for some in WORDS.values() for w in some)}
        words |= {i.label[code].lower() for i in sensitive for code in ("en", "vi")}
        self.speaks_of_victims = _holds_one_of("|".join(map(re.escape, sorted(words))))
        """Whether a text is about victims at all."""
        shown = list(_shown(release, {i.id for i in sensitive}))
        counts = {cell.value for cell in shown} | {float(year) for year in release.scope.years} | {0.0}
        names = {i.id for i in sensitive}
        of_victims = [
            figure
            for figure in release.published
            if "victim" in figure.indicator or PUBLISHED_AS.get(figure.indicator) in names
        ]
        published = {f.value: "percent" if f.unit == "percent" else "count" for f in of_victims}
        counts |= {value for value, kind in published.items() if kind == "count"}
        if release.framework:
            counts |= {*_sums_of_years(shown), *_of_project(release.framework.project, release)}
        added = counts if release.framework else set()  # a chart says what a year added, a title '2021-2025'
        self.numbers = {Number(value, "count") for value in counts}
        self.numbers |= {Number(value, "percent") for value, kind in published.items() if kind == "percent"}
        self.numbers |= {Number(round(value, 1), "percent") for value in _percentages(shown)}
        self.numbers |= {Number(value, "change") for value in (*_changes(shown), *added)}
        said = [release.explanation[language], *(i.definition[language] for i in release.catalogue.values())]
        said += [*_labels_of_codes(release), *(_written(release) if release.framework else ())]
        fixed = {text for text in (" ".join(text.split()) for text in said) if has_number(text)}
        fixed |= {text[:1].lower() + text[1:] for text in fixed}
        self._fixed = sorted((text for text in fixed if _WORD.search(text)), key=len, reverse=True)
        self._said = {n for text in said for n in numbers_in(text, language)}

    def strangers(self, text: str, *, in_lines: bool = False) -> list[Number]:
        """The numbers of a text that nothing released accounts for.

        `in_lines`: the text is a line of a paragraph, so that the policy's own words cannot be told as a whole.
        """
        text = " ".join(text.replace("\\", "").split())
        for fixed in self._fixed:
            text = text.replace(fixed, " ")
        found = [n._replace(value=round(n.value, 1)) for n in numbers_in(text, self._language)]
        allowed = self.numbers | self._said if in_lines else self.numbers
        return [n for n in found if n not in allowed]


@lru_cache(maxsize=2)
def _holds_one_of(words: str) -> Callable[[str], bool]:
    """Whether a text holds one of the words; files and reports say most things several times."""
    pattern = re.compile(words, re.IGNORECASE)
    return lru_cache(maxsize=20_000)(lambda text: pattern.search(text) is not None)


def _shown(release: Release, sensitive: set[str]) -> Iterator[_Shown]:
    """The shown sensitive cells of the report's places."""
    places = None if release.scope.province is None else {release.scope.place, release.region.slug, NATION}
    frame = release.frame
    few = frame[frame["indicator"].isin(sensitive) & (frame["status"] == "shown")]
    columns = (
        few[name].tolist() for name in ("indicator", "place", "period", "breakdown", "category", "value")
    )
    for indicator, place, period, breakdown, category, value in zip(*columns, strict=True):
        if places is None or place in places:
            yield _Shown(indicator, place, period, breakdown, category, float(value))


def _of_project(project: DonorProject, release: Release) -> Iterator[float]:
    """A project's years, and the published figures that its file names, but for those below the threshold."""
    yield from map(float, range(project.start.year, project.end.year + 1))
    amounts = [amount for each in project.indicators for amount in (*each.targets, *each.reported)]
    named = {*project.context, *(amount.figure for amount in amounts)}
    for figure in release.published:
        if figure.id in named and figure.value >= release.threshold:
            yield figure.value


def _written(release: Release) -> Iterator[str]:
    """What people wrote in params about figures of others, indicators and the report's project; no record is in it.

    In both languages: an IATI activity says everything in both.
    """
    for language in get_args(Language):
        for figure in release.published:
            yield from (text[language] for text in figure.words.values())
        for indicator in release.catalogue.values():
            yield indicator.limitations[language]
        assert release.framework is not None  # the caller asks for a project's report only
        yield from _texts_in(release.framework.project.model_dump(), language)


def _texts_in(content: Any, language: Language) -> Iterator[str]:
    """The texts of one language anywhere in what a params file holds."""
    if isinstance(content, dict):
        if isinstance(content.get(language), str):
            yield content[language]
        for value in content.values():
            yield from _texts_in(value, language)
    elif isinstance(content, list):
        for value in content:
            yield from _texts_in(value, language)


def _sums_of_years(shown: list[_Shown]) -> Iterator[float]:
    """Totals of successive years added up, as a project's results are: of shown cells, so they tell nothing more."""
    series: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for cell in shown:
        if cell.breakdown == "total" and "-" not in cell.period:
            series[cell.indicator, cell.place][cell.period] = cell.value
    for values in series.values():
        years = sorted(values)
        for first in range(len(years)):
            yield from accumulate(values[year] for year in years[first:])


def _labels_of_codes(release: Release) -> Iterator[str]:
    """The labels of the categories that sensitive numbers are broken down by, such as '60 and over'."""
    columns = {
        c
        for i in release.catalogue.values()
        if i.sensitive
        for cs in i.breakdown_columns.values()
        for c in cs
    }
    for column in sorted(columns):
        name = release.catalogue.codelist(column)
        for code in release.codelists.codes(name):
            yield release.codelists.label(name, code, release.language)


def _percentages(shown: list[_Shown]) -> Iterator[float]:
    """Shares of one place and year, and changes between years of one cell, rounded or not."""
    yield from (0.0, 100.0)
    parts, wholes = defaultdict(set), defaultdict(set)
    for cell in shown:
        parts[cell.place, cell.period].add(cell.value)
        if cell.breakdown == "total" and cell.value > 0:
            wholes[cell.place, cell.period].add(cell.value)
    for same, totals in wholes.items():
        for whole in totals:
            for part in parts[same]:
                if part <= whole:
                    yield from _rounded(100.0 * part / whole)
    for before, now in _successive(shown):
        if before:
            yield from _rounded(abs(100.0 * (now - before) / before))


def _changes(shown: list[_Shown]) -> Iterator[float]:
    """Differences between successive years of one total."""
    for before, now in _successive([cell for cell in shown if cell.breakdown == "total"]):
        yield abs(now - before)


def _successive(shown: list[_Shown]) -> Iterator[tuple[float, float]]:
    series: dict[tuple[str, ...], list[tuple[str, float]]] = defaultdict(list)
    for cell in shown:
        series[cell[:2] + cell[3:5]].append((cell.period, cell.value))
    for values in series.values():
        in_order = [value for _, value in sorted(values)]
        yield from zip(in_order, in_order[1:], strict=False)


def _rounded(value: float) -> Iterator[float]:
    yield from (value, float(int(value + 0.5)))

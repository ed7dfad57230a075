"""Which cell the words at the head of a row and of a column mean, in the language of one report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from helpers.metrics.catalogue import ALL, TOTAL
from helpers.privacy.release import NATION, Release
from helpers.report.words import Messages
from helpers.run.audit.claims import CellKey

OF_PROJECT = "fig-indicator-"
"""How the charts of a project's indicators are called, each with its table by year."""


class AmbiguousError(LookupError):
    """A label that is one of several lists, and nothing beside it says of which."""


class Lexicon:
    """The names of indicators, places, years and categories of one report."""

    def __init__(self, release: Release) -> None:
        language, scope = release.language, release.scope
        self.release = release
        self.indicators: dict[str, str] = {}
        for name, indicator in release.catalogue.items():
            self.indicators[indicator.label[language]] = name
            self.indicators[indicator.short_label[language]] = name
        self.places = {p.name(language): p.slug for p in release.provinces.commands(scope.vintage)}
        for region in release.provinces.regions:
            self.places[region.name(language)] = region.slug
            self.places[region.name(language, short=True)] = region.slug
        self.places["Việt Nam" if language == "vi" else "Viet Nam"] = NATION
        self.years = {str(year) for year in scope.years}
        self._actual = Messages(language).say("Actual")
        self._labels = cache(self._read_labels)

    def key(self, row: str, column: str, exhibit: str, above: str = "") -> CellKey | None:
        """The cell at a row and column; none where they do not name an indicator.

        `above` heads the rows among which it stands. Where a label is one of several lists, such as 'Not recorded' of
        sex and of age, it says of which.

        Raises:
            AmbiguousError: the label is one of several lists, and nothing says of which.
        """
        if exhibit.startswith(OF_PROJECT):
            return self._of_project(exhibit.removeprefix(OF_PROJECT), row, column)
        indicator = self.indicators.get(row) or self.indicators.get(column) or self._captioned(exhibit)
        if indicator is None:
            return None
        breakdown, category = self._category(indicator, row, exhibit, above)
        where = self._column(column, row if breakdown == "total" else "", exhibit)
        if breakdown is None or where is None:
            return None
        return indicator, where[0], where[1], breakdown, category

    def column(self, indicator: str, breakdown: str) -> str:
        """What the column is called that a breakdown is by: 'Sex'."""
        table = self.release.tables[self.release.catalogue[indicator].table]
        return table.columns[breakdown].label[self.release.language]

    def code(self, breakdown: str, label: str) -> str | None:
        """The code of a category by its label."""
        return self._labels(breakdown).get(label)

    def _of_project(self, name: str, year: str, column: str) -> CellKey | None:
        """What a project's indicator is measured by in a year."""
        if self.release.framework is None or year not in self.years or column != self._actual:
            return None
        for each in self.release.framework.project.indicators:
            if each.id == name and each.measures:
                breakdown, category = next(iter(each.where.items()), (TOTAL, ALL))
                return each.measures, NATION, year, breakdown, category
        return None

    def _column(self, column: str, row: str, exhibit: str) -> tuple[str, str] | None:
        """Place and period of a column; none where it holds neither, such as a change or a rank."""
        name, _, tail = column.rpartition(" ")
        year = str(self.release.scope.year)
        if column in self.years:
            return self.places.get(row, self._default_place(exhibit)), column
        if tail in self.years and name in self.places:
            return self.places[name], tail
        if column in self.places:
            return self.places[column], year
        if column in self.indicators and row in self.places:
            return self.places[row], year
        return None

    def _captioned(self, exhibit: str) -> str | None:
        if exhibit.startswith(("fig-victims-by", "tbl-victims")):
            return "victims_assisted"
        if exhibit.startswith(("tbl-year-", "fig-map-")):
            name = exhibit.split("-", 2)[2].replace("-", "_")
            return name if name in self.release.catalogue else None
        return "victims_reintegrated" if exhibit == "tbl-reintegration" else None

    def _default_place(self, exhibit: str) -> str:
        whole = exhibit in ("fig-victims-by-exploitation", "fig-victims-by-destination", "tbl-published")
        return NATION if whole else self.release.scope.place

    def _category(self, indicator: str, row: str, exhibit: str, above: str) -> tuple[str | None, str]:
        if row in self.indicators:
            return "total", "all"
        found = {
            breakdown: self._labels(breakdown)[row]
            for breakdown, columns in self.release.catalogue[indicator].breakdown_columns.items()
            if len(columns) == 1
            and (exhibit.endswith(breakdown) or exhibit == "tbl-victims-profile")
            and row in self._labels(breakdown)
        }
        if len(found) > 1:
            found = {name: code for name, code in found.items() if above == self.column(indicator, name)}
            if not found:
                raise AmbiguousError
        for breakdown, code in found.items():
            return breakdown, code
        return ("total", "all") if row in self.places else (None, "")

    def _read_labels(self, breakdown: str) -> Mapping[str, str]:
        """Label -> code of a breakdown."""
        name = self.release.catalogue.codelist(breakdown)
        lists = self.release.codelists
        return {lists.label(name, code, self.release.language): code for code in lists.codes(name)}

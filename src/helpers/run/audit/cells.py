"""Numbers that a file states of a cell: from CSV, packet.json, and the tables of a page."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

from helpers.privacy.release import NATION, Release
from helpers.run.audit.texts import Text, numbers_in

CellKey = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Stated:
    """A cell and the number that a file gives for it; none where it gives a mark.

    `key` is indicator, place, period, breakdown, category.
    """

    where: str
    key: CellKey
    value: float | None


def stated_in_csv(path: Path, name: str) -> Iterator[Stated]:
    """The cells of a data file of a packet."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            value = (row["value"] or "").lstrip("'")
            key = (row["indicator"], row["place"], row["period"], row["breakdown"], row["category"])
            yield Stated(f"{name}, row {number}", key, float(value) if value else None)


def stated_in_packet(path: Path, name: str) -> Iterator[Stated]:
    """The highlights of packet.json."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for indicator, cell in content.get("highlights", {}).items():
        key = (indicator, content["place"], str(content["year"]), "total", "all")
        yield Stated(f"{name}, highlights", key, cell.get("value"))


def stated_in_html(content: bytes, name: str, release: Release) -> Iterator[Stated | Text]:
    """The cells of a page's tables whose row and column say what they count; of others, what stands in them."""
    words = Lexicon(release)
    for table in html.document_fromstring(content).iter("table"):
        figure = next((parent for parent in table.iterancestors("figure")), None)
        identifier = figure.get("id", "") if figure is not None else ""
        rows = [[_text(cell) for cell in row] for row in table.iter("tr")]
        if not rows:
            continue
        head, *body = rows
        for row in body:
            for column, text in zip(head[1:], row[1:], strict=False):
                key = words.key(row[0], column, identifier)
                found = numbers_in(text, release.language)
                where = f"{name}, {identifier}, {row[0]}, {column}"
                if key and "%" not in text and (found or text.startswith("[")):
                    yield Stated(where, key, found[0].value if found else None)
                elif found and not key:
                    yield Text(where, f"{row[0]}, {column}: {text}")


def rows_of_html(content: bytes) -> Iterator[tuple[str, list[str]]]:
    """(exhibit, texts) of every row of every table below its head."""
    for table in html.document_fromstring(content).iter("table"):
        figure = next((parent for parent in table.iterancestors("figure")), None)
        for row in list(table.iter("tr"))[1:]:
            yield (figure.get("id", "") if figure is not None else ""), [_text(cell) for cell in row]


class Lexicon:
    """What the words at the head of rows and columns mean in one report."""

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

    def key(self, row: str, column: str, exhibit: str) -> CellKey | None:
        """The cell at a row and column; none where they do not name an indicator."""
        indicator = self.indicators.get(row) or self.indicators.get(column) or self._captioned(exhibit)
        if indicator is None:
            return None
        breakdown, category = self._category(indicator, row, exhibit)
        where = self._column(column, row if breakdown == "total" else "", exhibit)
        if breakdown is None or where is None:
            return None
        return indicator, where[0], where[1], breakdown, category

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
        return "victims_reintegrated" if exhibit == "tbl-reintegration" else None

    def _default_place(self, exhibit: str) -> str:
        whole = exhibit in ("fig-victims-by-exploitation", "fig-victims-by-destination", "tbl-published")
        return NATION if whole else self.release.scope.place

    def _category(self, indicator: str, row: str, exhibit: str) -> tuple[str | None, str]:
        if row in self.indicators:
            return "total", "all"
        for breakdown, columns in self.release.catalogue[indicator].breakdown_columns.items():
            if len(columns) == 1 and (exhibit.endswith(breakdown) or exhibit == "tbl-victims-profile"):
                for code, label in self._labels(breakdown).items():
                    if label == row:
                        return breakdown, code
        return ("total", "all") if row in self.places else (None, "")

    def _labels(self, breakdown: str) -> Mapping[str, str]:
        name = self.release.catalogue.codelist(breakdown)
        lists = self.release.codelists
        return {code: lists.label(name, code, self.release.language) for code in lists.codes(name)}


def _text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split()) if element is not None else ""

"""What the page shows in each language, as its templates read it: rows, tiles, lists and words."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.inputs.params.settings import Language
from helpers.portal.comparison import Compared, ComparisonView
from helpers.portal.correction_views import CorrectionView, CorrectionWords
from helpers.portal.finder import Entry
from helpers.portal.map_tiles import MapView
from helpers.portal.portal_words import Measure, PortalWords
from helpers.portal.release_dates import ReleaseView


@dataclass(frozen=True)
class FileView:
    """One file of a packet: its address relative to the portal, and what it is called."""

    href: str
    name: str


@dataclass(frozen=True)
class CellView:
    """One key result as printed. `sort` is empty where nothing is shown."""

    measure: str
    text: str
    sort: str
    status: str


@dataclass(frozen=True)
class ReportView:
    """One report: a row of the table, or the card of the nation."""

    year: int
    place: str
    name: str
    national: bool
    region: str
    region_name: str
    language: Language
    cells: tuple[CellView, ...]
    html: str
    pdf: str
    files: tuple[FileView, ...]
    corrected: str


@dataclass(frozen=True)
class ProjectView:
    """One donor's project: its report of a year, who pays, and how its targets stand."""

    name: str
    donor: str
    runs: str
    status: str
    language: Language
    year: int
    html: str
    pdf: str
    files: tuple[FileView, ...]
    corrected: str


@dataclass(frozen=True)
class PlaceView:
    """Where the further report on one place lies."""

    name: str
    language: Language
    year: int
    html: str
    pdf: str
    files: tuple[FileView, ...]
    corrected: str


@dataclass(frozen=True)
class FurtherView:
    """Reports of a year under one title, and the places that they are made for."""

    title: str
    places: tuple[PlaceView, ...]


@dataclass(frozen=True)
class YearView:
    """One year: the national report, the map, and what holds for all its reports."""

    year: int
    published: str
    vintage: str
    reports: int
    national: ReportView | None
    projects: tuple[ProjectView, ...]
    short: tuple[FurtherView, ...]
    further: tuple[FurtherView, ...]
    map: MapView
    measures: dict[str, Measure]
    """What the key results are called, in the words of the year's law."""


@dataclass(frozen=True)
class DataSetView:
    """The data set: its version and size in words, its files, and those of years, projects and indicators."""

    told: str
    files: tuple[FileView, ...]
    parts: tuple[tuple[str, tuple[FileView, ...]], ...]


@dataclass(frozen=True)
class LanguageView:
    """The whole portal in one language."""

    language: Language
    words: PortalWords
    about: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]
    years: tuple[YearView, ...]
    reports: tuple[ReportView, ...]
    entries: tuple[Entry, ...]
    """What the search finds."""
    comparison: ComparisonView
    releases: tuple[ReleaseView, ...]
    time_zone: str
    corrections: tuple[CorrectionView, ...]
    correction_words: CorrectionWords
    data_set: DataSetView | None


@dataclass(frozen=True)
class PortalView:
    """The whole portal. The first language and the first year are shown first."""

    demonstration: bool
    languages: tuple[LanguageView, ...]
    compared: Compared
    merged: str
    """The first year whose reports speak of the provinces after the merger."""

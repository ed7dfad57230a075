"""Composes the portal and the data set beside it, and writes each file in one step: no reader meets half a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from helpers.files.folder_exchange import write_whole
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.release_calendar import read_calendar
from helpers.inputs.params.settings import Settings, read_settings
from helpers.paths import Project
from helpers.portal.correction_views import edition_files, published_corrections
from helpers.portal.indicator_page import render_indicators
from helpers.portal.make_views import portal_views
from helpers.portal.packets import Scan, scan_packets
from helpers.portal.page import render_page
from helpers.portal.release_dates import CALENDAR, calendar_file
from helpers.portal.site_files import FOR_PROGRAMS, site_files
from helpers.publish.data_set.about_data_set import AboutDataSet, about_data_set
from helpers.publish.data_set.data_files import DataSet, compose_data_set
from helpers.publish.data_set.dcat_catalogue import CATALOGUE, dcat_catalogue
from helpers.publish.data_set.sdmx import DATA, STRUCTURE, sdmx_data, sdmx_structure
from helpers.publish.data_set.table_schemas import CSVW, PACKAGE, csvw, data_package
from helpers.publish.data_set.versions import CELLS, CHANGES, keep_last
from helpers.publish.public_folder import DATA_SET, EDITIONS

PAGE, SHEETS = "index.html", "indicators.html"


@dataclass(frozen=True)
class PortalResult:
    """Where the portal lies, how many packets it lists, and why others are left out."""

    path: Path
    packets: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Portal:
    """The portal over certain packets: its files by their places in reports/."""

    scan: Scan
    files: Mapping[str, bytes]


def compose_portal(project: Project, staged: Mapping[Path, Path] = MappingProxyType({})) -> Portal:
    """The portal as it will be when the packets in `staged` (place -> where it waits) are published.

    Raises:
        ParamsError: the settings, the provinces or the map's tiles are wrong.
    """
    return _composed(project, scan_packets(project, read_provinces(project), staged))


def write_portal(project: Project, composed: Portal | None = None) -> PortalResult:
    """Write the portal over every whole, public packet, its page of indicators and the data set.

    Same packets and same data set before: same bytes.

    `composed` is written where it still fits the packets.

    Raises:
        ParamsError: the settings, the provinces or the map's tiles are wrong.
        OutputError: reports/ cannot be written; the portal that was there stays.
    """
    scan = scan_packets(project, read_provinces(project))
    portal = composed if composed and composed.scan == scan else _composed(project, scan)
    for name, content in portal.files.items():
        path = project.reports / name
        if not path.is_file() or path.read_bytes() != content:
            write_whole(project, path, content)
    for path in (
        *(project.reports / DATA_SET).glob("*"),
        *(project.reports / EDITIONS).glob("*"),
        *(project.reports / name for name in (*FOR_PROGRAMS, CATALOGUE, CALENDAR)),
    ):
        if path.relative_to(project.reports).as_posix() not in portal.files:
            path.unlink(
                missing_ok=True
            )  # of a year, project or indicator of which there is no figure any more
    if f"{DATA_SET}/{CELLS}" in portal.files:
        keep_last(project, *(portal.files[f"{DATA_SET}/{name}"] for name in (CELLS, CHANGES)))
    return PortalResult(project.reports / PAGE, len(scan.all), scan.left_out)


def _composed(project: Project, scan: Scan) -> Portal:
    settings = read_settings(project)
    data_set = compose_data_set(project, scan.lies_in) if scan.all else None
    if data_set is None or data_set.cells.empty:
        return Portal(scan, _pages(project, settings, scan, None, None))
    about = about_data_set(settings, data_set)
    described = {
        CSVW: csvw(about),
        PACKAGE: data_package(about),
        STRUCTURE: sdmx_structure(about, data_set),
        DATA: sdmx_data(about, data_set),
    }
    files = _pages(project, settings, scan, data_set, about) | site_files(
        scan, about, data_set.changes, read_calendar(project), published_corrections(project, scan.all)
    )
    files[CATALOGUE] = dcat_catalogue(about)
    files |= edition_files(project, scan.all)
    files |= {f"{DATA_SET}/{name}": content for name, content in {**data_set.files, **described}.items()}
    return Portal(scan, files)


def _pages(
    project: Project, settings: Settings, scan: Scan, data_set: DataSet | None, about: AboutDataSet | None
) -> dict[str, bytes]:
    page = render_page(portal_views(project, settings, scan, data_set), about)
    files = {PAGE: page.encode(), SHEETS: render_indicators(project, settings).encode()}
    calendar = read_calendar(project)
    return files | ({CALENDAR: calendar_file(settings, calendar)} if calendar.releases else {})

"""Composes the portal, and writes reports/index.html in one step: a reader never meets half a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from helpers.files.folder_exchange import write_whole
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.portal.indicator_page import render_indicators
from helpers.portal.packets import Scan, scan_packets
from helpers.portal.page import render_page
from helpers.portal.views import portal_views
from helpers.publish.data_set.released_cells import released_cells

PAGE, SHEETS = "index.html", "indicators.html"


@dataclass(frozen=True)
class PortalResult:
    """Where the portal lies, how many packets it lists, and why others are left out."""

    path: Path
    packets: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Portal:
    """The portal's pages over certain packets."""

    scan: Scan
    page: str
    indicators: str


def compose_portal(project: Project, staged: Mapping[Path, Path] = MappingProxyType({})) -> Portal:
    """The portal as it will be when the packets in `staged` (place -> where it waits) are published.

    Raises:
        ParamsError: the settings, the provinces or the map's tiles are wrong.
    """
    return _composed(project, scan_packets(project, read_provinces(project), staged))


def write_portal(project: Project, composed: Portal | None = None) -> PortalResult:
    """Write the portal over every whole, public packet, and its page of indicators. Same packets, same bytes.

    `composed` is written where it still fits the packets.

    Raises:
        ParamsError: the settings, the provinces or the map's tiles are wrong.
        OutputError: reports/ cannot be written; the portal that was there stays.
    """
    scan = scan_packets(project, read_provinces(project))
    portal = composed if composed and composed.scan == scan else _composed(project, scan)
    path = project.reports / PAGE
    write_whole(project, path, portal.page.encode())
    write_whole(project, path.with_name(SHEETS), portal.indicators.encode())
    return PortalResult(path, len(scan.all), scan.left_out)


def _composed(project: Project, scan: Scan) -> Portal:
    settings = read_settings(project)
    cells = released_cells(project, scan.lies_in)
    page = render_page(portal_views(project, settings, scan, cells))
    return Portal(scan, page, render_indicators(project, settings))

"""What programs look for beside the portal: llms.txt; where params give the site's address, sitemap.xml and feed.atom.

A list of pages and a feed need whole addresses; without `about.site` in params/workbook.yml they are not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from lxml import etree

from helpers.inputs.params.release_calendar import ReleaseCalendar
from helpers.portal.correction_views import PublishedCorrection
from helpers.portal.packet_descriptions import AnyKind
from helpers.portal.packets import Scan
from helpers.privacy.scope import NATION
from helpers.publish.data_set.about_data_set import AboutDataSet

LLMS, SITEMAP, FEED = "llms.txt", "sitemap.xml", "feed.atom"
FOR_PROGRAMS = (LLMS, SITEMAP, FEED)
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM = "http://www.w3.org/2005/Atom"


def site_files(
    scan: Scan,
    about: AboutDataSet,
    changes: pd.DataFrame,
    calendar: ReleaseCalendar,
    corrections: Sequence[PublishedCorrection] = (),
) -> dict[str, bytes]:
    """The files by their places in reports/; `changes` are those of the data set."""
    made = {LLMS: _llms(scan, about)}
    if about.site:
        made |= {SITEMAP: _sitemap(scan, about), FEED: _feed(scan, about, changes, calendar, corrections)}
    return made


def _llms(scan: Scan, about: AboutDataSet) -> bytes:
    """A page in Markdown for language models: what there is, where, and what they must not do with it."""
    wide = [p for p in scan.all if p.language == "en" and (p.kind != "province" or p.place == NATION)]
    lines = [
        f"# {about.title.en}",
        "",
        f"> {about.description.en}",
        "",
        "A value that is not shown is empty, with a status: c confidential, x not available, z not applicable. Do not "
        "estimate or work out a confidential number. Zero is a true zero. Numbers of provinces are by the set of "
        "provinces in `vintage`: 63 until 30 June 2025, 34 from 1 July 2025.",
        "",
        f"Publisher: {about.contact.name.en}. Licence of the data: {about.licence.name.en}. Version: {about.version}.",
        "",
        "## Data set",
        "",
        *(f"- [{file.title.en}]({about.address(file.path)})" for file in about.files),
        f"- [Catalogue, DCAT-AP]({about.address('catalogue.jsonld')})",
        f"- [Structure, SDMX]({about.address('data/sdmx-structure.xml')})",
        "",
        "## Definitions",
        "",
        f"- [Every indicator: definition, formula, source, limitations]({about.address('indicators.html')})",
        "",
        "## Reports",
        "",
        *(
            f"- [{_title(packet)}]({about.address(packet.folder)}/index.html): "
            f"[technical annex]({about.address(packet.folder)}/annex.html)"
            for packet in sorted(wide, key=lambda packet: (-packet.year, packet.folder))
        ),
        "",
        "Reports on provinces lie at YEAR/en/PROVINCE/index.html, in Vietnamese at YEAR/vi/PROVINCE/index.html; "
        f"[all reports]({about.address('index.html')}).",
        "",
    ]
    return "\n".join(lines).encode()


def _title(packet: AnyKind) -> str:
    return f"{packet.title}: {packet.place_name.en}, {packet.period or packet.year}"


def _sitemap(scan: Scan, about: AboutDataSet) -> bytes:
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP})
    for path, day in _pages(scan, about):
        entry = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = about.address(path)
        etree.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = day
    return _written(root)


def _pages(scan: Scan, about: AboutDataSet) -> Iterator[tuple[str, str]]:
    """Every page, and the day of its last change."""
    yield "index.html", about.date
    yield "indicators.html", about.date
    for packet in sorted(scan.all, key=lambda packet: packet.folder):
        there = {output.path for output in packet.outputs}
        for page in ("index.html", "annex.html"):
            if page in there:
                day = packet.edition.corrected if packet.edition else packet.published_date
                yield f"{packet.folder}/{page}", day.isoformat()


def _feed(
    scan: Scan,
    about: AboutDataSet,
    changes: pd.DataFrame,
    calendar: ReleaseCalendar,
    corrections: Sequence[PublishedCorrection],
) -> bytes:
    """What was published, newest first: reports by time, versions of the data set, corrections, what is announced."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    entries = [*_of_reports(scan, about), *_of_versions(about, changes), *_announced(scan, about, calendar)]
    entries += _corrected(about, corrections)
    _tell(root, "id", about.address(FEED))
    _tell(root, "title", about.title.en)
    _tell(root, "updated", max(day for _, _, day, _ in entries))
    _tell(root, "rights", about.licence.name.en)
    etree.SubElement(root, f"{{{_ATOM}}}link", rel="self", href=about.address(FEED))
    etree.SubElement(root, f"{{{_ATOM}}}link", rel="alternate", href=about.address("index.html"))
    author = etree.SubElement(root, f"{{{_ATOM}}}author")
    _tell(author, "name", about.contact.name.en)
    if about.contact.email:
        _tell(author, "email", about.contact.email)
    for address, title, day, summary in sorted(entries, key=lambda entry: (entry[2], entry[0]), reverse=True):
        entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
        _tell(entry, "id", about.address(address))
        _tell(entry, "title", title)
        _tell(entry, "updated", day)
        _tell(entry, "summary", summary)
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=about.address(address))
    return _written(root)


def _of_reports(scan: Scan, about: AboutDataSet) -> Iterator[tuple[str, str, str, str]]:
    times: dict[str, list[AnyKind]] = {}
    for packet in scan.all:
        times.setdefault(packet.period or str(packet.year), []).append(packet)
    mark = "Demonstration data: " if about.demonstration else ""
    for time, packets in times.items():
        day = max(packet.published_date for packet in packets)
        yield (
            f"index.html#en-{packets[0].year}" + (f"?{time}" if "-" in time else ""),
            f"{mark}reports of {time} · báo cáo {time}",
            f"{day.isoformat()}T00:00:00Z",
            f"{len(packets)} reports, in English and Vietnamese.",
        )


def _announced(
    scan: Scan, about: AboutDataSet, calendar: ReleaseCalendar
) -> Iterator[tuple[str, str, str, str]]:
    """Releases of which nothing is published yet. No clock is asked: they are told with the newest that is."""
    there = {packet.period or str(packet.year) for packet in scan.all}
    newest = max(packet.published_date for packet in scan.all)
    mark = "Demonstration data: " if about.demonstration else ""
    for each in calendar.releases:
        if each.reports not in there and each.at.date() > newest:
            yield (
                f"releases.ics#{each.reports}",
                f"{mark}reports of {each.reports} announced · sẽ công bố báo cáo {each.reports}",
                f"{newest.isoformat()}T00:00:00Z",
                f"{calendar.in_words(each.at)}",
            )


def _of_versions(about: AboutDataSet, changes: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    mark = "Demonstration data: " if about.demonstration else ""
    for number, (version, of_it) in enumerate(changes.groupby("version", sort=False), start=1):
        counts = of_it.groupby("change", sort=False)["cells"].sum()
        told = ", ".join(f"{count} {change}" for change, count in counts.items())
        yield (
            f"data/changes.csv#{number}-{version}",
            f"{mark}data set, version {version} · bộ dữ liệu, phiên bản {version}",
            f"{of_it['date'].iloc[0]}T00:00:00Z",
            f"Cells: {told}.",
        )


def _corrected(
    about: AboutDataSet, corrections: Sequence[PublishedCorrection]
) -> Iterator[tuple[str, str, str, str]]:
    mark = "Demonstration data: " if about.demonstration else ""
    for each in corrections:
        correction = each.correction
        names = ", ".join(packet.folder for packet, _ in each.reports)
        yield (
            f"index.html#en-correction-{each.number}",
            f"{mark}correction of {correction.corrected} · đính chính ngày {correction.corrected:%d/%m/%Y}",
            f"{correction.corrected.isoformat()}T00:00:00Z",
            f"{correction.wrong.en} · {correction.wrong.vi} ({names})",
        )


def _tell(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{tag}").text = text


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

"""Makes what the page shows (views.py) of the packets: rows, tiles and keys in each language.

A place whose report exists in the other language only is shown with that report, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.release_calendar import next_release, read_calendar
from helpers.inputs.params.report_time import ReportTime
from helpers.inputs.params.settings import Bilingual, Contact, Language, Settings, Vintage, read_year
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.framework import read_frameworks
from helpers.paths import Project
from helpers.portal.comparison import NOTHING, Compared, compared, comparison_view
from helpers.portal.correction_views import WORDS as CORRECTION_WORDS
from helpers.portal.correction_views import (
    correction_views,
    edition_mark,
    old_editions,
)
from helpers.portal.finder import entries, folded
from helpers.portal.map_tiles import map_view
from helpers.portal.packet_descriptions import (
    MEASURES,
    AnyKind,
    AnyPacket,
    FurtherPacket,
    Packet,
    ProjectPacket,
    ShortPacket,
    Targets,
)
from helpers.portal.packets import FILE_NAME, Scan
from helpers.portal.portal_words import WORDS, Measure, PortalWords
from helpers.portal.release_dates import release_views
from helpers.portal.views import (
    CellView,
    DataSetView,
    FileView,
    FurtherView,
    LanguageView,
    PlaceView,
    PortalView,
    ProjectView,
    ReportView,
    YearView,
)
from helpers.publish.data_set.data_files import DataSet
from helpers.publish.public_folder import DATA_SET
from helpers.report.language import cell_text, date, number, period_long

AnyReport = TypeVar("AnyReport", bound=AnyPacket)


def portal_views(project: Project, settings: Settings, scan: Scan, data_set: DataSet | None) -> PortalView:
    """The portal in every language of the settings, newest year first.

    `data_set` has the released cells of its packets, which readers compare; where there is no packet, there is none.

    Raises:
        ParamsError: the provinces or the map's tiles are wrong.
    """
    provinces = read_provinces(project)
    found = compared(data_set.cells, provinces, list(read_catalogue(project))) if data_set else NOTHING
    return PortalView(
        demonstration=any(packet.demonstration for packet in scan.all),
        languages=tuple(
            _language_view(project, settings, provinces, scan, found, language, data_set)
            for language in settings.languages
        ),
        compared=found,
        merged=str(min((y for y in settings.years if read_year(project, y).vintage == "34"), default="")),
    )


def _language_view(
    project: Project,
    settings: Settings,
    provinces: Provinces,
    scan: Scan,
    found: Compared,
    language: Language,
    data_set: DataSet | None,
) -> LanguageView:
    chosen = _in_language(scan.packets, language)
    projects = sorted(_in_language(scan.projects, language), key=lambda p: p.place)
    further = _in_language(scan.further, language)
    short = _in_language(scan.short, language)
    order = {
        p.slug: n for vintage in ("34", "63") for n, p in enumerate(provinces.by_vintage[vintage].values())
    }
    chosen.sort(key=lambda p: (-p.year, not p.national, order.get(p.place, -1), p.place))
    further.sort(key=lambda p: (p.further, order.get(p.place, -1)))
    kinds = ("nation", "region", "province", "project")
    short.sort(key=lambda p: (p.period, kinds.index(p.kind), order.get(p.place, -1), p.place))
    everything: list[AnyKind] = [*chosen, *projects, *further, *short]
    everything.sort(key=lambda packet: -packet.year)
    years = list(dict.fromkeys(packet.year for packet in everything))
    met = {packet.region for packet in chosen}
    return LanguageView(
        language=language,
        words=WORDS[language],
        about=_about(project, settings, years, everything, language),
        regions=tuple((r.slug, r.name(language)) for r in provinces.regions if r.slug in met),
        years=tuple(
            _year_view(
                project,
                settings,
                provinces,
                [p for p in chosen if p.year == year],
                [p for p in projects if p.year == year],
                [p for p in further if p.year == year],
                [p for p in short if p.year == year],
                language,
            )
            for year in years
        ),
        reports=tuple(_report_view(packet, language) for packet in chosen),
        entries=entries(project, settings, provinces, everything, language, data_files=data_set is not None),
        comparison=comparison_view(project, settings, provinces, found, language),
        releases=release_views(read_calendar(project), language),
        time_zone=read_calendar(project).time_zone,
        corrections=correction_views(project, everything, language),
        correction_words=CORRECTION_WORDS[language],
        data_set=_data_set_view(project, data_set, language) if data_set else None,
    )


def _data_set_view(project: Project, data_set: DataSet, language: Language) -> DataSetView:
    words = WORDS[language]
    labels = {
        f"indicator-{each.code.replace('_', '-')}": each.label_vi if language == "vi" else each.label_en
        for each in data_set.dictionary
        if each.part == "indicator"
    }
    labels |= {f"year-{year}": str(year) for year in data_set.years}
    labels |= {
        f"project-{each.slug}": each.project.short_title[language] for each in read_frameworks(project)
    }
    parts = []
    for kind, head in words.data_set_parts.items():
        names = (name for name in data_set.files if name.startswith(f"{kind}-"))
        files = (FileView(f"{DATA_SET}/{name}", labels[name.removesuffix(".csv")]) for name in names)
        parts.append((head, tuple(sorted(files, key=lambda file: folded(file.name)))))
    return DataSetView(
        words.data_set_told.format(n=number(len(data_set.cells), language), version=data_set.version),
        tuple(FileView(path, text) for path, text in words.data_set_files.items()),
        tuple((head, files) for head, files in parts if files),
    )


def _about(
    project: Project, settings: Settings, years: Sequence[int], packets: Sequence[AnyKind], language: Language
) -> tuple[tuple[str, str], ...]:
    """Contact, dates, revisions, licences and how to cite.

    The dates are those of the newest year with reports; a correction of any report since then is an update.
    """
    told, words = settings.published_about, WORDS[language]
    contact, email = told.contact, told.contact.email
    if email and settings.demonstration:
        email = f"{email} ({words.placeholder})"
    rows = [(words.contact_head, ", ".join(filter(None, (*_both(contact, language), email))))]
    newest = next((year for year in years if year in settings.years), None)
    if newest is not None:
        held, following = read_year(project, newest), next_release(project, ReportTime(newest))
        corrected = [packet.edition.corrected for packet in packets if packet.edition]
        updated = max([held.updated_date or held.published_date, *corrected])
        rows.append((words.updated_head, date(updated, language)))
        if following:
            rows.append((words.next_release_head, date(following, language)))
    licences = {"data": told.data_licence.name[language], "text": told.text_licence.name[language]}
    return (
        *rows,
        (words.revisions_head, told.revisions[language]),
        (words.licence_head, words.licence.format(**licences)),
        (words.cite_head, words.cite),
    )


def _both(contact: Contact, language: Language) -> tuple[str, str]:
    return contact.name[language], contact.address[language]


def _in_language(packets: Iterable[AnyReport], language: Language) -> list[AnyReport]:
    """One packet a time and place, of one report: in this language if there is one."""
    found: dict[tuple[str, str], AnyReport] = {}
    for packet in packets:
        time, _, folder = packet.folder.split("/")
        key = (time, folder)
        if key not in found or packet.language == language:
            found[key] = packet
    return list(found.values())


def _year_view(
    project: Project,
    settings: Settings,
    provinces: Provinces,
    packets: Sequence[Packet],
    projects: Sequence[ProjectPacket],
    further: Sequence[FurtherPacket],
    short: Sequence[ShortPacket],
    language: Language,
) -> YearView:
    words = WORDS[language]
    everything: list[AnyPacket] = [*packets, *projects, *further, *short]
    vintages: Counter[Vintage] = Counter(packet.vintage for packet in everything)
    vintage = max(vintages, key=lambda v: (vintages[v], v == "34"))
    national = next((packet for packet in packets if packet.national), None)
    latest = max(packet.published_date for packet in everything)
    return YearView(
        year=everything[0].year,
        published=words.published.format(date=date(latest, language)),
        vintage=words.vintages[vintage],
        reports=len(everything),
        national=_report_view(national, language) if national else None,
        projects=tuple(_project_view(packet, language) for packet in projects),
        short=tuple(
            FurtherView(
                _short_title(period, language),
                tuple(_place_view(p, language) for p in short if p.period == period),
            )
            for period in dict.fromkeys(packet.period for packet in short)
        ),
        further=tuple(
            _further_view([p for p in further if p.further == name], language)
            for name in dict.fromkeys(packet.further for packet in further)
        ),
        map=map_view(project, provinces, [p for p in packets if p.vintage == vintage], vintage, language),
        measures={
            name: Measure(
                *(
                    settings.in_law_of(everything[0].year, Bilingual(en=text, vi=text))[language]
                    for text in (each.short, each.long)
                )
            )
            for name, each in words.measures.items()
        },
    )


def _project_view(packet: ProjectPacket, language: Language) -> ProjectView:
    words, targets, runs = WORDS[language], packet.targets, packet.runs
    one_year = runs.first_year == runs.last_year
    return ProjectView(
        name=packet.place_name[language],
        donor=packet.donor[language],
        runs=str(runs.first_year) if one_year else f"{runs.first_year}–{runs.last_year}",
        status=_status(targets, words),
        language=packet.language,
        year=packet.year,
        html=f"{packet.folder}/index.html",
        pdf=f"{packet.folder}/report.pdf",
        files=_files(packet, language),
        corrected=edition_mark(packet, language),
    )


def _short_title(period: str, language: Language) -> str:
    """What reports on a part of a year stand under, or those of the whole year, which are on regions."""
    title = period_long(period, language) if period else WORDS[language].regions_head
    return title[:1].upper() + title[1:]


def _further_view(packets: Sequence[FurtherPacket], language: Language) -> FurtherView:
    titled = min(packets, key=lambda packet: packet.language != language)
    return FurtherView(titled.title, tuple(_place_view(packet, language) for packet in packets))


def _place_view(packet: FurtherPacket | ShortPacket, language: Language) -> PlaceView:
    return PlaceView(
        name=packet.place_name[language],
        language=packet.language,
        year=packet.year,
        html=f"{packet.folder}/index.html",
        pdf=f"{packet.folder}/report.pdf",
        files=_files(packet, language),
        corrected=edition_mark(packet, language),
    )


def _status(targets: Targets, words: PortalWords) -> str:
    """How a project's targets stand; one on which nothing was reported is not told as missed."""
    if not targets.all:
        return words.targets_later if targets.later else words.targets_none
    if targets.not_reported == targets.all:
        told = words.targets_silent.format(n=targets.all)
    else:
        told = words.targets_met.format(n=targets.met_or_on_track, all=targets.all)
        told += words.dates_made_up * bool(targets.by_made_up_dates)
    return told + words.targets_not_due.format(n=targets.later) * bool(targets.later)


def _files(packet: AnyPacket, language: Language) -> tuple[FileView, ...]:
    """What a packet holds besides the report itself, and its old editions. The report names its CSV files."""
    words = WORDS[language]
    names = {**words.exports, "notebook.ipynb": words.notebook}
    there = {output.path for output in packet.outputs}
    files = [FileView(f"{packet.folder}/{path}", name) for path, name in names.items() if path in there]
    old = (FileView(*each) for each in old_editions(packet, language))
    return (*files, FileView(f"{packet.folder}/{FILE_NAME}", words.metadata), *old)


def _report_view(packet: Packet, language: Language) -> ReportView:
    return ReportView(
        year=packet.year,
        place=packet.place,
        name=packet.place_name[language],
        national=packet.national,
        region=packet.region or "",
        region_name=packet.region_name[language] if packet.region_name else "",
        language=packet.language,
        cells=tuple(_cell_view(packet, measure, language) for measure in MEASURES),
        html=f"{packet.folder}/index.html",
        pdf=f"{packet.folder}/report.pdf",
        files=_files(packet, language),
        corrected=edition_mark(packet, language),
    )


def _cell_view(packet: Packet, measure: str, language: Language) -> CellView:
    cell = packet.highlights.cell(measure)
    sort = "" if cell.value is None else f"{cell.value:.10g}"
    return CellView(measure, cell_text(cell, language), sort, cell.status)

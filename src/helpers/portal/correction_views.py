"""What the portal says of corrections: the mark on a corrected report, its old editions, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpers.inputs.params.corrections import Correction, read_corrections
from helpers.inputs.params.settings import Language
from helpers.paths import Project
from helpers.portal.packet_descriptions import AnyKind, AnyPacket
from helpers.publish.editions import edition_file, superseded
from helpers.publish.public_folder import EDITIONS
from helpers.report.language import date, period_long


@dataclass(frozen=True)
class CorrectionWords:
    """The words in one language; placeholders in braces are filled here."""

    head: str
    lead: str
    mark: str
    old: str
    one_report: str
    reports: str


WORDS: dict[Language, CorrectionWords] = {
    "en": CorrectionWords(
        head="Corrections",
        lead="Reports that had something wrong. Each was replaced by a new edition, which says what was wrong and "
        "gives the figures before and after. Old editions are kept for the record and are not valid any more.",
        mark="edition {n}, corrected on {day}",
        old="Edition {n}, superseded (ZIP)",
        one_report="1 report",
        reports="{n} reports",
    ),
    "vi": CorrectionWords(
        head="Đính chính",
        lead="Các báo cáo có sai sót đã được thay bằng bản công bố mới, trong đó nêu nội dung sai và số liệu trước và "
        "sau đính chính. Bản cũ được lưu để đối chiếu và không còn giá trị sử dụng.",
        mark="bản lần {n}, đính chính {day}",
        old="Bản công bố lần {n}, đã được thay thế (ZIP)",
        one_report="1 báo cáo",
        reports="{n} báo cáo",
    ),
}


@dataclass(frozen=True)
class CorrectedReport:
    """A report that a correction changed: where its newest edition is, and the one that was wrong."""

    name: str
    html: str
    language: Language
    old_href: str
    old_name: str


@dataclass(frozen=True)
class CorrectionView:
    """One correction: its day, what was wrong, and the reports that it changed."""

    anchor: str
    day: str
    wrong: str
    count: str
    reports: tuple[CorrectedReport, ...]


@dataclass(frozen=True)
class PublishedCorrection:
    """A correction of which new editions are published: its number among all, and each report with its old edition."""

    number: int
    correction: Correction
    reports: tuple[tuple[AnyKind, int], ...]


def published_corrections(project: Project, packets: Iterable[AnyKind]) -> list[PublishedCorrection]:
    """The corrections of these packets, the oldest first; those that no build has published yet are left out.

    Raises:
        ParamsError: params/corrections.yml breaks its rules.
    """
    by_name = {packet.folder: packet for packet in packets}
    numbers: dict[str, int] = {}
    found = []
    for at, correction in enumerate(read_corrections(project), start=1):
        reports = []
        for name in correction.before:
            numbers[name] = numbers.get(name, 0) + 1
            packet = by_name.get(name)
            if packet and packet.edition_number > numbers[name]:
                reports.append((packet, numbers[name]))
        if reports:
            found.append(PublishedCorrection(at, correction, tuple(reports)))
    return found


def correction_views(
    project: Project, packets: Sequence[AnyKind], language: Language
) -> tuple[CorrectionView, ...]:
    """The newest first. `packets` are those that the portal shows in the language, in its order."""
    words = WORDS[language]
    order = {packet.folder: at for at, packet in enumerate(packets)}
    views = []
    for each in reversed(published_corrections(project, packets)):
        reports = sorted(each.reports, key=lambda report: order[report[0].folder])
        views.append(
            CorrectionView(
                f"{language}-correction-{each.number}",
                date(each.correction.corrected, language),
                each.correction.wrong[language],
                words.one_report if len(reports) == 1 else words.reports.format(n=len(reports)),
                tuple(
                    CorrectedReport(
                        f"{packet.place_name[language]}, {_time(packet, language)}",
                        f"{packet.folder}/index.html",
                        packet.language,
                        _address(packet, number),
                        words.old.format(n=number),
                    )
                    for packet, number in reports
                ),
            )
        )
    return tuple(views)


def edition_mark(packet: AnyPacket, language: Language) -> str:
    """'edition 2, corrected on 12 June 2024'; nothing of a report that was never corrected."""
    edition = packet.edition
    if edition is None:
        return ""
    return WORDS[language].mark.format(day=date(edition.corrected, language), n=edition.number)


def old_editions(packet: AnyPacket, language: Language) -> tuple[tuple[str, str], ...]:
    """Address and name of each edition before this one, the newest first."""
    return tuple(
        (_address(packet, number), WORDS[language].old.format(n=number))
        for number in range(packet.edition_number - 1, 0, -1)
    )


def edition_files(project: Project, packets: Iterable[AnyKind]) -> Mapping[str, bytes]:
    """The old editions of published reports, by their places in reports/.

    Raises:
        OutputError: one is lost, or is not what was kept.
    """
    return {
        f"{EDITIONS}/{name}": content
        for packet in packets
        if packet.edition
        for name, content in superseded(project, packet.folder, packet.edition_number).items()
    }


def _address(packet: AnyPacket, number: int) -> str:
    return f"{EDITIONS}/{edition_file(packet.folder, number)}"


def _time(packet: AnyPacket, language: Language) -> str:
    return period_long(packet.period, language) if packet.period else str(packet.year)

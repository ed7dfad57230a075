"""What the portal's search finds: each report, indicator and file of the data set, by words that somebody may look for.

An entry is short, since a page holds hundreds; the page's script makes a result of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.settings import Language, Settings, Vintage
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.portal.packet_descriptions import AnyKind, FurtherPacket, ProjectPacket
from helpers.portal.portal_words import WORDS, PortalWords
from helpers.privacy.scope import NATION
from helpers.report.language import period_long

FILES = {"report.pdf": "p", "report.docx": "w", "tables.xlsx": "s", "annex.html": "a"}
"""What a result leads to besides the page, and the letter that an entry has for it."""
QUARTERS = {"Q1": "quy 1", "Q2": "quy 2", "Q3": "quy 3", "Q4": "quy 4"}
"""As a reader types in Vietnamese what a title calls 'quý I'."""


class Entry(NamedTuple):
    """One report; or one indicator or file of the data set: then the address is the whole, and `files` is empty.

    `words` are more words by which it is found than name and detail have: both languages, without diacritics.
    """

    name: str
    detail: str
    words: str
    address: str
    files: str
    language: Language


def folded(text: str) -> str:
    """Text as the search compares it: no diacritics, no case, words apart by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("đ", "d")))


def entries(
    project: Project,
    settings: Settings,
    provinces: Provinces,
    packets: Iterable[AnyKind],
    language: Language,
    *,
    data_files: bool,
) -> tuple[Entry, ...]:
    """Reports in the order given, then indicators by name, then the files of the data set.

    `packets` are those that the portal shows in the language: one a report.
    """
    found = [_report(provinces, packet, language) for packet in packets]
    files = _data_files(language) if data_files else ()
    return (*found, *_indicators(project, settings, language), *files)


def _report(provinces: Provinces, packet: AnyKind, language: Language) -> Entry:
    words = WORDS[language]
    time = period_long(packet.period, language) if packet.period else str(packet.year)
    kind = _kind(packet, words)
    detail = [kind]
    more = [packet.place, packet.place_name.en, packet.place_name.vi, str(packet.year)]
    more += [QUARTERS.get(packet.period[-2:], ""), packet.period.replace("-", " ")]
    more += [_kind(packet, each) for each in WORDS.values()]
    if isinstance(packet, ProjectPacket):
        detail.append(packet.donor[language])
        more += [packet.donor.en, packet.donor.vi]
    else:
        regions = _region(provinces, packet.place, packet.vintage)
        detail += regions[language == "vi" :][:1]
        more += regions
    if isinstance(packet, FurtherPacket):
        more.append(packet.further)
    name = f"{packet.place_name[language]}, {time}"
    return Entry(
        name,
        " · ".join(dict.fromkeys(detail)),
        _beyond(f"{name} {' '.join(detail)}", more),
        packet.folder,
        "".join(FILES[output.path] for output in packet.outputs if output.path in FILES),
        packet.language,
    )


def _kind(packet: AnyKind, words: PortalWords) -> str:
    return packet.title if isinstance(packet, FurtherPacket) else words.kinds[packet.kind]


def _region(provinces: Provinces, place: str, vintage: Vintage) -> list[str]:
    """The region of a province, in English and Vietnamese; nothing for other places."""
    if place == NATION or place not in provinces.by_vintage[vintage]:
        return []
    region = provinces.region(provinces.get(place, vintage).region)
    return [region.name_en, region.name_vi]


def _indicators(project: Project, settings: Settings, language: Language) -> Iterator[Entry]:
    words = WORDS[language]
    catalogue = read_catalogue(project).worded(partial(settings.in_law_of, max(settings.years)))
    for name, each in sorted(catalogue.items(), key=lambda item: folded(item[1].label[language])):
        more = [name, each.label.en, each.label.vi, each.short_label.en, each.short_label.vi]
        more += [every.kinds["indicator"] for every in WORDS.values()]
        detail = words.kinds["indicator"]
        yield Entry(
            each.label[language],
            detail,
            _beyond(f"{each.label[language]} {detail}", more),
            f"indicators.html#{language}-{name}",
            "",
            language,
        )


def _data_files(language: Language) -> Iterator[Entry]:
    words = WORDS[language]
    heads = [each.data_set_head for each in WORDS.values()]
    for path, name in words.data_set_files.items():
        more = [*heads, *(each.data_set_files[path] for each in WORDS.values())]
        told = f"{name} {words.data_set_head}"
        yield Entry(name, words.data_set_head, _beyond(told, more), path, "", language)


def _beyond(told: str, more: Iterable[str]) -> str:
    """The words of `more` that a reader does not see, each once."""
    seen = folded(told).split()
    words = [word for text in more for word in folded(text).split()]
    return " ".join(dict.fromkeys(word for word in words if word not in seen))

"""What people call provinces, stations and codes -> the one name that the project uses. No file is read here.

Names are compared without diacritics, case, punctuation and stray spaces, in either Unicode form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from helpers.inputs.params.codelists import CodeLabel
from helpers.inputs.params.settings import Bilingual

if TYPE_CHECKING:
    from helpers.inputs.params.provinces import Provinces

_PROVINCE_WORDS = re.compile(
    r"^(?:(?:bo chi huy |bch )?(?:bo doi bien phong|bdbp|bien phong) )?"
    r"(?:(?:tinh|thanh pho|tp|t p|province of|city of) )?"
    r"|(?: (?:province|city))?(?: border guard)?(?: command)?$"
)
_STATION_WORDS = re.compile(
    r"^(?:don bien phong|don bp|dbp|don|border guard station|border station|station) | (?:station|border post)$"
)
_OTHER_PROVINCE_NAMES = {
    "hcm": "ho-chi-minh",
    "hcmc": "ho-chi-minh",
    "tphcm": "ho-chi-minh",
    "saigon": "ho-chi-minh",
    "thuathienhue": "hue",
    "tthue": "hue",
    "brvt": "ba-ria-vung-tau",
    "vungtau": "ba-ria-vung-tau",
    "daclac": "dak-lak",
    "dacnong": "dak-nong",
}


_PLAIN_D = str.maketrans(
    "đĐðÐ", "dDdD"
)  # the last two are Icelandic; older programs write them for the first


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text as lower-case words of plain letters and digits: 'TP. Hồ Chí Minh' -> 'tp ho chi minh'."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN_D))
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(maxsize=20_000)
def squeezed(text: str) -> str:
    """The folded text without its spaces, so that 'Dak Lak' and 'Daklak' are one."""
    return fold(text).replace(" ", "")


def province_names(provinces: Provinces) -> dict[str, str]:
    """Every name of a province of either vintage, squeezed -> its slug."""
    return _OTHER_PROVINCE_NAMES | {
        squeezed(name): province.slug
        for vintage in provinces.by_vintage.values()
        for province in vintage.values()
        for name in (province.slug, province.name_en, province.name_vi)
    }


def province_slug(text: str, names: Mapping[str, str]) -> str | None:
    """The slug of a province by its slug or name, among `province_names`; None where there is none."""
    return names.get(squeezed(text)) or names.get(bare_province(text).replace(" ", ""))


def bare_province(text: str) -> str:
    """The folded text without the words for 'province' and 'city'."""
    return _PROVINCE_WORDS.sub("", fold(text))


def short_station(text: str) -> str:
    """A station's name squeezed, without the words for 'station'."""
    return _STATION_WORDS.sub("", fold(text)).replace(" ", "")


def code_names(labels: Mapping[str, Bilingual]) -> dict[str, str]:
    """Squeezed code or label, in either language or both -> code. A name that two codes share names neither."""
    found: dict[str, set[str]] = {}
    for code, label in labels.items():
        former = (
            [Bilingual(en=label.en, vi=vi) for vi in label.formerly] if isinstance(label, CodeLabel) else []
        )
        names = [name for each in (label, *former) for name in (each.vi, bilingual(each))]
        for name in (code, label.en, *names, label_with_code(code, label)):
            found.setdefault(squeezed_code(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def squeezed_code(text: str) -> str:
    """Like `squeezed`, but '50+' and '0-11' keep their signs."""
    return fold(text.replace("+", "plus").replace("-", "to")).replace(" ", "")


def bilingual(label: Bilingual) -> str:
    """A label in both languages, as the lists of a template offer it."""
    return label.vi if label.vi == label.en else f"{label.vi} / {label.en}"


def label_with_code(code: str, label: Bilingual) -> str:
    """A label in English with its code, as messages give it."""
    return f"{label.en} ({code})"

"""The lists in name_lists/ as rules ask them: surnames, given names, names of other languages, ordinary words, places.

Each list is read for texts with diacritics and for texts in plain letters, where more words are alike.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.inputs.intake.name_writings import keys, plain_keys

LISTS = Path(__file__).with_name("name_lists")
CERTAINTY = {"plain": 4.0, "accented": 3.0, "capital": 2.0, "known": 1.0, "": 0.0}
"""Points of a surname by `open_in` of surnames.csv."""
CERTAIN = CERTAINTY["plain"]
_PLAIN_CERTAINTY = {"plain": 4.0, "accented": 2.0, "capital": 1.0, "known": 0.0, "": -1.5}


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADDRESS = "ông bà anh chị em cháu cô chú bác dì cậu thầy cụ bé mợ mế ké già mr mrs ms miss mister madam dr"
_NO_PLAIN_ADDRESS = "co di be gia me ke mo chu bac cu cau"  # có, đi, bé or bể, giá, mẹ ...
_TITLES = (
    "đồng chí", "nạn nhân", "đối tượng", "bị can", "bị cáo", "bệnh nhân", "nghi phạm", "victim", "suspect",
    "tên là", "tên", "tên gọi", "họ tên", "named", "called", "name is",
)  # fmt: skip
_UNITS = (
    "xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "tỉnh", "thành phố", "thôn", "bản", "ấp", "làng", "đảo",
    "buôn", "xóm", "đồn", "trạm", "cửa khẩu", "khu", "sông", "núi", "suối", "đèo", "thác", "vịnh",
    "quần đảo", "cầu", "chợ", "hồ",
)  # fmt: skip
_NAMED_AFTER = (
    "đường", "phố", "ngõ", "trường", "thpt", "thcs", "ptdtnt", "tiểu học", "mầm non", "trung học", "học viện",
    "đại học", "nhà văn hóa", "nhà tưởng niệm", "tượng đài", "công viên", "quảng trường", "cầu", "chợ", "đền", "chùa",
    "giải", "quỹ", "bệnh viện", "khu đô thị", "núi", "sông", "suối", "thác", "vịnh", "đảo", "đèo", "quần đảo", "dãy",
    "street", "road", "school",
)  # fmt: skip
_NO_PLAIN_PLACE = "dao ban cau cho den giai quy ho truong chua ngo lang xom don tram khu tinh thon ap"
_BEGIN_WORDS = "do to ho la vu lo can ma ta phi tong tang dong nay then nhu me lu hang dang dam ly sa co"
_PLACE_AFTER = (
    "street road ward commune district province school bridge hospital university island border station city town"
    " mountain river lake beach airport avenue market gate"
)


@dataclass(frozen=True)
class Lists:
    """What the lists say of texts with diacritics, or of those in plain letters. All words are keys."""

    surnames: Mapping[str, float]
    given: frozenset[str]
    ordinary: frozenset[str]  # words that are never part of a name, and
    often_ordinary: frozenset[str]  # those that are, with a capital
    pairs: frozenset[str]
    sure_pairs: frozenset[str]  # those of them that are typical of these reports
    common_pairs: frozenset[str]  # others that stand alone in a cell
    begins_words: frozenset[str]  # surnames that begin many a sentence in plain small letters
    vocabulary: frozenset[str]  # the words of the pairs
    places: frozenset[str]
    districts: frozenset[str]  # those of them that are more than a commune
    marks: Mapping[str, float]  # middle names that tell, and how much
    address: frozenset[str]
    titles: frozenset[str]
    units: frozenset[str]
    named_after: frozenset[str]  # words after which stands a place that is named after a person
    place_after: frozenset[str]
    foreign: Mapping[str, frozenset[str]]  # a word of a name -> languages


@lru_cache(maxsize=2)
def lists_for(*, accented: bool) -> Lists:
    """The lists for one of the two kinds of texts."""
    as_key = keys if accented else plain_keys
    ordinary, rows = _lines("ordinary_words.txt"), list(csv.DictReader(_lines("surnames.csv")))
    given = _all(as_key, " ".join(_lines("given_names.txt")).split())
    surnames = _surnames(rows, as_key, CERTAINTY if accented else _PLAIN_CERTAINTY)
    words = _all(as_key, (line for line in ordinary if " " not in line))
    pairs = _all(as_key, [line for line in ordinary if " " in line] + _listed("compounds.txt"))
    unsure = _set("" if accented else _NO_PLAIN_PLACE)
    districts = _all(as_key, _listed("districts.txt"))
    return Lists(
        surnames=surnames,
        given=given,
        ordinary=words - given if accented else words - given - surnames.keys(),
        often_ordinary=words & given,
        pairs=pairs,
        sure_pairs=_all(as_key, (line for line in ordinary if " " in line)),
        common_pairs=_all(as_key, _listed("common_pairs.txt")),
        begins_words=_set("" if accented else _BEGIN_WORDS),
        vocabulary=frozenset(word for pair in pairs for word in pair.split()),
        places=districts | _all(as_key, _listed("communes.txt")),
        districts=districts,
        marks={keys(mark): points for mark, points in _marks(accented=accented).items()},
        address=_all(as_key, _ADDRESS.split()) - _set("" if accented else _NO_PLAIN_ADDRESS),
        titles=_all(as_key, _TITLES),
        units=_all(as_key, _UNITS) - _set("" if accented else "ban"),
        named_after=_all(as_key, _NAMED_AFTER) - unsure,
        place_after=_set(_PLACE_AFTER),
        foreign=_foreign(as_key),
    )


def _surnames(
    rows: Iterable[Mapping[str, str]], as_key: Callable[[str], str], certainty: Mapping[str, float]
) -> dict[str, float]:
    """Of several surnames that are one in plain letters, the most certain counts."""
    found: dict[str, float] = {}
    for row in rows:
        name = as_key(row["surname"])
        found[name] = max(found.get(name, -1.0), certainty[row["open_in"]])
    return found


def _marks(*, accented: bool) -> dict[str, float]:
    if accented:
        return {"thị": 3.0, "văn": 2.0} | dict.fromkeys(("a", "y", "mí", "seo", "chòi", "tả", "láo"), 2.0)
    return {"thi": 3.0, "van": 2.5} | dict.fromkeys(("a", "y", "mi", "seo"), 2.0)


def _foreign(as_key: Callable[[str], str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in csv.DictReader(_lines("foreign_names.csv")):
        for name in row["names"].split():
            found[as_key(name)] = found.get(as_key(name), frozenset()) | {row["language"]}
    return found


def _all(as_key: Callable[[str], str], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(as_key, texts))


def _listed(name: str) -> list[str]:
    return [each for line in _lines(name) for each in line.split(",")]


def _lines(name: str) -> list[str]:
    text = (LISTS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

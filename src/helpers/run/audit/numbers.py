"""The numbers in a text, as its language writes them: digits of any kind, and small numbers of people in words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from helpers.inputs.settings import Language

SIGNS = "+-\u2212"
_NUMBER = re.compile(r"(?<![\w.,#])[\u2212+-]?\d[\d.,]*(?![\w])(\s*%)?")
_RANGE = re.compile(r"\b\d{1,2}\s?(?:-|–|to|đến)\s?\d{1,2}\b(?!\s*%)|\b\d{2}\+")
_RAISED = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_WORDS: dict[Language, dict[str, int]] = {
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "a single": 1,
    },
    "vi": {
        "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    },
}  # fmt: skip
_PEOPLE: dict[Language, str] = {
    "en": r"(?:[a-z-]+\s){0,2}(?:victims?|women|woman|girls?|men|man|boys?|child|children|minors?)",
    "vi": r"(?:nạn nhân|phụ nữ|trẻ em|bé gái|bé trai|cháu|em)",
}
_SPELT = {
    language: re.compile(rf"\b({'|'.join(words)})\s{_PEOPLE[language]}\b", re.IGNORECASE)
    for language, words in _WORDS.items()
}
_DIGIT = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2189\u2460-\u24ff\u2776-\u2793]")
_MAYBE_SPELT = re.compile(
    rf"\b(?:{'|'.join(word for words in _WORDS.values() for word in words)})\s",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number of a text, and whether it is written as a percentage, as a change with its sign, or as a count."""

    value: float
    kind: Literal["percent", "change", "count"]


@lru_cache(maxsize=20_000)
def has_number(text: str) -> bool:
    """Whether a text may hold a number at all; quick, and the files of a packet say most things several times."""
    return bool(_DIGIT.search(text) or _MAYBE_SPELT.search(text))


@lru_cache(maxsize=20_000)
def numbers_in(text: str, language: Language) -> tuple[Number, ...]:
    """The numbers of a text as its language writes them; age bands and other ranges are no numbers."""
    found = []
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", _RAISED.sub(r" \g<0>", text)))
    text = _RANGE.sub(" ", text)
    for match in _NUMBER.finditer(text):
        digits = match[0].removesuffix("%").strip(SIGNS + " \t\n").rstrip(".,")
        thousands, point = (".", ",") if language == "vi" else (",", ".")
        try:
            value = float(digits.replace(thousands, "").replace(point, "."))
        except ValueError:
            continue
        found.append(Number(value, "percent" if match[1] else "change" if match[0][0] in SIGNS else "count"))
    for spelt in _SPELT[language].finditer(text):
        found.append(Number(float(_WORDS[language][spelt[1].lower()]), "count"))
    return tuple(found)

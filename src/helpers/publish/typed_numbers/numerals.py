"""The numbers of a text, in digits of any script or in English or Vietnamese words, with what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from helpers.publish.typed_numbers.counting_words import counting_words
from helpers.publish.typed_numbers.people_words import thing_after
from helpers.publish.typed_numbers.signs import HIDDEN, WITHOUT_A_WORD

_TO_19 = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_DEN_10 = "một hai ba bốn năm sáu bảy tám chín mười"
_MOT = {word: value for value, word in enumerate(_DEN_10.split(), 1)}
_MOT |= {"bẩy": 7, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TRAM = {"mươi": 10, "chục": 10, "tá": 12, "trăm": 100, "nghìn": 1_000, "ngàn": 1_000}
_TRAM |= {"triệu": 1_000_000, "tỷ": 1_000_000_000}
_ENGLISH_WORDS = {word: value for value, word in enumerate(_TO_19.split(), 1)}
_ENGLISH_WORDS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_WORDS, _TIMES = {**_ENGLISH_WORDS, **_MOT}, {**_LARGE, **_TRAM}


def _one_of(words: Iterable[str], *, but: str = "") -> str:
    return "|".join(sorted((word for word in words if word not in but.split()), key=len, reverse=True))


_S = r"[ \n]+"
_WORD = f"(?:{_one_of({*_ENGLISH_WORDS, *_LARGE})})"
_A_LARGE = rf"(?:half[ \n-](?:an?{_S})?(?=dozen)|an?{_S}(?:half[ \n-])?(?={_one_of(_LARGE)}))"
_ENGLISH = (
    rf"(?!one\b(?![ \n-]+(?:{_one_of(_LARGE)}))){_A_LARGE}?"
    rf"{_WORD}(?:(?:[ \n-]+|(?<=hundred|housand|million|billion),?{_S}(?:and{_S})?){_WORD}\b)*"
)
_CHU = _one_of(_MOT, but="mười mốt tư lăm nhăm")
_AFTER_TEN = _one_of(_MOT, but="mười năm mốt tư")  # 'mười năm' is ten years, 'mười lăm' fifteen
_AFTER_TENS = _one_of(_MOT, but="mười năm một")
_DEN_99 = (
    rf"(?:mười(?:{_S}(?:{_AFTER_TEN})\b)?|(?:{_CHU}){_S}mươi(?:{_S}(?:{_AFTER_TENS})\b)?|"
    rf"(?:{_CHU}){_S}(?:chục|tá)|(?:{_CHU}))"
)
_DEN_999 = rf"(?:(?:{_CHU}){_S}trăm(?:{_S}(?:lẻ|linh){_S}(?:{_CHU})\b|{_S}{_DEN_99}\b)?|{_DEN_99})"
_VIETNAMESE = (
    rf"(?:{_DEN_999}(?:{_S}(?:nghìn|ngàn|triệu|tỷ)\b(?:{_S}{_DEN_999}\b(?!{_S}(?:tỉnh|người)))?)+|"
    rf"(?:nửa{_S})?(?:một{_S})?(?:chục|tá)|(?!một\b(?!{_S}trăm)){_DEN_999})"
)
_DIGITS = r"\d+(?:[.,\u00a0\u2009\u202f]\d+)*(?:e[+-]?\d+)?"
_PARTS = rf"(?:[ \n-](?:halves|thirds|quarters|fifths|tenths)|{_S}phần{_S}(?:{_CHU}|tư|mười))?"
_SIMPLE = rf"(?:{_DIGITS}|(?:{_ENGLISH}|{_VIETNAMESE})(?!\w){_PARTS}(?!\w))"
_TO = r"(?:[ \n]*(?:[-–—/:]|\u2044)[ \n]*|[ \n]+(?:to|or|in|out of|đến|tới|hoặc|hay|trên)[ \n]+)"
NUMBER = re.compile(
    rf"(?<!\w)(?<!(?-i:[A-Z][A-Z])-)(?:[x×](?=\d))?(?P<first>{_SIMPLE})(?:{_TO}(?P<second>{_SIMPLE})(?!\w))?(?![^\W\d_]*\d)",
    re.IGNORECASE,
)
"""Digits or words, alone or as a range or ratio: '16 to 18', 'nine in ten'."""
_VAGUE = re.compile(r"\b(?:several|few|many|some|per|hàng|vài|mấy|nhiều|dăm)\s+$", re.IGNORECASE)
"""'Hàng chục người' is as vague as 'dozens of people'; 'tá' alone is a rank."""
_ONLY_FAMILY = re.compile(
    r"(?:mẹ|má|lô|mươi|gai|ba|rưỡi|hoa|phải|zoi|lan|vì|đình|tri|bể|đồn)\b", re.IGNORECASE
)
_COUNT_BEFORE = re.compile(
    r"\b(?:là|có|chỉ|gồm|gấp|còn|lên|xuống|thêm|khoảng|hơn|gần|cộng|số|bằng|từ|đến|tới|thành)\s*$",
    re.IGNORECASE,
)
_NOTHING_AFTER = re.compile(r"\s*(?:$|[.,;:!?)]|(?:trong số|là|bị|được|ở|so với|lần)\b)", re.IGNORECASE)
_OF_SOME = re.compile(r"\s+trong (?:số|tổng số|các|những)\b", re.IGNORECASE)
_A_YEAR = re.compile(
    r"(?:\b(?:cả|mỗi|hằng|hàng|từng|cuối|đầu|giữa|một|các|những|nhiều|vài|mấy|theo|qua|nửa|suốt|giáp|"
    r"hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|sang|\d)|\d)\s*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"\btất cả\s*$", re.IGNORECASE)
_THOSE = re.compile(
    r"\s+(?:ngày|tuần|tháng|giờ|phút)\b|(?:\s+\w+){1,4}?(?:,|\s+(?:đó|ấy|này|trên)\b)", re.IGNORECASE
)
"""'Trong năm em đó, ...' and 'trong năm ngày' are of five; 'trong năm cán bộ ...' of a year."""
_IN_A_YEAR = re.compile(r"\btrong\s*$", re.IGNORECASE)
_OF_THE_YEAR = re.compile(
    rf"\s+(?:{HIDDEN}|(?:học|nay|qua|trước|sau|tới|ngoái|đầu|cuối|mới|thứ|đó|này|ấy|kia|liền|gần|dương|âm|tài|báo cáo|"
    r"nào|có|sáp|kế|bắt|kết|thực)\b)",
    re.IGNORECASE,
)
_RIPE = re.compile(r"\s+(?:chắn|muồi|mùi|chắc|tới|rộ)\b", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s+[^\W\d_a-zà-ỹ]", re.UNICODE)
_AT_THE_START = re.compile(r"(?:^|[.!?:;\"'“‘«(\[|/>–—\n*])\s*$")


class Numeral(NamedTuple):
    """A number of a text: where it stands, and what it may come to; nothing where it is a range or a part.

    `is_of_people`: it is a number only since people or cases are named beside it.
    """

    start: int
    end: int
    values: frozenset[float]
    is_of_people: bool = False


def numerals_in(text: str, *, zeros: bool = True) -> Iterator[Numeral]:
    """The numbers of a text, in its order. Words that are not always numbers are told by what stands round them.

    `zeros`: also that there are none of people or cases.
    """
    taken = 0
    for match in sorted(_matches(text, zeros=zeros), key=lambda each: (each.start, -each.end)):
        if match.start >= taken:
            taken = match.end
            yield match


def _matches(text: str, *, zeros: bool) -> Iterator[Numeral]:
    for match in NUMBER.finditer(text):
        first = match["first"]
        if first[0].isdigit() or _is_counting(text, match.start(), match.end("first"), first):
            yield Numeral(match.start(), match.end(), frozenset() if match["second"] else _values(first))
        elif match["second"] and (
            match["second"][0].isdigit()
            or _is_counting(text, match.start("second"), match.end("second"), match["second"])
        ):
            yield Numeral(match.start("second"), match.end("second"), _values(match["second"]))
    for word in counting_words(text, zeros=zeros):
        yield Numeral(
            word.start, word.end, frozenset({1.0}) if word.is_one else frozenset(), word.is_of_people
        )


def _is_counting(text: str, start: int, end: int, words: str) -> bool:
    """Whether words such as 'hai', 'ba' or 'năm' are a number where they stand."""
    first = words.split(maxsplit=1)[0].lower()
    before, after = (
        WITHOUT_A_WORD.sub("", part) for part in (text[max(0, start - 40) : start], text[end : end + 60])
    )
    if first not in _MOT or " " in words.strip():
        return first not in _TIMES or (
            first != "tá" and thing_after(after) != "" and not _VAGUE.search(before)
        )
    if words[0].isupper() and _NAME_AFTER.match(after) and not (words.isupper() and thing_after(after)):
        return False
    if words[0].isupper() and not words.isupper() and not _AT_THE_START.search(before):
        return False
    if first in ("ba", "năm") and (
        _OF_SOME.match(after) or (_COUNT_BEFORE.search(before) and _NOTHING_AFTER.match(after))
    ):
        return True
    if first == "năm":
        if not _ALL.search(before) and (_A_YEAR.search(before) or _OF_THE_YEAR.match(after)):
            return False
        counted = thing_after(" ".join(after.split()[:2]))
        return counted != "" and (not _IN_A_YEAR.search(before) or _THOSE.match(after) is not None)
    if first == "ba":
        return not _ONLY_FAMILY.match(after.lstrip()) and thing_after(" ".join(after.split()[:3])) != ""
    return first != "chín" or not _RIPE.match(after)


def _values(words: str) -> frozenset[float]:
    """What a number may come to: digits with points and commas are read in both languages."""
    if words[0].isdigit():
        plain = re.sub(r"[\u00a0\u2009\u202f]", "", words)
        return frozenset(
            float(read)
            for read in (plain.replace(",", ""), plain.replace(".", "").replace(",", "."))
            if read.count(".") < 2
        )
    total = part = 0.0
    for word in re.split(r"[\s,-]+", words.lower()):
        if word in _WORDS:
            part += _WORDS[word]
        elif word in _TIMES:
            part = (
                max(part, 1) * _TIMES[word]
                if word != "hundred" and word != "mươi" and word != "trăm"
                else (part - part % 100 + max(part % 100, 1) * _TIMES[word])
            )
            if _TIMES[word] >= 1_000:
                total, part = total + part, 0.0
    return frozenset({total + part})

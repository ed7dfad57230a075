"""Words that are numbers only beside people or cases: one, both, none, half, doubled, the third, VII; nạn nhân thứ ba.

A part ('half of the stations'), `both`, `zero` and Roman numerals count other things, too. That there is none of people
or cases is a zero that somebody typed; that nobody is named, or may be, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.publish.typed_numbers.people_words import IN_ORDER, PEOPLE_ANYWHERE, spoken_of, thing_after

_UNACCENTED = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_FEW = re.compile(
    r"(?<!\w)(?:(?:(?:an?|one)[- ](?:couple|pair|score|duo|trio|quartet)|bộ (?:đôi|ba)|cặp|đôi|"
    r"(?:twice|thrice)(?: as many)?|double(?!.count)|(?:tripl|quadrupl|quintupl)e|gấp đôi)(?: of| số)?|"
    r"(?P<one>(?<!no[ -])one(?! hand)|an? single|(?:one|the) single|single(?=-)|sole|lone|một trong (?:số|các|những)|"
    r"(?<!không )một(?! (?:số|vài|ít|loạt|phần|nửa|mình|khi))|duy nhất)|"
    r"(?P<any>zero(?! tolerance)|neither|both(?! (?:sides|countries|governments|parties|languages|years|ends)\b))|"
    rf"(?:{'|'.join(_UNACCENTED)})"
    r"(?=[ \n](?:nan nhan|nguoi|phu nu|tre em|be gai|be trai|doi tuong|bi can|vu an|chau)\b))"
    r"(?=[ \n-])",
    re.IGNORECASE,
)
_PAIR_OF_TWO_KINDS = re.compile(r"(?:both|neither)\b.{1,60}?\s(?:and|nor)\b", re.IGNORECASE | re.DOTALL)
"""'Both men and women': how many they are is not said."""
_PART = re.compile(
    r"(?<![\w-])(?<!first )(?<!second )(?<!other )(?<!latter )(?:"
    r"(?:(?:an?|one)[ \n-])?half(?! (?:sisters?|brothers?)\b)|"
    r"(?:an?|one)[ \n-](?:third|quarter|fifth|tenth)|(?:third|quarter|fifth|tenth)(?= of\b)|"
    r"(?:một )?nửa|một phần (?:hai|ba|tư|bốn|năm|sáu|mười))(?![\w-])"
    r"(?! of (?:(?:the|each|every|an?) )?(?:year|hour)\b)",
    re.IGNORECASE,
)
"""'Half', 'a third', 'một phần ba'."""
_OF = re.compile(r"\s+(?:of|the|số|trong)(?!\w)", re.IGNORECASE)
_CHANGED_BY = re.compile(r"\b(?:by|tăng|giảm|bằng|còn|quá|hơn|gần)\s+$", re.IGNORECASE)
_MULTIPLE = re.compile(
    r"(?<!\w)(?:(?:two|three|four|five|six|seven|eight|nine|ten|hundred|\d+)[ -]?fold|gấp đôi|"
    r"(?:doubl|halv|tripl|trebl|quadrupl|quintupl)(?:ed|es|ing)(?! count)|"
    r"twins|triplets|quadruplets|song sinh|sinh (?:đôi|ba)|"
    r"the (?:pair|duo|trio|couple|quartet)(?= (?:was|were)))(?!\w)",
    re.IGNORECASE,
)
"""What is a number where its sentence is about people or cases: 'victims doubled', 'twins'."""
_ORDER = re.compile(
    r"(?<!\w)(?:(?:the )?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|every other)"
    rf"(?=\s)|(?P<vi>(?:{'|'.join(IN_ORDER)})\s+thứ\s+(?:hai|ba|tư|năm|sáu|bảy|tám|chín|mười|\d+)))",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"(?<![\w/.-])(?:(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})|(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{2,3}))(?![\w/-]|\.\w)"
)
_ALONE_BEFORE, _ALONE_AFTER = re.compile(r"[(|:=]\s*$"), re.compile(r"\s*(?:[)|.;,\n]|$)")
_LABEL = re.compile(r"[A-ZĐ]\w*\s+$")
_GAP = (
    r"(?:(?!(?:of|on|for|about|from|in|to|by|with|and|or|is|are|was|were|fewer|more|less|longer|other|doubt|matter)\b)"
    r"[\w-]+\s+){0,2}?"
)
_WHOM = f"{PEOPLE_ANYWHERE}|trường hợp|trẻ|bé"
_END = r"(?=\s*(?:$|[.,;)|\n]))"
_NONE = re.compile(
    rf"(?<![\w-])(?:(?:(?:no|nil|none)\s+{_GAP}|none\s+of\s+(?:(?:the|these|those)\s+)?(?:\w+ed\s+)?)(?:{_WHOM})"
    r"(?!['’\w-])|"
    r"(?:không|chưa)(?!\s+được)(?:\s+(?:hề|có|còn|phát hiện|ghi nhận|xảy ra|tiếp nhận|giải cứu|bắt giữ|bắt|khởi tố|"
    r"thụ lý|xác định|hỗ trợ|được|thêm|bất kỳ|một)){0,3}\s+"
    rf"(?!người (?:thân|nhà|lớn|giám hộ|đi cùng|nhận|phụ trách))(?:{_WHOM})(?!\w)|"
    r"(?P<nobody>none of them|(?:nobody|no[ -]one|none)(?=\s+(?:was|were|(?:has|have|had)\s+been)\b)|"
    rf"không ai(?=\s+(?:bị|được)\b)|(?:bằng|là) không{_END}|(?<=[:|=])\s*(?:none|nil|no|không){_END}))",
    re.IGNORECASE,
)
"""A zero in words; `nobody` where what there is none of is said elsewhere in the sentence."""
_RULE = re.compile(
    r"\b(?:can|cannot|may|must|should|shall|will|would|could|nor|identifiable|(?:is|are|be)\s+(?:\w+\s+)?(?:named|shown|"
    r"identified|published|told|listed|left|recogni[sz]\w+)|có thể|phải|nên|được (?:nêu|nhắc|công bố|phép)|"
    r"bị (?:nêu|lộ|nhận|bỏ))\b",
    re.IGNORECASE,
)
"""What makes of 'no victim' what is so, or has to be, and no count."""
_STOP = re.compile(r"[.!?;\n]")


class CountingWord(NamedTuple):
    """Where such a word stands, whether it counts people or cases, and whether it comes to one."""

    start: int
    end: int
    is_of_people: bool = True
    is_one: bool = False


def counting_words(text: str, *, zeros: bool = True) -> Iterator[CountingWord]:
    """Those of a text, kind by kind; `zeros` are those that say that there is none."""
    for match in _FEW.finditer(text):
        counted = "" if _PAIR_OF_TWO_KINDS.match(text, match.start()) else _counted_next(text, match)
        if counted == "people" or (counted and match["any"]):
            yield CountingWord(*match.span(), counted == "people", bool(match["one"]))
    for match in _PART.finditer(text):
        counted, (before, after) = _counted_next(text, match), _sentence_round(text, match)
        if counted == "people" or (_CHANGED_BY.search(before) and spoken_of(before + after)):
            yield CountingWord(*match.span())
        elif counted and _OF.match(after):
            yield CountingWord(*match.span(), is_of_people=False)
    for match in _MULTIPLE.finditer(text):
        if spoken_of(match[0].join(_sentence_round(text, match))):
            yield CountingWord(*match.span())
    for match in _ORDER.finditer(text):
        if match["vi"] or _counted_next(text, match, words=2) == "people":
            yield CountingWord(*match.span())
    for match in _ROMAN.finditer(text):
        before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() :]
        counted = "" if _LABEL.search(before) else _counted_next(text, match, words=2)
        is_alone = _ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after)
        if counted or (is_alone and spoken_of("".join(_sentence_round(text, match)))):
            yield CountingWord(*match.span(), counted != "things")
    for match in _NONE.finditer(text) if zeros else ():
        before, after = _sentence_round(text, match)
        if not _RULE.search(after) and (not match["nobody"] or spoken_of(before + after)):
            yield CountingWord(*match.span())


def _sentence_round(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Some words on both sides of a part of a text, as far as they belong to its sentence."""
    before = _STOP.split(text[max(0, match.start() - 80) : match.start()])[-1]
    return before, _STOP.split(text[match.end() : match.end() + 80])[0]


def _counted_next(text: str, match: re.Match[str], words: int = 3) -> str:
    after = text[match.end() : match.end() + 80].lstrip("- ")
    return thing_after(" ".join(after.split(maxsplit=words)[:words]))

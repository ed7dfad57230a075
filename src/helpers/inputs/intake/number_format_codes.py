"""The codes of number formats, such as `0.0%` or `dd/mm/yyyy;@`, taken apart into sections and their tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

_FULL, _YEAR_MONTH, _MONTH_DAY, _TIME = "yyyy-mm-dd", "yyyy-mm", "mm-dd", "h:mm"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: _FULL, 15: _FULL, 16: _MONTH_DAY, 17: _YEAR_MONTH, **dict.fromkeys(range(18, 22), _TIME), 22: _FULL,
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', 48: "##0.0E+0",
    45: "mm:ss", 46: "[h]:mm", 47: "mm:ss", 49: "@",
    # those of a Chinese Excel or WPS
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH), **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    **dict.fromkeys((30, 31), _FULL), **dict.fromkeys((32, 33, 34, 35, 55, 56), _TIME),
}  # fmt: skip
"""Formats that have a number alone; of dates what they show, in whatever order."""
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[_*].|\[[^\]]*\]|[^;"\\_*\[])+|(?=;|$)', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<exponent>E[+-][0#?]+)|(?P<noon>AM/PM|A/P)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|b+)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_WHITE_LETTERS = re.compile(
    r"""(?:^|(?<=;))(?:\[[^\]]*\])*\[(?:white|color ?2)\](?:"[^"]*"|\\.|[^;"\\])*""", re.IGNORECASE
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) ?(-?[0-9.]+)")
HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda one, other: one < other, ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other, ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other, "<>": lambda one, other: one != other,
}  # fmt: skip
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_OTHER_CALENDAR = re.compile(r"\$[^-]*-[0-9a-f]{0,2}(?!00|01)[0-9a-f]{2}[0-9a-f]{4}", re.IGNORECASE)
_BLANKS = frozenset(" \u00a0\u202f")
_SIGNS_OF_LESS = frozenset("()-")
_DATE_PARTS = frozenset("ymd")


@dataclass(frozen=True)
class Section:
    """One of the parts of a format between semicolons: its tokens, the condition under which it holds."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None

    @cached_property
    def is_date(self) -> bool:
        """Whether it shows a day or a time."""
        return any(kind in ("date", "elapsed") for kind, _ in self.tokens)

    @cached_property
    def day_parts(self) -> frozenset[str]:
        """Which of year, month and day of the month ('y', 'm', 'd') it shows, by the calendar that the file counts in.

        An m beside hours or seconds is minutes; ddd is the day of the week; mmmmm is one letter.
        """
        letters = [text.lower() for kind, text in self.tokens if kind in ("date", "elapsed")]
        found = set()
        for at, text in enumerate(letters):
            sign = text[0]
            minutes = (at and letters[at - 1][0] == "h") or (
                at + 1 < len(letters) and letters[at + 1][0] == "s"
            )
            if (
                sign in "ye"
                or (sign == "d" and len(text) < 3)
                or (sign == "m" and len(text) < 5 and not minutes)
            ):
                found.add("y" if sign == "e" else sign)
        if any(kind == "calendar" for kind, _ in self.tokens):
            return frozenset()
        return frozenset(found)

    @property
    def is_plain(self) -> bool:
        """Whether it shows every number as itself, decimals and the signs of a negative one aside, or whole days."""
        if self.is_date:
            return self.day_parts == _DATE_PARTS
        kinds = {kind for kind, _ in self.tokens}
        added = {sign for kind, text in self.tokens if kind == "literal" for sign in text}
        shows_zero = ("digit", "0") in self.tokens or "general" in kinds
        return (
            shows_zero
            and not kinds & {"percent", "sign", "exponent", "text"}
            and added <= _BLANKS | _SIGNS_OF_LESS
            and not self.scale
        )

    @property
    def is_signed(self) -> bool:
        """Whether it writes a sign of negative numbers itself."""
        return any(kind == "literal" and not _SIGNS_OF_LESS.isdisjoint(text) for kind, text in self.tokens)

    @property
    def scale(self) -> int:
        """How often it divides by a thousand: commas behind the last digit, or behind the last before the point."""
        kinds = "".join(kind[0] for kind, _ in self.tokens if kind in ("digit", "point", "comma"))
        return sum(len(commas) for commas in re.findall("(?<=d)c+(?=p|$)", kinds))


def changes(code: str) -> bool:
    """Whether a format shows some value otherwise than it is stored, decimals aside."""
    numbers = number_sections(code)
    mixed = len({section.is_date for section in numbers}) > 1
    signed = any(section.is_signed for at, section in enumerate(numbers) if at != 1 or section.condition)
    plain = not signed and all(section.is_plain for section in numbers)
    return mixed or not plain or text_section(code) is not None


def without_white(code: str) -> str:
    """The format as it shows on a white cell: a section whose letters are white shows nothing."""
    return _WHITE_LETTERS.sub('""', code)


def hides_decimals(code: str) -> bool:
    """Whether a format can leave out decimals."""
    return code.casefold() not in ("general", "@") and not number_sections(code)[0].is_date


def section_for(value: float, code: str) -> tuple[Section | None, bool]:
    """The section that shows a number, and whether a minus is written before it; None: the format shows nothing."""
    sections = number_sections(code)
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or HOLDS[section.condition[0]](value, section.condition[1]):
                return (section if section.tokens else None), True
        return None, True
    at = (1 if value < 0 else 2 if value == 0 else 0) if len(sections) > 1 else 0
    section = sections[at] if at < len(sections) else sections[0]
    return (section if section.tokens else None), at != 1


@lru_cache(maxsize=256)
def number_sections(code: str) -> tuple[Section, ...]:
    """The sections for numbers and days: all but that for text, which is the one with @, or the fourth."""
    sections = _sections(code)[:3]
    return tuple(each for each in sections if not _is_of_text(each)) or (Section((("general", ""),)),)


@lru_cache(maxsize=256)
def text_section(code: str) -> Section | None:
    """The section for text, where it shows more or less than the text."""
    for at, section in enumerate(_sections(code)):
        if _is_of_text(section) or at == 3:
            added = "".join(text for kind, text in section.tokens if kind != "text").strip()
            return section if added or not _is_of_text(section) else None
    return None


def _is_of_text(section: Section) -> bool:
    return any(kind == "text" for kind, _ in section.tokens)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[Section, ...]:
    found, at = [], 0
    while at <= len(code):
        matched = _SECTION.match(code, at)
        text = matched[0] if matched else code[at:]
        found.append(_section(text))
        at += len(text) + 1
    return tuple(found[:4])


def _section(text: str) -> Section:
    tokens: list[tuple[str, str]] = []
    condition = None
    for found in _TOKEN.finditer(text):
        kind, sign = str(found.lastgroup), found[found.lastgroup or 0]
        if kind == "bracket":
            if matched := _CONDITION.fullmatch(sign):
                condition = matched[1], float(matched[2])
            elif _OTHER_CALENDAR.fullmatch(sign):
                tokens.append(("calendar", ""))
            elif (currency := _CURRENCY.fullmatch(sign)) and currency[1]:
                tokens.append(("literal", currency[1]))
        elif kind == "plain" and sign == "/":
            tokens.append(("slash", sign))
        elif kind in ("quoted", "escaped") and sign.strip() == "%":
            tokens.append(("sign", sign))
        elif kind in ("quoted", "escaped", "plain"):
            tokens.append(("literal", sign))
        elif kind == "space":
            tokens.append(("literal", " "))
        elif kind == "fill" and sign.isdecimal():
            tokens.append(("literal", sign))
        elif kind not in ("fill", "noon"):
            tokens.append((kind, sign))
    return Section(tuple(tokens), condition)

"""What a cell's number format makes of its value: 0.614 is shown as 61.4%, 12000 as '12 k', 27 as nothing at all.

The person who filled in the sheet saw what is shown. So a cell that is shown otherwise than it is stored gets both
into its text, `stored` and `shown`, and `cells` decides by the type of its column. Dates and separators of thousands
change nothing, nor does a zero that an accounting format shows as a dash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from lxml import etree

BOTH = "\x1f"  # stands between what is stored and what is shown; no workbook can hold it
Styled = tuple[int, int, str]
"""Row and column, from 0, and the number format of a cell."""

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 17: "mmm-yy",
    37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', 48: "##0.0E+0",
}  # fmt: skip
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[_*].|\[[^\]]*\]|[^;"\\_*\[])+|(?=;|$)', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<exponent>E[+-][0#?]+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) ?(-?[0-9.]+)")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda one, other: one < other, ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other, ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other, "<>": lambda one, other: one != other,
}  # fmt: skip
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DASH = re.compile("[-\u2013\u2014]+")
_PLAIN_SIGNS = frozenset(" ()-+\u00a0\u202f")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_DECIMALS = re.compile(rb"v>-?[0-9]+(?:\.[0-9]|[0-9.]*E-)|v>-?\.[0-9]")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,2})([0-9]{1,7})["']""")
MOST_PLACES = 30  # decimals that Excel shows at most
MOST_DECIMALS = 6  # of a percentage; a computed one has noise in those behind


@dataclass(frozen=True)
class Formats:
    """The number formats of a workbook that show something else than is stored, by the number of the cell's style.

    `rounding` are those that can only leave out decimals.
    """

    changing: dict[int, str]
    rounding: dict[int, str]

    def cells(self, part: bytes) -> list[Styled]:
        """The cells of a sheet's own text (XML) that have such a format."""
        codes = self.changing
        if self.rounding and _DECIMALS.search(part):
            codes = codes | self.rounding
        if not codes:
            return []
        found: list[Styled] = []
        for attributes, style in _styled(part, tuple(codes)):
            if place := _PLACE.search(attributes):
                column = 0
                for letter in place[1]:
                    column = 26 * column + letter - 64
                found.append((int(place[2]) - 1, column - 1, codes[style]))
        return found


@dataclass(frozen=True)
class _Section:
    """One of the parts of a format between semicolons: its tokens, the condition under which it holds."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it shows every number as itself, decimals aside."""
        kinds = {kind for kind, _ in self.tokens}
        added = {sign for kind, text in self.tokens if kind == "literal" for sign in text}
        shows_zero = ("digit", "0") in self.tokens or "general" in kinds
        return (
            shows_zero
            and not kinds & {"percent", "sign", "exponent", "text"}
            and added <= _PLAIN_SIGNS
            and not self.scale
        )

    @property
    def scale(self) -> int:
        """How often it divides by a thousand: commas behind the last digit, or behind the last before the point."""
        kinds = "".join(kind[0] for kind, _ in self.tokens if kind in ("digit", "point", "comma"))
        return sum(len(commas) for commas in re.findall("(?<=d)c+(?=p|$)", kinds))


@lru_cache(maxsize=32)
def formats_in(styles: bytes) -> Formats:
    """The formats of a workbook's styles (XML).

    Raises:
        etree.XMLSyntaxError: they are broken.
    """
    tree = etree.fromstring(styles, _PARSER)
    codes: dict[int, str] = dict(_BUILT_IN)
    for each in tree.iterfind("{*}numFmts/{*}numFmt"):
        codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    changing: dict[int, str] = {}
    rounding: dict[int, str] = {}
    for style, each in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
        code = codes.get(int(each.get("numFmtId", "0")), "General")
        if _is_date(code):
            if _day_is_hidden(code):
                changing[style] = code
        elif not all(section.is_plain for section in _number_sections(code)) or _text_section(code):
            changing[style] = code
        elif code.casefold() not in ("general", "@"):
            rounding[style] = code
    return Formats(changing, rounding)


def as_shown(value: object, stored: str, code: str) -> str:
    """The text of a cell: what is stored; and behind `BOTH` what is shown, where that is something else."""
    if not stored or isinstance(value, bool) or (_is_date(code) and not isinstance(value, date)):
        return stored
    if isinstance(value, date):
        shown = _month_or_year(value, code)
    elif isinstance(value, str):
        section = _text_section(code)
        if section is None:
            return stored
        shown = "".join(stored if kind == "text" else text for kind, text in section.tokens).strip()
    elif isinstance(value, (int, float)):
        shown = _number_as_shown(float(value), stored, code)
    else:
        return stored
    return stored if shown == stored else f"{stored}{BOTH}{shown}"


def is_dash(shown: str) -> bool:
    """Whether what is shown is a dash, which accounting formats show for 0."""
    return bool(_DASH.fullmatch(shown))


def is_plain_number(shown: str) -> bool:
    """Whether what is shown is a number and nothing else."""
    return bool(_NUMBER.fullmatch(shown))


def _number_as_shown(value: float, stored: str, code: str) -> str:
    """A number as its format shows it, without separators of thousands; a percentage with all its decimals."""
    section, signed = _section_for(value, code)
    if section is None:
        return ""
    kinds = [kind for kind, _ in section.tokens]
    percents = kinds.count("percent")
    number = Decimal(repr(value)) * 100**percents / 1000**section.scale
    fraction = "slash" in kinds and "digit" in kinds
    if "general" in kinds or fraction:
        text = stored if not fraction else f"{value:.10g}"
        inner = _literals(section, text)
    elif "exponent" in kinds:
        places = kinds.count("digit") - 1
        inner = f"{float(f'{number:.{max(places, 0)}E}'):.15g}"
    else:
        if is_percentage := percents > 0 or "sign" in kinds:
            section, number = _all_decimals(section), round(number, MOST_DECIMALS).normalize()
        inner = _filled(section, abs(number), None if is_percentage else _places(section))
    if signed and value < 0 and "general" not in kinds and not inner.startswith("-"):
        inner = f"-{inner}"
    inner = inner.strip(" \u00a0\u202f")
    inner = re.sub(r"^\(([0-9.]+)\)$", r"-\1", inner)
    if _NUMBER.fullmatch(inner) and float(inner) == float(stored if _NUMBER.fullmatch(stored) else value):
        return stored
    return inner


def _filled(section: _Section, number: Decimal, places: int | None) -> str:
    """The digits of a number in their places, with the text between them; all decimals where `places` is None."""
    shown = number if places is None else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{shown:f}".partition(".")
    whole = whole.lstrip("0")
    kinds = [kind for kind, _ in section.tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    left = kinds[:point].count("digit")
    seen, out = 0, []
    right = iter(decimals)
    for at, (kind, text) in enumerate(section.tokens):
        if kind == "digit" and at < point:
            behind = left - seen - 1  # digits still to come
            piece = whole[: len(whole) - behind] if not seen else whole[-behind - 1 : len(whole) - behind]
            if len(whole) <= behind:
                piece = ""
            out.append(piece or ("0" if text == "0" else ""))
            seen += 1
        elif kind == "digit":
            out.append(next(right, "0" if text == "0" else ""))
        elif kind == "point":
            out.append(
                "." if decimals and set(decimals) != {"0"} or ("digit", "0") in section.tokens[at:] else ""
            )
        elif kind in ("literal", "percent", "sign"):
            out.append(text)
    return "".join(out)


def _all_decimals(section: _Section) -> _Section:
    """The same with as many places for decimals as there can be."""
    kinds = [kind for kind, _ in section.tokens]
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    if not digits:
        return section
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = max((at for at in digits if at < point), default=digits[0])
    before = section.tokens[: last + 1]
    behind = [each for each in section.tokens[last + 1 :] if each[0] not in ("digit", "point")]
    return _Section((*before, ("point", "."), *[("digit", "#")] * MOST_DECIMALS, *behind))


def _places(section: _Section) -> int:
    kinds = [kind for kind, _ in section.tokens]
    return min(kinds[kinds.index("point") :].count("digit"), MOST_PLACES) if "point" in kinds else 0


def _literals(section: _Section, number: str) -> str:
    """A number with the text that stands before and behind it."""
    out, written = [], False
    for kind, text in section.tokens:
        if kind == "literal":
            out.append(text)
        elif kind in ("general", "digit") and not written:
            out.append(number)
            written = True
    return "".join(out)


def _section_for(value: float, code: str) -> tuple[_Section | None, bool]:
    """The section that shows a number, and whether a minus is written before it; None: the format shows nothing."""
    sections = _number_sections(code)
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _HOLDS[section.condition[0]](value, section.condition[1]):
                return (section if section.tokens else None), True
        return None, True
    at = (1 if value < 0 else 2 if value == 0 else 0) if len(sections) > 1 else 0
    section = sections[at] if at < len(sections) else sections[0]
    return (section if section.tokens else None), at != 1


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    found, at = [], 0
    while at <= len(code):
        matched = _SECTION.match(code, at)
        text = matched[0] if matched else code[at:]
        found.append(_section(text))
        at += len(text) + 1
    return tuple(found[:4])


def _number_sections(code: str) -> tuple[_Section, ...]:
    """The sections for numbers: all but the fourth, and but a lone one for text."""
    sections = _sections(code)
    if len(sections) == 1 and any(kind == "text" for kind, _ in sections[0].tokens):
        return (_Section((("general", ""),)),)
    return sections[:3]


@lru_cache(maxsize=256)
def _text_section(code: str) -> _Section | None:
    """The section for text, where it shows more or less than the text."""
    sections = _sections(code)
    for section in sections if len(sections) == 1 else sections[3:]:
        has_text = any(kind == "text" for kind, _ in section.tokens)
        added = "".join(text for kind, text in section.tokens if kind != "text").strip()
        if len(sections) > 3 or has_text:
            return section if added or not has_text else None
    return None


def _section(text: str) -> _Section:
    tokens: list[tuple[str, str]] = []
    condition = None
    for found in _TOKEN.finditer(text):
        kind, sign = str(found.lastgroup), found[found.lastgroup or 0]
        if kind == "bracket":
            if matched := _CONDITION.fullmatch(sign):
                condition = matched[1], float(matched[2])
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
        elif kind != "fill":
            tokens.append((kind, sign))
    return _Section(tuple(tokens), condition)


def _is_date(code: str) -> bool:
    return bool(re.search("[dmyhs]", _bare(code)))


def _bare(code: str) -> str:
    """A format's own letters, in lower case: without quoted text, colours and languages."""
    bare = re.sub(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general', "", code, flags=re.IGNORECASE)
    return bare.split(";")[0].lower()


def _day_is_hidden(code: str) -> bool:
    bare = _bare(code)
    return "d" not in bare and not re.search("[hs]", bare)


def _month_or_year(day: date, code: str) -> str:
    """A day as far as its format shows it: 2023-05 or 2023; the whole of it where the day of the month is shown."""
    bare = _bare(code)
    shown = (f"{day:%Y}" if "y" in bare else "", f"{day:%m}" if "m" in bare else "")
    return "-".join(filter(None, shown))


def _styled(part: bytes, styles: Sequence[int]) -> Iterator[tuple[bytes, int]]:
    """The attributes of each cell with one of these styles, and which; style 0 is that of cells that name none."""
    listed = b"|".join(b"%d" % style for style in styles)
    for found in re.finditer(rb"""<(?:\w+:)?c(?=\s)([^>]*?\ss=["'](%s)["'][^>]*)>""" % listed, part):
        yield found[1], int(found[2])
    if 0 in styles:
        for found in re.finditer(rb"""<(?:\w+:)?c(?=\s)((?![^>]*\ss=)[^>]*)>""", part):
            yield found[1], 0

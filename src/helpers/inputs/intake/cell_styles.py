"""How a workbook shows its cells: number formats, colours, lines through letters, conditions, zeros and rows not shown.

Only the parts of the workbook themselves (XML) know it. What a look makes of a value is found in formatted_values.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from lxml import etree

from helpers.inputs.intake.cell_addresses import column_of, letter
from helpers.inputs.intake.formatted_values import BOTH, MAYBE, STRUCK_OUT, UNSEEN, as_shown
from helpers.inputs.intake.number_format_codes import (
    BUILT_IN,
    HOLDS,
    changes,
    hides_decimals,
    without_white,
)

Placed = tuple[int, int, str]
"""Row and column of a cell, from 0, and its number format or its text."""

PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_DECIMALS = re.compile(rb"v>-?[0-9]+(?:\.[0-9]|[0-9.]*E-)|v>-?\.[0-9]")
PLACE = re.compile(rb"""\sr=["']([A-Z]{1,2})([0-9]{1,7})["']""")
_PLACES = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})""")
_ROW_OR_CELL = re.compile(rb"<((?:\w+:)?)(row|c)(?=[\s/>])([^>]*)>")
_NUMBER_OF_ROW = re.compile(rb"""\sr=["']([0-9]{1,7})["']""")
_HIDDEN = re.compile(rb"""\s(?:hidden=["'](?:1|true)|(?:ht=["'][012]|width=["']0)(?:\.[0-9]*)?)["']""")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_SPAN = re.compile(rb"""\b(min|max)=["']([0-9]{1,5})["']""")
_WIDTH = re.compile(rb"""\swidth=["']([0-9]+(?:\.[0-9]+)?)["']""")
_MOST_COLUMNS = 100  # a return has none beyond
_SHORTEST_DAY = 5  # digits, a slash counts half
_NO_ZEROS = re.compile(rb"""<(?:\w+:)?sheetView\s[^>]*\bshowZeros=["'](?:0|false)["']""")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_OPERATORS = {
    "lessThan": "<", "lessThanOrEqual": "<=", "equal": "=", "notEqual": "<>", "greaterThanOrEqual": ">=",
    "greaterThan": ">",
}  # fmt: skip
_NO = ("0", "false")
_WHITE = re.compile(r"rgb (?:F[0-9A-F]){3}|theme 0|indexed (?:1|9|65)")
"""White, and what the eye does not tell from it."""
_LEAST_TINT = 0.1


@dataclass(frozen=True)
class Styles:
    """The looks that show something else than is stored, each as a number format, by the number of the cell's style.

    `rounding` are those that can only leave out decimals; `conditional` are those of conditions, '' where the number
    stays as it is. `behind` are the colours of the cells, where these are not white.
    """

    changing: Mapping[int, str] = field(default_factory=dict)
    rounding: Mapping[int, str] = field(default_factory=dict)
    conditional: Sequence[str] = ()
    behind: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StyleRule:
    """A conditional format: the cells that it is for (rows and columns of the first and the last), and its look.

    `limits` are what a value is compared with; None where whether it holds cannot be judged here.
    """

    areas: tuple[tuple[int, int, int, int], ...]
    priority: int
    code: str
    operator: str
    limits: tuple[float, ...] | None

    def holds(self, value: object) -> bool | None:
        """Whether it holds for a value; None where that cannot be judged."""
        if self.operator == "always":
            return True
        if self.limits is None or isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        if self.operator in ("between", "notBetween"):
            inside = min(self.limits) <= value <= max(self.limits)
            return inside == (self.operator == "between")
        return HOLDS[_OPERATORS[self.operator]](float(value), self.limits[0])


@dataclass(frozen=True)
class SheetLooks:
    """The looks of a sheet: cells with a format of their own, conditional formats, whether zeros are left out.

    `hidden_rows` are numbers of rows, `hidden_columns` positions of columns, both from 0; `widths` of columns are in
    digits.
    """

    cells: Sequence[Placed] = ()
    rules: Sequence[StyleRule] = ()
    no_zeros: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)

    def narrow_columns(
        self, rows: Sequence[Sequence[object]], texts: Sequence[Sequence[str]]
    ) -> frozenset[int]:
        """The columns that show #### for a number or a day, because they are too narrow for its digits."""
        return frozenset(
            column
            for column, width in self.widths.items()
            if column not in self.hidden_columns
            and any(
                column < len(row)
                and len(cells[column]) > width
                and _digits(row[column], cells[column]) > width
                for row, cells in zip(rows, texts, strict=False)
            )
        )

    def texts(self, rows: Sequence[Sequence[object]], texts: Sequence[Sequence[str]]) -> list[Placed]:
        """The cells of the sheet that are shown otherwise than they are stored, and the text that says both."""
        found: dict[tuple[int, int], str] = {}
        for row, column, code in self.cells:
            if row < len(texts) and column < len(texts[row]):
                found[row, column] = as_shown(rows[row][column], texts[row][column], code)
        decided: set[tuple[int, int]] = set()
        for rule in sorted(self.rules, key=lambda each: each.priority):
            for at in _cells_in(rule, rows):
                value, stored = rows[at[0]][at[1]], texts[at[0]][at[1]]
                holds = rule.holds(value)
                if at in decided or holds is False:
                    continue
                text = as_shown(value, stored, rule.code if holds else MAYBE + rule.code)
                if holds or text != stored:
                    found[at] = text
                    decided.add(at)
        if self.no_zeros:
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if value == 0 and isinstance(value, (int, float)) and not isinstance(value, bool):
                        found[row, column] = f"{texts[row][column]}{BOTH}"
        return [(row, column, text) for (row, column), text in found.items() if text != texts[row][column]]


def _digits(value: object, text: str) -> float:
    """How wide a number or a day is at least, in digits: a number may lose its decimals, 1/3/23 is the shortest day.

    Text goes on into the next cell.
    """
    if isinstance(value, date):
        return _SHORTEST_DAY
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0
    shown = text.rpartition(BOTH)[2].partition(".")[0]
    return sum(1 if sign.isdecimal() else 0.5 for sign in shown)


def looks_of(part: bytes, styles: Styles, rich: Sequence[Placed] = ()) -> SheetLooks:
    """The looks of a sheet, from its own text (XML), in which each cell names its place; `rich` are those of letters.

    Raises:
        etree.XMLSyntaxError: it is broken.
    """
    codes = {**styles.changing}
    if styles.rounding and _DECIMALS.search(part):
        codes |= styles.rounding
    hides = _HIDDEN.search(part) is not None
    return SheetLooks(
        cells=[*(_styled(part, codes) if codes else ()), *rich],
        rules=_rules(part, styles) if b"onditionalFormatting" in part else (),
        no_zeros=b"showZeros" in part and _NO_ZEROS.search(part) is not None,
        hidden_rows=frozenset(_hidden_rows(part)) if hides else frozenset(),
        hidden_columns=frozenset(_hidden_columns(part)) if hides else frozenset(),
        widths=_widths(part) if b"width=" in part else {},
    )


def with_places(part: bytes) -> bytes:
    """The text of a sheet with the place of each row and cell; a program may leave out what follows from the order."""
    if part.count(b'<c r="') == part.count(b"<c ") + part.count(b"<c>") and b":sheetData" not in part:
        return part
    row = column = 0

    def placed(found: re.Match[bytes]) -> bytes:
        nonlocal row, column
        prefix, name, attributes = found.groups()
        if name == b"row":
            own = _NUMBER_OF_ROW.search(attributes)
            row, column = (int(own[1]) if own else row + 1), 0
            return found[0] if own else b'<%srow r="%d"%s>' % (prefix, row, attributes)
        if own := PLACE.search(attributes):
            column = column_of(own[1].decode()) + 1
            return found[0]
        column += 1
        return b'<%sc r="%s%d"%s>' % (prefix, letter(column - 1).encode(), row, attributes)

    return _ROW_OR_CELL.sub(placed, part)


def has_place_twice(part: bytes) -> bool:
    """Whether a sheet names a cell twice: one of the two would be lost."""
    places = _PLACES.findall(part)
    return len(set(places)) < len(places)


@lru_cache(maxsize=32)
def styles_in(styles: bytes) -> Styles:
    """The looks in a workbook's styles (XML).

    Raises:
        etree.XMLSyntaxError: they are broken.
    """
    tree = etree.fromstring(styles, PARSER)
    codes: dict[int, str] = dict(BUILT_IN)
    for each in tree.iterfind("{*}numFmts/{*}numFmt"):
        codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    fonts, fills = tree.findall("{*}fonts/{*}font"), tree.findall("{*}fills/{*}fill")
    changing: dict[int, str] = {}
    rounding: dict[int, str] = {}
    behind: dict[int, str] = {}
    for style, each in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
        code = codes.get(int(each.get("numFmtId", "0")), "General")
        font, fill = _at(fonts, each.get("fontId")), _at(fills, each.get("fillId"))
        if (colour := _colour_of_cell(fill)) != "white":
            behind[style] = colour
        else:
            code = without_white(code)
        if look := look_of_letters(font, colour):
            changing[style] = look
        elif changes(code):
            changing[style] = code
        elif hides_decimals(code):
            rounding[style] = code
    conditional = [_conditional(each) for each in tree.iterfind("{*}dxfs/{*}dxf")]
    return Styles(changing, rounding, conditional, behind)


def _at(elements: Sequence[etree._Element], number: str | None) -> etree._Element | None:
    return elements[int(number)] if number and number.isdecimal() and int(number) < len(elements) else None


def look_of_letters(font: etree._Element | None, behind: str) -> str:
    """The format that stands for letters with a line through them, or of the colour behind them; else ''."""
    if font is None:
        return ""
    line = font.find("{*}strike")
    if line is not None and line.get("val", "1") not in _NO:
        return STRUCK_OUT
    colour = font.find("{*}color")
    return UNSEEN if colour is not None and _colour(colour) == behind else ""


def _colour_of_cell(fill: etree._Element | None) -> str:
    pattern = fill.find("{*}patternFill") if fill is not None else None
    if pattern is None or pattern.get("patternType", "none") == "none":
        return "white" if fill is None or pattern is not None else "mixed"
    colour = pattern.find("{*}fgColor")
    return _colour(colour) if colour is not None and pattern.get("patternType") == "solid" else "mixed"


def _colour(colour: etree._Element) -> str:
    """A colour as far as two can be compared."""
    tint = float(colour.get("tint", "0"))
    shade = f" {tint}" if abs(tint) > _LEAST_TINT else ""
    for kind in ("rgb", "theme", "indexed"):
        if (value := colour.get(kind)) is not None:
            named = f"{kind} {value[-6:].upper()}{shade}"
            return "white" if _WHITE.fullmatch(named) else named
    return "automatic"


def _conditional(look: etree._Element) -> str:
    """The format that a condition gives its cells; '' where the value stays as it is."""
    pattern = look.find("{*}fill/{*}patternFill")
    behind = pattern.find("{*}bgColor") if pattern is not None else None
    colour = "white" if behind is None else _colour(behind)
    if letters := look_of_letters(look.find("{*}font"), colour):
        return letters
    number = look.find("{*}numFmt")
    return number.get("formatCode", "") if number is not None else ""


def _rules(part: bytes, styles: Styles) -> list[StyleRule]:
    """The conditional formats of a sheet that can change what is seen."""
    found = []
    for group in etree.fromstring(part, PARSER).iter("{*}conditionalFormatting"):
        areas = group.get("sqref") or "".join(each.text or "" for each in group.iterfind("{*}sqref"))
        for rule in group.iterfind("{*}cfRule"):
            own = rule.find("{*}dxf")
            number = rule.get("dxfId", "")
            code = _conditional(own) if own is not None else ""
            if number.isdecimal() and int(number) < len(styles.conditional):
                code = styles.conditional[int(number)]
            if any(
                each.get("showValue") in _NO for each in rule
            ):  # a bar or an icon in the place of the number
                code, operator, limits = UNSEEN, "always", None
            else:
                operator, limits = _condition(rule)
            if code:
                places = tuple(_area(found) for found in _AREA.finditer(areas))
                found.append(StyleRule(places, int(rule.get("priority", "0")), code, operator, limits))
    return found


def _condition(rule: etree._Element) -> tuple[str, tuple[float, ...] | None]:
    if rule.get("type") == "notContainsBlanks":
        return "always", None
    operator = rule.get("operator", "")
    try:
        limits = tuple(
            float(each.text or "") for each in rule if etree.QName(each).localname in ("formula", "f")
        )
    except ValueError:  # it compares with another cell, or calculates
        return operator, None
    wanted = 2 if operator in ("between", "notBetween") else 1 if operator in _OPERATORS else 0
    known = rule.get("type") == "cellIs" and wanted and len(limits) == wanted
    return operator, limits if known else None


def _area(found: re.Match[str]) -> tuple[int, int, int, int]:
    first, last = column_of(found[1]), column_of(found[3] or found[1])
    return int(found[2]) - 1, first, int(found[4] or found[2]) - 1, last


def _cells_in(rule: StyleRule, rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    for top, left, bottom, right in rule.areas:
        for row in range(top, min(bottom + 1, len(rows))):
            yield from ((row, column) for column in range(left, min(right + 1, len(rows[row]))))


def _hidden_rows(part: bytes) -> Iterator[int]:
    for found in _ROW_OR_CELL.finditer(part):
        _, name, attributes = found.groups()
        if name == b"row" and _HIDDEN.search(attributes) and (number := _NUMBER_OF_ROW.search(attributes)):
            yield int(number[1]) - 1


def _hidden_columns(part: bytes) -> Iterator[int]:
    for attributes, columns in _columns(part):
        if _HIDDEN.search(attributes):
            yield from columns


def _widths(part: bytes) -> dict[int, float]:
    """The columns that have a width, and how many digits it has room for: five dots of it are left free."""
    return {
        column: float(width[1]) - 5 / 7
        for attributes, columns in _columns(part)
        if (width := _WIDTH.search(attributes))
        for column in columns
    }


def _columns(part: bytes) -> Iterator[tuple[bytes, range]]:
    for found in _COLUMNS.finditer(part):
        span = {name: int(number) for name, number in _SPAN.findall(found[1])}
        if len(span) == 2:
            yield b" " + found[1], range(span[b"min"] - 1, min(span[b"max"], _MOST_COLUMNS))


def _styled(part: bytes, codes: Mapping[int, str]) -> list[Placed]:
    """The cells that have one of these styles, with its format; style 0 is that of cells that name none."""
    listed = b"|".join(b"%d" % style for style in codes)
    found = [
        (each[1], codes[int(each[2])])
        for each in re.finditer(rb"""<(?:\w+:)?c(?=\s)([^>]*?\ss=["'](%s)["'][^>]*)>""" % listed, part)
    ]
    if 0 in codes:
        plain = re.finditer(rb"""<(?:\w+:)?c(?=\s)((?![^>]*\ss=)[^>]*)>""", part)
        found += [(each[1], codes[0]) for each in plain]
    places = ((PLACE.search(attributes), code) for attributes, code in found)
    return [(int(at[2]) - 1, column_of(at[1].decode()), code) for at, code in places if at]

"""A table of finished texts, as HTML for screens, as Typst for paper and as pandoc Markdown for Word and Quarto.

Numbers arrive formatted for their language; nothing here computes, rounds or hides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeGuard

from helpers.inputs.params.settings import Language
from helpers.report import escape, paper
from helpers.report.sourced_text import SourcedText, attribute, markup

Align = Literal["left", "right"]

# What a symbol stands for, as a screen reader and a pointer's hover tell it.
SYMBOLS: dict[str, dict[Language, str]] = {
    "[c]": {
        "en": "confidential: withheld so that nobody can be identified",
        "vi": "bảo mật: không công bố để không ai bị nhận diện",
    },
    "[x]": {"en": "not available", "vi": "không có số liệu"},
    "[z]": {"en": "not applicable", "vi": "không áp dụng"},
}

# Pandoc keeps relative column widths only where a line is longer than its line width; so the rule always is.
_RULE_WIDTH = 120
# Characters that a line of a table on paper holds. Where columns want more, none gets less than its longest word.
_PAPER_WIDTH = 105.0
_MARGIN = 2.0
# Characters of the first column before its texts go on in a second line; less where other columns of texts need room.
_NAME, _NAME_BESIDE_TEXTS = 44, 26
# The same of a further column of texts: in a table of many columns it takes no more than names need beside it.
_TEXT, _TEXT_OF_MANY, _MANY = 70, 36, 6
_EM_SPACE = "\u2003"


@dataclass(frozen=True)
class TextColumn:
    """One column: what it holds, on which side it aligns, and the unit that its head names.

    On a page, one that `leads` stands beside the names of the rows: a telephone shows it without scrolling.
    """

    label: str
    align: Align = "right"
    unit: str | None = None
    leads: bool = False

    @property
    def head(self) -> str:
        """Label and unit as one text."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Row:
    """One row of finished texts. `indent` 1 is an 'of whom'; `strong` is a total.

    `span`: its only cell heads the rows below it, across all columns.
    """

    cells: tuple[str, ...]
    indent: int = 0
    strong: bool = False
    span: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple(self.cells))


@dataclass(frozen=True)
class TextTable:
    """Columns and rows; the first cell of each row is its header unless `row_headers` is off."""

    columns: tuple[TextColumn, ...]
    rows: tuple[Row, ...]
    language: Language = "en"
    row_headers: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(self, "rows", tuple(self.rows))
        if not self.columns:
            raise ValueError("a table needs at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != (1 if row.span else len(self.columns)):
                raise ValueError(
                    f"row {number} has {len(row.cells)} cells, the table {len(self.columns)} columns"
                )

    def to_html(
        self,
        *,
        labelled_by: str | None = None,
        links: Mapping[str, str] | None = None,
        otherwise: str = "",
    ) -> str:
        """An accessible `<table>`: header cells with scope, symbols expanded.

        `links` gives the address that a header cell of this text leads to. Where it has none for any of them, the
        heads of the columns of numbers lead to `otherwise`; without it each number that comes from released cells leads
        there itself.
        """
        links = self._links(links or {}, otherwise)
        label = f' aria-labelledby="{escape.markup(labelled_by)}"' if labelled_by else ""
        parts = [f'<table class="data"{label}>']
        head = "".join(
            f'<th scope="col" class="{self._column_class(index)}">'
            f"{_linked(_html_head(self.columns[index]), links.get(self.columns[index].label))}</th>"
            if self.columns[index].label.strip()
            else "<td></td>"
            for index in self._on_a_page()
        )
        parts.append(f"<thead><tr>{head}</tr></thead>")
        parts.append("<tbody>")
        parts.extend(
            self._html_row(row, links, rows)
            for row, rows in zip(self.rows, self._rows_of_heads(), strict=True)
        )
        parts.append("</tbody></table>")
        return "\n".join(parts)

    def to_markdown(self, *, caption: str | None = None, identifier: str | None = None) -> str:
        """A pipe table of pandoc; `caption` is Markdown already, `identifier` such as 'tbl-outreach'."""
        lines = [
            _markdown_row([escape.markdown(column.head) for column in self.columns]),
            _markdown_rule(self.columns, self.weights()),
        ]
        lines.extend(_markdown_row(_markdown_cells(row, len(self.columns))) for row in self.rows)
        if caption or identifier:
            attribute = f" {{#{identifier}}}" if identifier else ""
            lines.extend(["", f": {caption or ''}{attribute}"])
        return "\n".join(lines)

    def to_typst(self) -> str:
        """The arguments of `data-table` of report.typ."""
        marks = [_dashes(weight) + 1 for weight in self.weights()]
        columns = paper.array([f"{10 * mark / sum(marks):.4f}fr" for mark in marks])
        align = paper.array([column.align for column in self.columns])
        head = paper.array([paper.words(column.head) for column in self.columns])
        rows = paper.array([_typst_row(row, len(self.columns)) for row in self.rows], ",\n")
        return f"(columns: {columns}, align: {align},\nhead: {head},\nrows: {rows})"

    def to_text(self) -> str:
        """Lines of cells divided by bars, for terminals and logs."""
        lines = [" | ".join(column.head for column in self.columns)]
        lines.extend("  " * row.indent + " | ".join(row.cells) for row in self.rows)
        return "\n".join(lines)

    def weights(self) -> tuple[float, ...]:
        """Relative widths of the columns on paper; numbers of like size get the same (beside texts, if they fit)."""
        wanted = [self._wanted(index) for index in range(len(self.columns))]
        over = sum(wanted) - _PAPER_WIDTH
        texts_beside = any(column.align == "left" for column in self.columns[1:])
        if over > 0 and texts_beside:
            wanted[0] = max(wanted[0] - over, self._wanted(0, _NAME_BESIDE_TEXTS))
        numbers = [index for index, column in enumerate(self.columns) if column.align == "right"]
        widths = [wanted[index] for index in numbers] or [0.0]
        equal = [max(widths) if index in numbers else width for index, width in enumerate(wanted)]
        if max(widths) <= 2.2 * min(widths) and (sum(equal) <= _PAPER_WIDTH or not texts_beside):
            wanted = equal
        wanted = self._fitted(wanted)
        total = sum(wanted)
        return tuple(w / total for w in wanted)

    def _fitted(self, wanted: list[float]) -> list[float]:
        """The widths, taken back where a line of paper does not hold them, down to each column's longest word."""
        least = [_MARGIN + self._longest_word(index) for index in range(len(self.columns))]
        over, slack = sum(wanted) - _PAPER_WIDTH, sum(wanted) - sum(least)
        if over <= 0 or slack <= 0:
            return wanted
        kept = max(0.0, 1.0 - over / slack)
        return [small + kept * (w - small) for w, small in zip(wanted, least, strict=True)]

    def _texts(self, index: int) -> list[str]:
        rows = [row for row in self.rows if not row.span]
        return [_EM_SPACE * (2 * row.indent if index == 0 else 0) + row.cells[index] for row in rows]

    def _longest_word(self, index: int) -> int:
        """A no-break space holds a word together: 'Quý IV' in Vietnamese is one."""
        texts = [*self._texts(index), self.columns[index].head]
        return max(len(word) for text in texts for word in text.split(" "))

    def _wanted(self, index: int, name: int = _NAME) -> float:
        column = self.columns[index]
        longest = max((len(text) for text in self._texts(index)), default=0)
        text = _TEXT if len(self.columns) < _MANY else _TEXT_OF_MANY
        limit = 18 if column.align == "right" else text if index else name
        return _MARGIN + max(
            self._longest_word(index), min(longest, limit), min(len(column.head) / 2, limit), 4
        )

    def _on_a_page(self) -> list[int]:
        """The columns in the order in which a page shows them."""
        return sorted(range(len(self.columns)), key=lambda index: (index > 0, not self.columns[index].leads))

    def _links(self, links: Mapping[str, str], otherwise: str) -> Mapping[str, str]:
        heads = {column.label for column in self.columns} | {row.cells[0] for row in self.rows}
        if heads & set(links):
            return links
        numbers = [column.label for column in self.columns[1:] if column.align == "right"]
        return dict.fromkeys(numbers, otherwise) if otherwise else {}

    def _column_class(self, index: int) -> str:
        """Its alignment; `wide` where a small screen must not squeeze its texts into a word a line."""
        column = self.columns[index]
        longest = max((len(text) for text in self._texts(index)), default=0)
        wide = column.align == "left" and len(self.columns) > 3 and longest > (40 if index else 18)
        return f"{column.align} wide" if wide else column.align

    def _rows_of_heads(self) -> list[int]:
        """How many rows the head of each covers: its own, and those that follow without one; 0 where it is covered."""
        counts: list[int] = []
        head = None
        for at, row in enumerate(self.rows):
            covered = head is not None and not row.span and not row.cells[0].strip()
            counts.append(0 if covered else 1)
            if covered and head is not None:
                counts[head] += 1
            else:
                head = None if row.span or not row.cells[0].strip() else at
        return counts

    def _html_row(self, row: Row, links: Mapping[str, str], rows: int) -> str:
        if row.span:
            text = _html_text(row.cells[0], self.language)
            return (
                f'<tr class="total"><th scope="colgroup" colspan="{len(self.columns)}">'
                f'<span class="spanning">{text}</span></th></tr>'
            )
        classes = [
            name for name, on in (("total", row.strong), (f"indent-{row.indent}", row.indent > 0)) if on
        ]
        opening = f'<tr class="{" ".join(classes)}">' if classes else "<tr>"
        cells = []
        for index in self._on_a_page():
            text, column = row.cells[index], self.columns[index]
            if index == 0 and self.row_headers:
                if not text.strip():
                    cells += ["<td></td>"] * rows
                    continue
                over = f' rowspan="{rows}"' if rows > 1 else ""
                head = _linked(_html_text(text, self.language), links.get(text))
                cells.append(f'<th scope="row"{over} class="{column.align}">{head}</th>')
            else:
                wraps = " leads" if column.leads and column.align == "right" else ""
                source = f" {attribute(text.numbers[0].cells)}" if links and _is_one_number(text) else ""
                shown = _html_text(text, self.language) if source else _html_words(text, self.language)
                cells.append(f'<td class="{column.align}{wraps}"{source}>{shown}</td>')
        return opening + "".join(cells) + "</tr>"


def table(
    columns: Sequence[TextColumn], rows: Sequence[Row | Sequence[str]], *, language: Language
) -> TextTable:
    """A table from columns and rows; a row without indent or weight may be a plain sequence."""
    return TextTable(
        tuple(columns),
        tuple(row if isinstance(row, Row) else Row(tuple(row)) for row in rows),
        language=language,
    )


def _html_head(column: TextColumn) -> str:
    unit = f' <span class="unit">({escape.markup(column.unit)})</span>' if column.unit else ""
    return escape.markup(column.label) + unit


def _linked(markup: str, address: str | None) -> str:
    return f'<a class="origin-link" href="{escape.markup(address)}">{markup}</a>' if address else markup


def _html_text(text: str, language: Language) -> str:
    meaning = SYMBOLS.get(text.strip(), {}).get(language)
    if meaning:
        return f'<abbr title="{escape.markup(meaning)}">{escape.markup(text)}</abbr>'
    return escape.markup(text)


def _html_words(text: str, language: Language) -> str:
    return markup(text) if isinstance(text, SourcedText) else _html_text(text, language)


def _is_one_number(text: str) -> TypeGuard[SourcedText]:
    """Whether a cell's text is a number that comes from released cells, and nothing else."""
    return isinstance(text, SourcedText) and [each[:2] for each in text.numbers if each.cells] == [
        (0, len(text))
    ]


def _markdown_cells(row: Row, columns: int) -> list[str]:
    """The cells as Markdown; the filter for paper lets a strong first cell span the empty ones after it."""
    cells = [escape.markdown(text) for text in row.cells]
    cells += [""] * (columns - len(cells))
    if row.strong or row.span:
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    if row.indent:
        cells[0] = "&emsp;" * row.indent + cells[0]
    return cells


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _markdown_rule(columns: Sequence[TextColumn], weights: Sequence[float]) -> str:
    rules = []
    for column, weight in zip(columns, weights, strict=True):
        dashes = "-" * _dashes(weight)
        rules.append(f":{dashes}" if column.align == "left" else f"{dashes}:")
    return "|" + "|".join(rules) + "|"


def _dashes(weight: float) -> int:
    return max(3, round(_RULE_WIDTH * weight))


def _typst_row(row: Row, columns: int) -> str:
    """The row's cells; a strong first cell spans the empty ones after it."""
    cells = [*row.cells, *[""] * (columns - len(row.cells))]
    strong = row.strong or row.span
    shown = [paper.strong(cell) if strong and cell.strip() else paper.words(cell) for cell in cells]
    if row.indent:
        shown[0] = paper.joined([paper.string(_EM_SPACE * row.indent), shown[0]])
    if strong and columns > 1 and not any(cell.strip() for cell in cells[1:]):
        return paper.array([f"table.cell(colspan: {columns}, align: left, {shown[0]})"])
    return paper.array(shown)

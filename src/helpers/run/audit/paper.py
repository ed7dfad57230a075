"""The PDF of a report held against its page: it may show fewer numbers, and no other ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from helpers.inputs.settings import Language
from helpers.run.audit.claims import Claim, Finding, Text
from helpers.run.audit.judging import masked
from helpers.run.audit.numbers import has_number, numbers_in
from helpers.run.audit.pages import rows_of
from helpers.run.audit.paper_drawings import foreign_drawings
from helpers.run.audit.vouched import Vouched

PAPER = "report.pdf"
_FOLIO = re.compile(
    r"(?:.*\b(?:[Pp]age|[Tt]rang)\s+|\s*(?:Figure|Table|Hình|Bảng)\s+)?\d+(?:\s*/\s*\d+)?\s*[.:]?\s*"
)
_CELL = re.compile(r"(?=.*\d)[\d.,\u2212+\u00a0 -]+%?|\[[cxz]\]")


def numbers_on_paper_alone(
    of_page: Iterable[Claim], of_paper: Iterable[Claim], language: Language
) -> Iterator[Finding]:
    """Numbers that the PDF says and the page does not, apart from those of pages, figures and tables."""
    said = {claim.text for claim in of_page if isinstance(claim, Text)}
    on_page = {number for text in said if has_number(text) for number in numbers_in(text, language)}
    pieces = dict.fromkeys(each.text for each in of_paper if isinstance(each, Text) and each.place == PAPER)
    for piece in pieces:
        if (
            has_number(piece)
            and not on_page.issuperset(numbers_in(piece, language))
            and not _FOLIO.fullmatch(piece)
        ):
            yield Finding(f"{PAPER}, '{masked(piece)}'", "a number that the page does not have")


def rows_unlike_the_page(page: Any, of_paper: Sequence[Claim], vouched: Vouched) -> Iterator[Finding]:
    """Rows about victims whose numbers in the PDF are not those of the page."""
    everywhere: dict[str, list[tuple[str, ...]]] = {}
    heads = set()
    for identifier, row in rows_of(page):
        everywhere.setdefault(row[0], []).append(tuple(row[1:]))
        named = not _CELL.fullmatch(row[0])  # a year heads columns and axes, too
        if named and ("victims" in identifier or vouched.speaks_of_victims(row[0])):
            heads.add(row[0])
    rows = {head: everywhere[head] for head in heads}
    pieces = [" ".join(one.text.split()) for one in of_paper if isinstance(one, Text) and one.place == PAPER]
    for at, piece in enumerate(pieces):
        if piece not in rows:
            continue
        cells: list[str] = []
        while at + 1 + len(cells) < len(pieces) and _CELL.fullmatch(pieces[at + 1 + len(cells)]):
            cells.append(pieces[at + 1 + len(cells)])
        if cells and not any(_agree(cells, row) or _in_tile(pieces[at - 1], row) for row in rows[piece]):
            yield Finding(f"{PAPER}, row '{masked(piece)}'", "its numbers are not those of the page")


def drawings_unlike_the_page(page: Any, paper: bytes) -> Iterator[Finding]:
    """Drawings of the PDF that are not, point for point, one of the page."""
    for number in foreign_drawings(paper, page):
        yield Finding(f"{PAPER}, drawing {number}", "draws what no drawing of the page does")


def _in_tile(before: str, row: Sequence[str]) -> bool:
    """Whether the number of a row stands above its name, as tiles have it; then the next tile's follows."""
    return before == row[0] and has_number(before)


def _agree(cells: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the cells are the row's; a chart may show fewer, and a piece that follows may look like a number."""
    return all(one == other for one, other in zip(cells, row, strict=False))

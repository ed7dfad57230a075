"""Rows of the PDF are those of the page; a tile whose number stands above its name is no row."""

from __future__ import annotations

import pytest
from lxml import html

from helpers.run.audit.claims import Text
from helpers.run.audit.paper import PAPER, rows_unlike_the_page
from helpers.run.audit.vouched import Vouched
from small_release import small_release

PAGE = """<figure id="tbl-victims"><table><tr><th></th><th>2023</th></tr>
<tr><th>Victims assisted</th><td>19</td></tr><tr><th>Rescued</th><td>[c]</td></tr></table></figure>"""


def findings(*pieces: str) -> list[str]:
    paper = [Text(PAPER, piece) for piece in pieces]
    page = html.fragment_fromstring(PAGE)
    return [str(found) for found in rows_unlike_the_page(page, paper, Vouched(small_release()))]


@pytest.mark.parametrize(
    "pieces",
    [
        ("Victims assisted", "19", "Rescued", "[c]", "Note"),
        ("81", "Cases", "19", "Victims assisted", "90 %", "officers"),  # tiles
        ("19", "Victims assisted", "Note"),
    ],
)
def test_rows_and_tiles_as_on_the_page(pieces: tuple[str, ...]) -> None:
    assert findings(*pieces) == []


@pytest.mark.parametrize(
    ("pieces", "row"),
    [
        (("Note", "Victims assisted", "18"), "Victims assisted"),
        (("[c]", "Rescued", "3"), "Rescued"),
        (("20", "Victims assisted", "90 %"), "Victims assisted"),
    ],
)
def test_other_numbers_than_the_page(pieces: tuple[str, ...], row: str) -> None:
    assert findings(*pieces) == [f"{PAPER}, row '{row}': its numbers are not those of the page"]

"""Links between the numbers of a finished page and the annex that says where they come from.

A number leads to the entry of its indicator; here each entry learns which exhibits show it, so that a reader finds
the way back by keyboard. Where there is no annex, or no entry of an indicator, nothing leads there.
"""

from __future__ import annotations

import re
from collections import Counter

from helpers.render.document_metadata import Document

_ENTRY = re.compile(r'(<section class="origin" id="(from-[\w-]+)".*?)</dl>', re.DOTALL)
_ENTRY_ID = re.compile(r'<section class="origin" id="(from-[\w-]+)"')
_FIGURE = re.compile(r'<figure class="exhibit [^"]*" id="((fig|tbl)-[\w-]+)">(.*?)</figure>', re.DOTALL)
_LINK = re.compile(
    r'<a(?: class="(?:origin-link|number)")?(?: data-cells="[^"]*")? href="#(from-[\w-]+)">(.*?)</a>',
    re.DOTALL,
)


def lead_to_origins(page: str, annex: str, address: str) -> str:
    """The page, of which each number leads to its entry in the annex, or nowhere.

    Args:
        page: finished.
        annex: the HTML in which the entries stand.
        address: of the page with the annex; empty where that is this page.
    """
    there = set(_ENTRY_ID.findall(annex))

    def led(link: re.Match[str]) -> str:
        return link[0].replace('href="#', f'href="{address}#') if link[1] in there else link[2]

    return _LINK.sub(led, page)


def lead_back(annex: str, report: str, address: str, document: Document) -> str:
    """The annex, of which each entry leads to the exhibits of the report that show its numbers."""
    shown = _shown_in(report, address, document)

    def with_way_back(entry: re.Match[str]) -> str:
        back = ", ".join(shown.get(entry[2], []))
        return f"{entry[1]}<dt>{document.word('shown_in')}</dt><dd>{back}</dd>\n</dl>" if back else entry[0]

    return _ENTRY.sub(with_way_back, annex)


def _shown_in(report: str, address: str, document: Document) -> dict[str, list[str]]:
    """Entry -> links to the exhibits that lead to it."""
    numbers: Counter[str] = Counter()
    found: dict[str, list[str]] = {}
    for figure in _FIGURE.finditer(report):
        numbers[figure[2]] += 1
        word = document.word("figure" if figure[2] == "fig" else "table")
        link = f'<a href="{address}#{figure[1]}">{word}\u00a0{numbers[figure[2]]}</a>'
        for entry in dict.fromkeys(each[0] for each in _LINK.findall(figure[3])):
            found.setdefault(entry, []).append(link)
    return found

"""Links of a finished page between what it shows and the annex that says where the numbers come from.

An exhibit leads to the entries of its indicators; here each entry learns which exhibits show it, so that a reader finds
the way back by keyboard. Where a report has no annex, or no entry of an indicator, nothing leads there.
"""

from __future__ import annotations

import re
from collections import Counter

from helpers.render.document_metadata import Document

_ENTRY = re.compile(r'(<section class="origin" id="(from-[\w-]+)".*?)</dl>', re.DOTALL)
_ENTRY_ID = re.compile(r'<section class="origin" id="(from-[\w-]+)"')
_FIGURE = re.compile(r'<figure class="exhibit [^"]*" id="((fig|tbl)-[\w-]+)">(.*?)</figure>', re.DOTALL)
_LINK = re.compile(r'<a(?: class="origin-link")? href="#(from-[\w-]+)">(.*?)</a>', re.DOTALL)
_LEGEND = re.compile(r' ?<span class="origins">((?!<a ).)*?</span>', re.DOTALL)
_EMPTY = re.compile(r'\n?<p class="exhibit-source"></p>')


def lead_to_origins(page: str, document: Document) -> str:
    """The page with links that lead somewhere, both ways."""
    if "#from-" not in page:
        return page
    there = set(_ENTRY_ID.findall(page))
    page = _LINK.sub(lambda link: link[0] if link[1] in there else link[2], page)
    if not there:
        return _EMPTY.sub("", _LEGEND.sub("", page))
    shown = _shown_in(page, document)

    def with_way_back(entry: re.Match[str]) -> str:
        back = ", ".join(shown.get(entry[2], []))
        return f"{entry[1]}<dt>{document.word('shown_in')}</dt><dd>{back}</dd>\n</dl>" if back else entry[0]

    return _ENTRY.sub(with_way_back, page)


def _shown_in(page: str, document: Document) -> dict[str, list[str]]:
    """Entry -> links to the exhibits that lead to it."""
    numbers: Counter[str] = Counter()
    found: dict[str, list[str]] = {}
    for figure in _FIGURE.finditer(page):
        numbers[figure[2]] += 1
        word = document.word("figure" if figure[2] == "fig" else "table")
        link = f'<a href="#{figure[1]}">{word}\u00a0{numbers[figure[2]]}</a>'
        for entry in dict.fromkeys(each[0] for each in _LINK.findall(figure[3])):
            found.setdefault(entry, []).append(link)
    return found

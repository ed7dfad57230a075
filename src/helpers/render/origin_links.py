"""Links between the numbers of a finished page and the annex that says where they come from.

A number leads to the entry of its indicator; here each entry learns all places that show it, so that a reader finds
the way back by keyboard: exhibits, and the sections in whose key results, main points or sentences it stands. Where
there is no annex, or no entry of an indicator, nothing leads there.
"""

from __future__ import annotations

import re
from collections import Counter

from helpers.render.document_metadata import Document

_ENTRY = re.compile(r'(<section class="origin" id="(from-[\w-]+)".*?)</dl>', re.DOTALL)
_ENTRY_ID = re.compile(r'<section class="origin" id="(from-[\w-]+)"')
_ORIGINS = re.compile(r' data-origins="[^"]*"')
"""What an exhibit says of its numbers until the ways back are made."""
_PLACE = re.compile(
    r'<section id="(?P<section>[\w-]+)"[^>]*>\s*<h\d[^>]*>(?P<heading>.*?)</h\d>'
    r'|<figure class="exhibit [^"]*" id="(?P<exhibit>(?P<kind>fig|tbl)-[\w-]+)"(?: data-origins="(?P<origins>[^"]*)")?>'
    r"(?P<body>.*?)</figure>"
    r'|<ul class="key-results"[^>]* id="(?P<tiles>[\w-]+)"(?: data-origins="(?P<of_tiles>[^"]*)")?>'
    r'|<a [^>]*href="#(?P<entry>from-[\w-]+)"',
    re.DOTALL,
)
"""Where numbers stand, in the order of the page: what opens a section, an exhibit, or a number in words."""
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

    return _ORIGINS.sub("", _LINK.sub(led, page))


def lead_back(annex: str, report: str, address: str, document: Document) -> str:
    """The annex, of which each entry leads to all places of the report that show its numbers."""
    shown = _shown_in(report, address, document)

    def with_way_back(entry: re.Match[str]) -> str:
        back = ", ".join(shown.get(entry[2], {}))
        return f"{entry[1]}<dt>{document.word('shown_in')}</dt><dd>{back}</dd>\n</dl>" if back else entry[0]

    return _ENTRY.sub(with_way_back, annex)


def _shown_in(report: str, address: str, document: Document) -> dict[str, dict[str, None]]:
    """Entry -> links to the exhibits and sections that show its numbers, in the order of the page."""
    numbers: Counter[str] = Counter()
    found: dict[str, dict[str, None]] = {}
    section = ""
    for place in _PLACE.finditer(report):
        if place["section"]:
            section = f'<a href="{address}#{place["section"]}">{place["heading"].strip()}</a>'
        elif place["exhibit"]:
            numbers[place["kind"]] += 1
            word = document.word("figure" if place["kind"] == "fig" else "table")
            link = f'<a href="{address}#{place["exhibit"]}">{word}\u00a0{numbers[place["kind"]]}</a>'
            entries = [*(place["origins"] or "").split(), *(each[0] for each in _LINK.findall(place["body"]))]
            for entry in entries:
                found.setdefault(entry, {})[link] = None
        elif place["tiles"]:
            section = f'<a href="{address}#{place["tiles"]}">{document.word("key_results")}</a>'
            for entry in (place["of_tiles"] or "").split():
                found.setdefault(entry, {})[section] = None
        elif section:
            found.setdefault(place["entry"], {})[section] = None
    return found

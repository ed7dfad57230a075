"""Each number of a page that comes from released cells opens: what it is, where it comes from, how to cite it.

An exhibit says of its numbers which cells they are (report/sourced_text.py), the annex says the rest. A page holds all
of it once, as JSON, and a small script that opens it in a dialog. Without script a number in a text is a link to its
indicator's entry in the annex, and one in a table has that link at the head of its row or column. A restricted report
has no dialogs: nobody is to cite it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.inputs.params.settings import Language
from helpers.metrics.indicator import TOTAL
from helpers.render.document_metadata import Document
from helpers.render.exhibit_downloads import allow_script
from helpers.render.pandoc import asset
from helpers.report.annex import OriginEntry, Origins
from helpers.report.exhibit_data import data_of_exhibits, from_data
from helpers.report.language import period_long
from helpers.report.sourced_text import NUMBER, read
from helpers.report.words import Messages

_CELLS = re.compile(r' data-cells="([^"]*)"')
_IN_PROSE = re.compile(rf'<a href="{NUMBER}(\d+)">')
_IN_MARKDOWN = re.compile(rf"\[((?:\\.|[^\[\]\\])*)\]\({NUMBER}(\d+)\)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "open": "where this number comes from",
        "close": "Close",
        "computed": "Computed from these published numbers",
        "published": "Published number",
        "status": "Status",
        "shown": "shown",
        "[c]": "confidential: withheld so that nobody can be identified",
        "[x]": "not available",
        "[z]": "not applicable",
        "definition": "Definition",
        "indicator": "Indicator",
        "period": "Period",
        "place": "Place",
        "group": "Group",
        "source": "Data source",
        "rows": "Rows counted",
        "elsewhere": "told in the report on that place",
        "file": "File",
        "files": "{n} files; the annex has the hash of each",
        "hidden": "hash withheld with the number of rows",
        "revision": "Revision",
        "row": "Row in the data set",
        "cite": "Cite this number",
        "annex": "Entry in the technical annex",
    },
    "vi": {
        "open": "nguồn của con số này",
        "close": "Đóng",
        "computed": "Tính từ các số đã công bố sau",
        "published": "Số đã công bố",
        "status": "Tình trạng",
        "shown": "công bố",
        "[c]": "bảo mật: không công bố để không ai bị nhận diện",
        "[x]": "không có số liệu",
        "[z]": "không áp dụng",
        "definition": "Định nghĩa",
        "indicator": "Chỉ tiêu",
        "period": "Kỳ",
        "place": "Địa bàn",
        "group": "Nhóm",
        "source": "Nguồn số liệu",
        "rows": "Số dòng được tính",
        "elsewhere": "nêu trong báo cáo về địa bàn đó",
        "file": "Tệp",
        "files": "{n} tệp; mã băm của từng tệp nêu trong phụ lục",
        "hidden": "mã băm không công bố, cũng như số dòng",
        "revision": "Đính chính",
        "row": "Dòng trong bộ dữ liệu",
        "cite": "Trích dẫn con số này",
        "annex": "Mục trong phụ lục kỹ thuật",
    },
}


def with_number_links(page: str, links: Sequence[str]) -> str:
    """The page as pandoc made it, in which the numbers of computed prose are links as those of exhibits."""
    return _IN_PROSE.sub(lambda match: links[int(match[1])] if int(match[1]) < len(links) else match[0], page)


def with_number_links_in_markdown(text: str, links: Sequence[str]) -> str:
    """The same of a text that pandoc has yet to read."""
    return _IN_MARKDOWN.sub(lambda match: f"{links[int(match[2])]}{match[1]}</a>", text)


def without_number_dialogs(page: str) -> str:
    """The page whose numbers lead to the annex, and do not open."""
    return _CELLS.sub("", page)


def with_number_dialogs(page: str, notebook: Any, document: Document) -> str:
    """The page whose numbers open; links lead to the annex already."""
    origins = _origins(notebook)
    if document.restricted or document.internal or not origins.labels or not _CELLS.search(page):
        return without_number_dialogs(page)
    told = _Told(notebook, origins, document)
    made = _CELLS.sub(lambda match: f' data-n="{told.cells_of(html.unescape(match[1]))}"', page)
    script, data = asset("numbers.js"), json.dumps(told.as_json(), ensure_ascii=False, separators=(",", ":"))
    held = data.replace("<", "\\u003c")
    return allow_script(made, script).replace(
        "</body>",
        f'<script type="application/json" id="numbers">{held}</script>\n<script>{script}</script>\n</body>',
        1,
    )


def _origins(notebook: Any) -> Origins:
    """What the notebook's annex says of its indicators."""
    made = (from_data(data) for data in data_of_exhibits(notebook) if data.get("kind") == "origins")
    return next((each for each in made if isinstance(each, Origins)), Origins(()))


class _Told:
    """What a page tells of its numbers: each indicator, place, period, group and cell once, in the page's order."""

    def __init__(self, notebook: Any, origins: Origins, document: Document) -> None:
        self.labels = dict(origins.labels)
        self.entries = {entry.id: entry for entry in origins.entries}
        self.language, self.document = document.language, document
        self.report: Mapping[str, Any] = notebook.get("metadata", {}).get("report", {})
        self.kept: dict[str, dict[Any, int]] = {
            kind: {} for kind in ("indicator", "place", "period", "group", "cell", "text")
        }

    def cells_of(self, text: str) -> str:
        """The numbers of a number's cells on this page, each once."""
        return " ".join(dict.fromkeys(_short(self._cell(cell)) for cell in read(text)))

    def _cell(self, cell: Any) -> int:
        parts = [
            self._number("indicator", cell.indicator),
            self._number("place", cell.place),
            self._number("period", cell.period),
            self._number("group", (cell.breakdown, cell.category)),
        ]
        return self._number("cell", ",".join([*map(_short, parts), cell.value]))

    def _number(self, kind: str, key: Any) -> int:
        return self.kept[kind].setdefault(key, len(self.kept[kind]))

    def as_json(self) -> dict[str, Any]:
        place = str(self.report.get("place", ""))
        made = {
            "words": _WORDS[self.language],
            "decimal": "," if self.language == "vi" else ".",
            "cite": self.report.get("about", {}).get("citation", ""),
            "packet": bool(self.document.links),
            "own": "viet-nam" if self.report.get("kind") in ("nation", "project") else place,
            "indicators": [self._indicator(name) for name in self.kept["indicator"]],
            "places": [[slug, self.labels.get(f"place {slug}", slug)] for slug in self.kept["place"]],
            "periods": [[period, period_long(period, self.language)] for period in self.kept["period"]],
            "groups": [
                [*key, "" if key[0] == TOTAL else self.labels.get(f"group {' '.join(key)}", key[1])]
                for key in self.kept["group"]
            ],
            "cells": ";".join(self.kept["cell"]),
        }
        return made | {"texts": [*self.kept["text"]]}

    def _indicator(self, name: str) -> list[Any]:
        """Its name, label, entry, table and files, and what the annex says of it."""
        entry = f"from-{name.replace('_', '-')}"
        table = self.labels.get(f"table {name}", "")
        start = f"file {table} "
        files = {key.removeprefix(start): text for key, text in self.labels.items() if key.startswith(start)}
        told = self.entries.get(entry)
        return [name, self.labels.get(f"label {name}", name), entry, table, files, *self._said(told)]

    def _said(self, entry: OriginEntry | None) -> list[int]:
        """Which of the page's texts they are: many indicators have the same."""
        lines, say = dict(entry.lines if entry else ()), Messages(self.language).say
        heads = (say("Definition"), say("Data source"), say("Rows counted"), say("Revision"))
        return [self._number("text", lines.get(head, "")) for head in heads]


def _short(number: int) -> str:
    """A number in few letters."""
    text = ""
    while number or not text:
        number, rest = divmod(number, len(_DIGITS))
        text = _DIGITS[rest] + text
    return text

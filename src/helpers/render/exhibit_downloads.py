"""Below each exhibit of a page its numbers as CSV, and of a chart its picture as SVG and PNG.

The CSV lies in the link itself, so that a page that is sent alone leads to nothing that is missing. The picture is
made in the page, by a small script from the drawing that is there; without script there is the CSV. Printing hides
both. A restricted report has neither: its files bear its mark in their names.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

from helpers.inputs.params.settings import Language
from helpers.render.document_metadata import Document
from helpers.render.pandoc import asset
from helpers.report.escape import markup

_FIGURE = re.compile(
    r'<figure class="exhibit exhibit-(?:figure|table)[^"]*" id="([\w-]+)"[^>]*>.*?(?=</figure>)', re.DOTALL
)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_WORDS: dict[Language, str] = {"en": "Download", "vi": "Tải về"}


def with_downloads(page: str, numbers: Mapping[str, str], document: Document) -> str:
    """The page with a line below each exhibit that has numbers of its own, by its id as CSV."""
    if document.restricted or document.internal or not numbers:
        return page

    def add(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] + (_line(name, numbers[name], document.language) if name in numbers else "")

    made, told = _FIGURE.sub(add, page), asset("pictures.js")
    if made == page:
        return page
    return allow_script(made, told).replace("</body>", f"<script>{told}</script>\n</body>", 1)


def allow_script(page: str, script: str) -> str:
    """The page whose policy lets this script run, by its hash, beside others that it lets run."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")

    def more(match: re.Match[str]) -> str:
        if "script-src " in match[0]:
            return match[0].replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
        return match[0].replace("font-src ", f"script-src 'sha256-{digest}'; font-src ", 1)

    return _POLICY.sub(more, page, count=1)


def _line(name: str, text: str, language: Language) -> str:
    content = base64.b64encode(text.encode()).decode("ascii")
    return (
        f'<p class="exhibit-take">{_WORDS[language]}: <a download="{markup(name)}.csv" '
        f'href="data:text/csv;charset=utf-8;base64,{content}" aria-describedby="{markup(name)}-caption">CSV</a></p>\n'
    )

"""What the Markdown of a public report may hold: an allow-list of elements, attributes and addresses.

Pandoc says what a text comes to, with the HTML that stands in it; nh3 says whether that holds anything that is not in
the list. What is not is refused, not taken out: the person who wrote it would look for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

import nh3

from helpers.errors import NotebookError
from helpers.render.compose import AS_WRITTEN, Composition, Part, as_cells
from helpers.render.pandoc import convert

ELEMENTS = frozenset({
    "a", "abbr", "aside", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
})  # fmt: skip
EVERYWHERE = frozenset({
    "class", "dir", "id", "lang", "role", "tabindex", "title", "aria-label", "aria-labelledby", "aria-hidden",
    "aria-describedby",
})  # fmt: skip
OF_ELEMENTS = {
    "a": {"href"},
    "col": {"span", "style"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "table": {"style"},
}
SCHEMES = frozenset({"https", "http", "mailto"})
STYLE = re.compile(r"\s*((text-align:\s*(left|right|center)|width:\s*[\d.]+%)\s*;?\s*)*")

_SET_ASIDE = re.compile(r"\A```\{=html\}\n<!--slot-\d+")
_HARMLESS = re.compile(r"\\.|^:{3,} *\{\.[\w-]+\}$", re.MULTILINE)
"""A sign that is escaped, and a div that has nothing but a class."""
_TELLING = re.compile(r"[<{\[]")
"""Without one of these signs Markdown makes neither an element of HTML nor an address, so it is not read again."""
_OTHER_FORMAT = re.compile(r"\{=\s*(?!html\s*\})([\w.+-]+)\s*\}")
_MARKED = "<!--slot-0-0-->"
_MARK = f"```{{=html}}\n{_MARKED}\n```"
"""What stands before each text that pandoc reads, and in what it makes."""
_TAG = re.compile(r"<(?=[/A-Za-z])/?([A-Za-z][^\s/>]*)")
_NAME = re.compile(r"[^\s/>=]+|[^\s/>=<\"']+")
_INWARD = re.compile(r"""[(<"'=:]\s*#""")
_SPACES = re.compile(r"[\s\x00-\x1f]")
_ANOTHER_HOST = re.compile(r"[/\\]{2}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
_PICTURES = (
    'write report.figure(ax, "id", title=..., alt=...) in a code cell for a chart, '
    'report.picture("file.jpg", "id", ...) for a photograph or logo in params/pictures'
)
_WORDS = {
    "script": "no script runs in a report",
    "style": "reports have a look of their own",
    "img": _PICTURES,
    "svg": _PICTURES,
    "form": "nobody can send a form from a report",
    "input": "nobody can send a form from a report; write a list item without a box",
}
_TAKE_OUT = "take it out, or write it in Markdown"


def check_markdown(composed: Composition, metadata: Mapping[str, str]) -> None:
    """Refuse a text of the report's Markdown that holds what is not in the list.

    Args:
        composed: the notebook for a page (compose.py).
        metadata: of the document, as for the page.

    Raises:
        NotebookError: every such cell is named, with what stands in it.
        RenderError: pandoc cannot read a text.
    """
    texts = [part for part in composed.parts if not _SET_ASIDE.match(part.text)]
    faults = [f"{part.place}: {fault}" for part in texts for fault in _before_reading(part.text)]
    telling = [part for part in texts if _TELLING.search(_HARMLESS.sub("", part.text))]
    if telling and not faults:
        for place, html in _as_html(composed.parts, telling, metadata):
            faults += (f"{place}: {fault}" for fault in faults_of(html))
    if faults:
        raise NotebookError("\n".join(dict.fromkeys(faults)))


def faults_of(html: str) -> list[str]:
    """What a piece of HTML holds that is not in the list; in words, with what to do."""
    if strange := sorted({name.lower() for name in _TAG.findall(html)} - ELEMENTS):
        if "svg" in strange:  # its own elements need no word each
            strange = [name for name in strange if name in _WORDS]
        return [f"holds <{name}>; {_WORDS.get(name, _TAKE_OUT)}" for name in strange]
    found: list[tuple[str, str, str]] = []

    def note(element: str, attribute: str, value: str) -> str:
        found.append((element, attribute, value))
        return value

    whole = nh3.clean(
        html,
        tags=set(ELEMENTS),
        attributes={"*": {name.lower() for name in _NAME.findall(html)}},
        attribute_filter=note,
        strip_comments=False,
        link_rel=None,
        url_schemes=set(_SCHEME.findall(_SPACES.sub("", unescape(html)).lower())),
    )
    if whole == _cleaned(html):
        return []
    wrong = [_fault(*each) for each in found if not _is_allowed(*each)]
    if "<!--" in html:
        wrong.append("holds a comment, which everyone can read in the page; take it out")
    return wrong or ["holds HTML that is not whole; write it in Markdown"]


def _cleaned(html: str) -> str:
    """The HTML with nothing but what is in the list."""
    return nh3.clean(
        html,
        tags=set(ELEMENTS),
        attributes={"*": set(EVERYWHERE), **OF_ELEMENTS},
        attribute_filter=lambda _, name, value: None if _is_foreign(name, value) else value,
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def _is_foreign(attribute: str, value: str) -> bool:
    """Whether it is a style of another kind, or the address of another host that has no scheme: '//host'."""
    if attribute == "href":
        return _ANOTHER_HOST.match(_SPACES.sub("", value)) is not None
    return attribute == "style" and not STYLE.fullmatch(value)


def _is_allowed(element: str, attribute: str, value: str) -> bool:
    if attribute not in EVERYWHERE | OF_ELEMENTS.get(element, set()):
        return False
    if attribute == "href":
        return "href=" in _cleaned(f'<a href="{escape(value)}"></a>')
    return attribute != "style" or STYLE.fullmatch(value) is not None


def _fault(element: str, attribute: str, value: str) -> str:
    if attribute.startswith("on"):
        return f"<{element}> has {attribute}, which would run a script; take it out"
    if attribute == "href" and _is_foreign(attribute, value):
        return (
            "a link begins with //, which leads to another place from a page that is a file; write https://"
        )
    if attribute == "href":
        scheme = _SPACES.sub("", value.partition(":")[0]).lower()
        return f"a link begins with {scheme}:, and a report's begin with https:, mailto: or #; change it"
    return f"<{element}> has {attribute}, which a report does not take; take it out"


def _before_reading(text: str) -> Iterator[str]:
    """What would reach paper or Word alone, or could be taken for a mark of ours."""
    if "<!--slot-" in text:
        yield "holds a comment, which everyone can read in the page; take it out"
    for name in _OTHER_FORMAT.findall(text):
        yield f"holds raw {name}, which a page cannot show; write it in Markdown"


def _as_html(
    parts: Sequence[Part], telling: Sequence[Part], metadata: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Place and HTML of each telling text. What is set aside comes before them, so that references to it are known.

    The other texts come behind them where one of them links into the report: it may be to their headings.
    """
    cells = [("", "", part.text) for part in parts if _SET_ASIDE.match(part.text)]
    for part in telling:
        cells += [("", "", _MARK), (part.place, AS_WRITTEN, part.text)]
    if any(_INWARD.search(part.text) for part in telling):
        others = (part for part in parts if part not in telling and not _SET_ASIDE.match(part.text))
        cells += [("", "", _MARK), *((part.place, AS_WRITTEN, part.text) for part in others)]
    pieces = convert(as_cells(cells), "html5", metadata).split(_MARKED)
    yield from zip((part.place for part in telling), pieces[1 : len(telling) + 1], strict=True)

"""Pages read back: every table, every text that is seen, hidden or read aloud, every attribute, every drawing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lxml import html

from helpers.report.theme import css_variables
from helpers.run.audit.claims import Claim, Finding, Stated, Text, Written
from helpers.run.audit.drawings import unvouched_marks
from helpers.run.audit.lexicon import OF_PROJECT, AmbiguousError, Lexicon
from helpers.run.audit.numbers import numbers_in
from helpers.run.audit.trees import tag_of
from helpers.run.pandoc import asset

INLINE = {
    "a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "tspan", "u", "var", "wbr",
}  # fmt: skip
DRAWING = {
    "class", "colspan", "cx", "cy", "d", "dx", "dy", "fill", "focusable", "font-family", "font-size", "height", "href",
    "points", "r", "rowspan", "rx", "ry", "scope", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "style", "tabindex", "transform", "viewbox", "viewBox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2",
}  # fmt: skip
"""Attributes that say how something looks; `drawings` measures what they draw."""
OPAQUE = {
    "img",
    "image",
    "object",
    "embed",
    "iframe",
    "video",
    "audio",
    "canvas",
    "input",
    "picture",
    "source",
}
_WORD = re.compile(r"[^\W\d_]{2}")
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
_GENERATED = re.compile(r"content:\s*\"(?:[^\"\\]|\\.)*\d")


def read_page(written: Written) -> Iterator[Claim]:
    """The claims of a page of HTML."""
    yield from claims_of(parsed(written.content), written.name, written.words)


@lru_cache(maxsize=4)
def parsed(content: bytes) -> Any:
    """The tree of a page."""
    return html.document_fromstring(content)


def claims_of(root: Any, name: str, words: Lexicon) -> Iterator[Claim]:
    """The claims of a tree of HTML or SVG."""
    shown: dict[str, list[Stated]] = {}
    for claim in _tables(root, name, words):
        if isinstance(claim, Stated):
            shown.setdefault(claim.table, []).append(claim)
        yield claim
    of_victims = {
        exhibit
        for exhibit, cells in shown.items()
        if any(words.release.indicator(cell.key[0]).sensitive for cell in cells)
        and all(words.release.indicator(cell.key[0]).sensitive for cell in cells)
    }
    yield from _in_context(texts_of(root, name, of_victims=of_victims))
    for figure in root.iter("figure"):
        exhibit = figure.get("id", "")
        if exhibit in of_victims:
            values = [cell.value for cell in shown[exhibit] if cell.value is not None]
            values += _piled_up(figure, exhibit, words)
            for reason in (*unvouched_marks(figure, values), *_unvouched_labels(figure, words)):
                yield Finding(f"{name}, {exhibit}", reason)


def _piled_up(figure: Any, exhibit: str, words: Lexicon) -> Iterator[float]:
    """The sums to date of a project's indicator, on which its columns stand."""
    if exhibit.startswith(OF_PROJECT):
        for _, row in rows_of(figure):
            yield from (
                found[0].value for text in row[2:] if (found := numbers_in(text, words.release.language))
            )


def _unvouched_labels(figure: Any, words: Lexicon) -> Iterator[str]:
    """Numbers beside the marks of a chart that stand nowhere in its table."""
    language = words.release.language
    tabled = {n.value for table in figure.iter("table") for n in numbers_in(_spaced(table), language)}
    for element in figure.iter():
        if tag_of(element) == "text" and any(
            n.value not in tabled for n in numbers_in(_joined(element), language)
        ):
            yield "a number stands beside a mark, and its table does not show it"


def _spaced(table: Any) -> str:
    return " ; ".join(_joined(cell) for row in table.iter("tr") for cell in row)


def rows_of(root: Any) -> Iterator[tuple[str, list[str]]]:
    """(exhibit, texts) of every row of every table below its head."""
    for exhibit, _, rows in tables_of(root):
        for row in rows:
            yield exhibit, row


def tables_of(root: Any) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """(exhibit, texts of the head, texts of each row) of every table."""
    for table in root.iter("table"):
        figure = next((parent for parent in table.iterancestors("figure")), None)
        rows = [[_joined(cell) for cell in row] for row in table.iter("tr")]
        if rows:
            yield (figure.get("id", "") if figure is not None else ""), rows[0], rows[1:]


def _tables(root: Any, name: str, words: Lexicon) -> Iterator[Claim]:
    """The cells of tables whose row and column say what they count; of others, what stands in them."""
    language = words.release.language
    for exhibit, head, body in tables_of(root):
        above = ""
        for row in body:
            if not any(row[1:]):
                above = row[0]
            for column, text in zip(head[1:], row[1:], strict=False):
                found = numbers_in(text, language)
                where = f"{name}, {exhibit}, {row[0]}, {column}"
                try:
                    key = words.key(row[0], column, exhibit, above)
                except AmbiguousError:
                    key = None
                    if found:
                        yield Finding(
                            where, "a label of several lists, and no row above names the one that is meant"
                        )
                if key and "%" not in text and (found or text.startswith("[")):
                    yield Stated(where, key, found[0].value if found else None, exhibit)
                elif found and not key:
                    yield Text(where, f"{row[0]}, {column}: {text}")


def texts_of(element: Any, name: str, exhibit: str = "", *, of_victims: Collection[str] = ()) -> list[Claim]:
    """Every run of text below an element, its attributes, and what cannot be read."""
    found: list[Claim] = []
    _gather(element, name, exhibit, of_victims, found)
    return found


def _gather(element: Any, name: str, exhibit: str, of_victims: Collection[str], found: list[Claim]) -> None:
    """Add what an element says, and all below it. Into one list: a page is too deep for generators in generators."""
    tag = tag_of(element)
    if tag == "figure" and element.get("id"):
        exhibit = element.get("id")
    place = f"{name}, {exhibit}, " if exhibit else f"{name}, "
    about = exhibit in of_victims
    found += _attributes(element, tag, place, about)
    if tag == "style":
        if _GENERATED.search(_ESCAPE.sub(_letter, _without_own_style(str(element.text or "")))):
            found.append(Finding(f"{place}<style>", "a style sheet that writes numbers"))
        return
    run = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            found.append(Text(f"{place}comment", str(child.text or ""), about))
        elif (inside := _inline(child)) is not None:
            run.append(" ".join(child.itertext()))
            for inner in inside:
                if isinstance(inner.tag, str):
                    found += _attributes(inner, tag_of(inner), place, about)
                else:
                    found.append(Text(f"{place}comment", str(inner.text or ""), about))
        else:
            if text := _squeezed(run):
                found.append(Text(f"{place}<{tag}>", text, about))
            run = []
            _gather(child, name, exhibit, of_victims, found)
        run.append(child.tail or "")
    if text := _squeezed(run):
        found.append(Text(f"{place}<{tag}>", text, about))


def _attributes(element: Any, tag: str, place: str, about: bool) -> Iterator[Claim]:
    if tag in OPAQUE:
        yield Finding(f"{place}<{tag}>", "a picture or other content that the audit cannot read")
    for attribute, value in element.items():
        if attribute not in DRAWING:
            if value.startswith("data:"):
                yield Finding(f"{place}{attribute} of <{tag}>", "embedded data that the audit cannot read")
            else:
                yield Text(f"{place}{attribute} of <{tag}>", value, about and attribute != "id")
        elif attribute == "href" and not value.startswith("#"):
            yield Text(f"{place}{attribute} of <{tag}>", value, about)


def _inline(element: Any) -> list[Any] | None:
    """An element and all inside it, if they are parts of a line; comments are, too."""
    inside = []
    for inner in element.iter():
        if isinstance(inner.tag, str) and tag_of(inner) not in INLINE:
            return None
        inside.append(inner)
    return inside


def _in_context(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Texts that are no more than a number, with the words that were read before them."""
    words = ""
    for claim in claims:
        if isinstance(claim, Text) and claim.text:
            if _WORD.search(claim.text):
                words = claim.text
            elif words:
                yield replace(claim, text=f"{words} {claim.text}")
                continue
        yield claim


def _without_own_style(text: str) -> str:
    """A style sheet without what every report has."""
    return text.replace(asset("report.css"), "").replace(css_variables(), "")


def _letter(match: re.Match[str]) -> str:
    """The character that a style sheet writes as its number: an icon, or a digit in disguise."""
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 and chr(code) not in '"\\' else ""


def _squeezed(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def _joined(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())

"""Pieces of text with where they stand, as a file's readers and their tools find them; and the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from lxml import etree, html

from helpers.inputs.settings import Language

BLOCKS = {
    "p", "li", "figcaption", "summary", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "title", "text", "td", "th",
    "dd", "dt", "desc", "script", "blockquote",
}  # fmt: skip
SIGNS = "+-\u2212"
SPOKEN = ("alt", "aria-label", "aria-description", "title", "content", "value")
_NUMBER = re.compile(r"(?<![\w.,#])[\u2212+-]?\d[\d.,]*(?![\w])")
_RANGE = re.compile(r"\b\d{1,2}\s?(?:-|–|to|đến)\s?\d{1,2}\b|\b\d{2}\+")


@dataclass(frozen=True)
class Text:
    """One piece of text.

    `place` names it for a person: file, exhibit, kind of text; `of_victims` tells that its exhibit is about them.
    """

    place: str
    text: str
    of_victims: bool = False


class Number(NamedTuple):
    """A number of a text, and whether it is written as a percentage, as a change with its sign, or as a count."""

    value: float
    kind: Literal["percent", "change", "count"]


def texts_of_html(content: bytes, name: str) -> Iterator[Text]:
    """Every text of a page: blocks, hidden ones too, what is read aloud, comments, and data attributes."""
    root = html.document_fromstring(content)
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Text(f"{name}, {_exhibit(element)}comment", str(element.text or ""))
            continue
        for attribute, value in element.attrib.items():
            if attribute in SPOKEN or attribute.startswith("data-"):
                yield Text(f"{name}, {_exhibit(element)}{attribute} of <{_tag(element)}>", value)
        if _tag(element) in BLOCKS and not any(_tag(child) in BLOCKS for child in element.iterdescendants()):
            drawn = _tag(element) == "text" and "victims" in _exhibit(element)
            yield Text(f"{name}, {_exhibit(element)}<{_tag(element)}>", _joined(element), drawn)
        elif (element.text or "").strip() and _tag(element) not in ("style",) and not _inside_block(element):
            yield Text(f"{name}, {_exhibit(element)}<{_tag(element)}>", str(element.text))


def numbers_in(text: str, language: Language) -> list[Number]:
    """The numbers of a text as its language writes them; age bands and other ranges are no numbers."""
    found = []
    text = _RANGE.sub(" ", text.replace("\u00a0", " "))
    for match in _NUMBER.finditer(text):
        digits = match[0].strip("+-\u2212").rstrip(".,")
        thousands, point = (".", ",") if language == "vi" else (",", ".")
        try:
            value = float(digits.replace(thousands, "").replace(point, "."))
        except ValueError:
            continue
        percent = text[match.end() :].lstrip()[:1] == "%"
        found.append(Number(value, "percent" if percent else "change" if match[0][0] in SIGNS else "count"))
    return found


def _joined(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _tag(element: Any) -> str:
    return etree.QName(element.tag).localname if isinstance(element.tag, str) else ""


def _inside_block(element: Any) -> bool:
    return any(_tag(parent) in BLOCKS for parent in element.iterancestors())


def _exhibit(element: Any) -> str:
    for parent in (element, *element.iterancestors()):
        if _tag(parent) == "figure" and parent.get("id"):
            return f"{parent.get('id')}, "
    return ""

"""Plain text made safe for Markdown and HTML. What the text says is decided elsewhere."""

from __future__ import annotations

import html
import re

# All ASCII punctuation but , ; / % ? which mean nothing to pandoc's Markdown; a colon or % does at the start.
_MARKDOWN = re.compile(r"^[:%]|[()'!\"#$&*+\-.<=>@\[\\\]^_`{|}~]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\\(\.)(?=\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """The text with line breaks and control characters turned into single spaces, trimmed."""
    return _CONTROL.sub(" ", text).strip()


def markdown(text: str) -> str:
    """The text as pandoc Markdown that reads back as exactly this text, wherever it stands."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", one_line(text))
    return _BETWEEN_DIGITS.sub(r"\1", escaped)


def markdown_attribute(text: str) -> str:
    """The text as a quoted attribute value of pandoc Markdown."""
    value = one_line(text).replace("&", "&amp;").replace("\\", "&#92;").replace('"', "&quot;")
    return f'"{value}"'


def markup(text: str) -> str:
    """The text for HTML, inside an element or an attribute in double quotes."""
    return html.escape(one_line(text), quote=True)

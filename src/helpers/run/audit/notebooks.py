"""Executed notebooks read back: outputs of every kind, code and comments, metadata."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from helpers.report.displays import EXHIBIT
from helpers.report.paper import TYPST
from helpers.run.audit.claims import Claim, Finding, Text, Written
from helpers.run.audit.pages import claims_of
from helpers.run.audit.trees import parsed_xml

_SVG_ADDRESS = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*)"')
_CODE = re.compile(
    r"(?:(?:exhibit|key-results|origin(?:-line|-entry)?|strong|emph|linebreak|parbreak|image|label|table\.cell)\("
    r"|(?:title|subtitle|legend|columns|align|head|rows|format|alt):|colspan: \d{1,2},|width: 100%,"
    r"|\d{1,2}\.\d{4}fr|left|right|drawing|[#()+,\s])*"
)
"""What stands between the strings of a piece for paper: it can say nothing of its own."""
_READABLE = {"text/html", "text/markdown", "text/plain"}


def read_notebook(written: Written) -> Iterator[Claim]:
    """The claims of an executed notebook. What stands word for word in the page is read there."""
    notebook = json.loads(written.content)
    page = written.beside.get("index.html", b"")
    yield from _metadata(notebook.get("metadata", {}), f"{written.name}, metadata")
    for number, cell in enumerate(notebook["cells"], start=1):
        where = f"{written.name}, cell {number}"
        yield from _lines(_text(cell["source"]), f"{where}, source")
        yield from _metadata(cell.get("metadata", {}), f"{where}, metadata")
        if cell.get("attachments"):
            yield Finding(where, "an attachment that the audit cannot read")
        for output in cell.get("outputs", []):
            if output["output_type"] in ("error", "stream"):
                yield Finding(where, "an output that is no exhibit: a message or traceback")
            yield from _metadata(output.get("metadata", {}), f"{where}, metadata")
            shown = output.get("data", {})
            for kind, data in shown.items():
                if kind == EXHIBIT:
                    yield from _exhibit(data, f"{where}, data", shown)
                else:
                    yield from _output(kind, _text(data), where, page, written)


def _exhibit(data: Any, where: str, shown: dict[str, Any]) -> Iterator[Claim]:
    """What an exhibit's data say beyond its text, which is read with it; its drawing is read in its Markdown."""
    said, markdown = _text(shown.get("text/plain", "")), _text(shown.get("text/markdown", ""))
    for name, text in _leaves(data):
        if name == "svg":
            if base64.b64encode(text.encode()).decode() not in markdown:
                yield Finding(where, "a picture that the audit cannot read")
        elif text not in said:
            yield from _lines(text, where)


def _leaves(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the data, and what it is called."""
    if isinstance(data, str):
        yield name, data
    for key, value in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield from _leaves(value, str(key))


def _output(kind: str, text: str, where: str, page: bytes, written: Written) -> Iterator[Claim]:
    if kind == TYPST:
        yield from _paper(text, f"{where}, {kind}")
        return
    if kind not in _READABLE:
        yield Finding(where, f"an output of type {kind}, which the audit cannot read")
        return
    if kind == "text/html":
        if text.strip().encode() not in page:
            content = f'<html><head><meta charset="utf-8"></head><body>{text}</body></html>'.encode()
            yield from claims_of(html.document_fromstring(content), where, written.words)
        return
    for address in _SVG_ADDRESS.findall(text):
        drawing = base64.b64decode(address)
        if drawing not in page:
            try:
                root = parsed_xml(drawing)
            except etree.XMLSyntaxError:
                yield Finding(where, "a picture that the audit cannot read")
            else:
                yield from claims_of(root, f"{where}, picture", written.words)
    yield from _lines(_SVG_ADDRESS.sub("", text), f"{where}, {kind}")


def _paper(text: str, where: str) -> Iterator[Claim]:
    """A line of a piece for paper says what its strings say."""
    for line in text.splitlines():
        if not _CODE.fullmatch(_STRING.sub("", line)):
            yield Finding(where, "Typst code that the audit cannot read")
        said = " | ".join(_STRING.findall(line)).replace("\\", "")
        if said.strip():
            yield Text(where, said)


def _lines(text: str, where: str) -> Iterator[Claim]:
    for line in text.splitlines():
        if line.strip():
            yield Text(where, line)


def _metadata(content: Any, where: str) -> Iterator[Claim]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _metadata(value, f"{where} {name}")
    elif isinstance(content, list):
        for value in content:
            yield from _metadata(value, where)
    elif content is not None and not isinstance(content, bool):
        yield Text(where, str(content))


def _text(source: Any) -> str:
    return (
        source
        if isinstance(source, str)
        else "".join(source)
        if isinstance(source, list)
        else json.dumps(source)
    )

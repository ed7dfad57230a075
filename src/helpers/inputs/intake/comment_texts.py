"""What a workbook says beside its cells: comments, new and old, and the text of drawings. It is searched, never kept.

A comment's author is left out: the program writes it, and it names who fills in. Where a part belongs to is followed
through the workbook's own relationships. What is personal in a text is found in personal_data.py.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
AUTHOR = "workbook check"
"""Of the comments that the intake itself writes into what goes back."""
_HINTS = (b"xl/comments", b"xl/threadedComments", b"xl/drawings/drawing")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True)
class Remark:
    """A text beside the cells of a sheet; `cell` is that of a comment, None of a drawing."""

    sheet: str
    cell: str | None
    text: str


def remarks_in(content: bytes) -> list[Remark]:
    """Every comment and text of a drawing of a workbook, which is known to be small enough.

    Raises:
        ValueError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError: its parts are broken.
    """
    if not any(hint in content for hint in _HINTS):  # names of parts are never packed
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        book = "xl/workbook.xml"
        targets = _targets(parts, book)
        return [
            remark
            for sheet in _tree(parts, book).iter("{*}sheet")
            if (place := targets.get(sheet.get(RELATION, "")))
            for part in _targets(parts, place).values()
            for remark in _of_part(parts, part, sheet.get("name", ""))
        ]


def sheet_parts(content: bytes) -> dict[str, str]:
    """Sheet -> the part of the workbook that holds it.

    Raises:
        As `remarks_in`.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        book = "xl/workbook.xml"
        targets = _targets(parts, book)
        sheets = _tree(parts, book).iter("{*}sheet")
        return {sheet.get("name", ""): targets.get(sheet.get(RELATION, ""), "") for sheet in sheets}


def _of_part(parts: zipfile.ZipFile, part: str, sheet: str) -> Iterator[Remark]:
    folder = part.removeprefix("xl/").split("/")[0]
    if part not in parts.namelist():
        return
    if folder.startswith("comments"):
        tree = _tree(parts, part)
        authors = [each.text or "" for each in tree.iter("{*}author")]
        for comment in tree.iter("{*}comment"):
            number = comment.get("authorId", "")
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            text = "".join(each.text or "" for each in comment.iter("{*}t"))
            if author != AUTHOR:
                yield Remark(sheet, comment.get("ref"), text.removeprefix(f"{author}:"))
    elif folder == "threadedComments":
        for comment in _tree(parts, part).iter("{*}threadedComment"):
            text = "".join(each.text or "" for each in comment.iter("{*}text"))
            yield Remark(sheet, comment.get("ref"), text)
    elif folder == "drawings" and part.endswith(".xml"):
        for paragraph in _tree(parts, part).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
            yield Remark(sheet, None, "".join(each.text or "" for each in paragraph.iter("{*}t")))


def _targets(parts: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Id of a relationship of a part -> the part that it leads to."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in parts.namelist():
        return {}
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip(
            "/"
        )
        for each in _tree(parts, relations).iter("{*}Relationship")
        if each.get("TargetMode") != "External"
    }


def _tree(parts: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(parts.read(part), _PARSER)

"""The tags of a compiled PDF that Typst's compiler, called from Python, does not write: rows with heads of their own.

`pdf.header-cell` is behind a feature that typst 0.15 for Python cannot switch on. Here the first cell of each row of a
table's body becomes its head (`/TH` with `/Scope /Row`). Cells then name no heads one by one, since that would count
before the scopes, in which both heads of a cell are found.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Name

_SCOPE = {"/O": Name.Table, "/Scope": Name.Row}


def finished(pdf: bytes) -> bytes:
    """The same document with heads of rows, its first bookmark open, and without `/Suspects`, which says nothing."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if "/Suspects" in document.Root.MarkInfo:
            del document.Root.MarkInfo.Suspects
        for row in _rows_of_bodies(document.Root.StructTreeRoot):
            for at, cell in enumerate(_children(row)):
                for about in _children(cell, "/A"):
                    if about.get("/O") == Name.Table and "/Headers" in about:
                        del about.Headers
                if at == 0:
                    _make_head(cell)
        _open_title(document)
        document.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _open_title(document: Any) -> None:
    """The bookmark of the title shows those of the sections; a negative count says that it is closed."""
    outlines = document.Root.get("/Outlines")
    title = outlines.get("/First") if outlines is not None else None
    if title is not None and title.get("/Count", 0) < 0:
        title.Count = -int(title.Count)
        outlines.Count = int(outlines.get("/Count", 0)) + int(title.Count)


def _rows_of_bodies(root: Any) -> list[Any]:
    """Every row of every table, heads and feet left out."""
    rows, waiting = [], _children(root)
    while waiting:
        node = waiting.pop()
        kind = node.get("/S")
        if kind == Name.TBody:
            rows += _children(node)
        elif kind not in (Name.THead, Name.TFoot):
            waiting += _children(node)
    return rows


def _make_head(cell: Any) -> None:
    cell.S = Name.TH
    of_tables = [about for about in _children(cell, "/A") if about.get("/O") == Name.Table]
    if of_tables:
        of_tables[0].Scope = Name.Row
    else:
        cell.A = pikepdf.Array([*_children(cell, "/A"), pikepdf.Dictionary(_SCOPE)])


def _children(node: Any, key: str = "/K") -> list[Any]:
    """The dictionaries that a node holds; numbers of marked content are none."""
    held = node.get(key, [])
    held = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [each for each in held if isinstance(each, pikepdf.Dictionary)]

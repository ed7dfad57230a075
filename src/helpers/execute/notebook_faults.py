"""Why a file is no notebook: the line, the mark of a merge or the key that is wrong, and what to do."""

from __future__ import annotations

import json
import re
from typing import Any

from helpers.errors import NotebookError
from helpers.execute.cell_faults import places_of

_MERGE = re.compile(r"^\s*(<{7}|\|{7}|={7}|>{7})(?:\s.*)?$")
"""No line of JSON begins so."""
_OF_A_NOTEBOOK: dict[str, type] = {"metadata": dict, "cells": list}
_OF_A_CELL: dict[str, type | tuple[type, ...]] = {"cell_type": str, "metadata": dict, "source": (str, list)}
_REMEDY = "mend it there, or put an older copy in its place if version control has one"


def not_a_notebook(name: str, content: bytes | None, fault: Exception) -> NotebookError:
    """The error for a file that cannot be read as a notebook.

    Args:
        name: how messages call the file.
        content: what it holds; None where it could not be opened.
        fault: what came of reading it.
    """
    said = _wrong_with(content) if content is not None else ""
    return NotebookError(f"{name}: not a notebook ({said or type(fault).__name__}); {_REMEDY}")


def _wrong_with(content: bytes) -> str:
    """What is wrong, without a word of what the file holds but the names of keys; empty where nothing was found."""
    if not content.strip():
        return "the file is empty"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        return f"line {line} is not UTF-8"
    try:
        held = json.loads(text)
    except json.JSONDecodeError as fault:
        return _of_merge(text) or f"line {fault.lineno}, column {fault.colno}: {fault.msg.lower()}"
    except (ValueError, RecursionError):
        return ""
    return _of_keys(held)


def _of_merge(text: str) -> str:
    found = ((line, _MERGE.match(each)) for line, each in enumerate(text.splitlines(), start=1))
    marks = [(line, mark[1]) for line, mark in found if mark]
    if not marks:
        return ""
    lines = ", ".join(str(line) for line, _ in marks[:6]) + (", ..." if len(marks) > 6 else "")
    first = f"{marks[0][1]} on line {marks[0][0]}: a merge was not finished"
    if len(marks) == 1:
        return f"{first}; take the line out, and see that what stood on either side of it is whole"
    return f"{first}, its marks are on lines {lines}; keep one side of each, and take the marks out"


def _of_keys(held: Any) -> str:
    if not isinstance(held, dict):
        return "it holds no object with 'cells' and 'metadata'"
    for key, kind in _OF_A_NOTEBOOK.items():
        if not isinstance(held.get(key), kind):
            return f"'{key}' is {'missing' if key not in held else 'of another kind'}"
    for number, cell in enumerate(held["cells"], start=1):
        if not isinstance(cell, dict):
            return f"cell {number} is no object"
        for key, kinds in _OF_A_CELL.items():
            if not isinstance(cell.get(key), kinds):
                place = (
                    places_of(held["cells"][:number])[-1] if isinstance(cell.get("metadata"), dict) else ""
                )
                return f"{place or f'cell {number}'}: '{key}' is {'missing' if key not in cell else 'of another kind'}"
        lacking = [
            key for key in ("outputs", "execution_count") if key not in cell and cell["cell_type"] == "code"
        ]
        if lacking:
            return f"{places_of(held['cells'][:number])[-1]}: '{lacking[0]}' is missing"
    return ""

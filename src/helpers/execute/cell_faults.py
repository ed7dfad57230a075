"""What a person is told of an exception in a cell: where, what, and no value of a record.

Messages leave the machine, in logs and in a CI's summary. The workbook's own errors never hold a value, so their
text is told in full. Other texts are made of what the notebook worked with: of errors about names, types and keys only
words that stand in the notebook's code, names of Python's own, and the frame around them are told; of all others, which
may quote data, the kind alone, unless the cell has every word of the text, or the library has it as a constant. Of
errors about files and addresses the path is told if it stands in the code, and what a notebook in a build can do.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from helpers.errors import IN_THE_CELL, WorkbookError
from helpers.execute.notebook_digest import ADDED, INJECTED

MARKED_BY_PAPERMILL = "papermill-error-cell-tag"
"""The tag of those that it puts round a cell that raised."""
LONGEST = 300
_ABOUT_NAMES = frozenset(
    {"AttributeError", "ImportError", "IndentationError", "ModuleNotFoundError", "NameError", "SyntaxError"}
    | {"TabError", "UnboundLocalError"}
)
_ABOUT_VALUES = frozenset({"IndexError", "KeyError", "TypeError"})
_KNOWN = frozenset(dir(builtins)) | {"Axes", "DataFrame", "Figure", "NAType", "NaTType", "NoneType", "Series"} | {
    "function", "generator", "method", "module", "ndarray", "numpy", "pandas",
}  # fmt: skip
_READS = "in a build a notebook reads files of notebooks/ and params/ alone, and writes none"
_REMEDIES = {
    "PermissionError": f"{_READS}; report.table gives its rows as data/*.csv and in tables.xlsx, report.figure a "
    "chart, release.data what may be told of the returns, report.picture a picture of params/pictures/",
    "FileNotFoundError": "there is no such file; a path begins in notebooks/",
    "ParserError": "pandas cannot read the file as a table: look at its separator, heads and rows",
    "URLError": "in a build a notebook reaches no address; put the file beside the notebook",
}
"""Kinds whose text may hold a path -> what is told instead of the text."""
_MISSING_STAYS = (
    "a number that is withheld or not available is missing (NaN), and no whole number: leave it as it is; report.table "
    "and report.say write whole numbers without decimals"
)
_TOLD_OF = {
    "IntCastingNaNError": _MISSING_STAYS,
    "cannot convert float NaN to integer": _MISSING_STAYS,
    "cannot convert float infinity to integer": "a division by 0 is infinite: .replace(np.inf, np.nan)",
}
"""Kinds, or texts that hold no value -> what is told of them."""
_LAST_QUOTED = re.compile(r"'([^']*)'$")
_WITH_DIGITS = re.compile(r"[^\s'\"]*\d[^\s'\"]*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_FILE = re.compile(r"\s*\([^()]*\.\w+\)")
_FILE_AND_LINE = re.compile(r"\s*\([^()]*line (\d+)\)\s*$")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(rf"(?:Cell In ?\[\d+\], line |{IN_THE_CELL})(\d+)")
_RAISED = re.compile(r"^-*>? *\d+ +raise \w+\((.*)\)$", re.MULTILINE)
"""A line of a library's own code, as IPython quotes it in a traceback."""
_WORD = re.compile(r"\w+")
_OF_SEABORN = re.compile(
    r"Could not interpret value `(\w+)` for `(\w+)`\. An entry with this name does not appear in `data`\."
)
"""What it says of a column that the frame has not: two words of the call."""
_DRAWS = re.compile(r"site-packages[/\\](?:seaborn|matplotlib|pandas[/\\]plotting)\b")
_NOTHING_TO_DRAW = (
    "what is handed over cannot be drawn; if it is that all numbers are missing for some places, draw below "
    '`if frame["value"].notna().any():`'
)
"""What is told where a library that draws raised, and its text is not told."""


def places_of(cells: Iterable[Any]) -> list[str]:
    """Each cell as messages name it: by its number in the notebook as it was written, and its id."""
    places, number = [], 0
    for cell in cells:
        number += INJECTED not in cell.get("metadata", {}).get("tags", []) and not _is_added(cell)
        places.append(f"cell {number}" + (f" ({cell['id']})" if cell.get("id") else ""))
    return places


def _is_added(cell: Any) -> bool:
    """Whether a build put the cell in, so that it is not in the notebook as it was written."""
    return re.sub(r"-\d+$", "", str(cell.get("id", ""))) in ADDED


def line_of(name: str, text: str, traceback: Sequence[str]) -> int | None:
    """The line of the cell at which it ended, where the text or the traceback says so."""
    found = _FILE_AND_LINE.search(text) if name in _ABOUT_NAMES else None
    return int(found[1]) if (found := found or _FRAME.search(_COLOUR.sub("", "\n".join(traceback)))) else None


def fault_without_values(
    name: str, text: str, code: str, cell: str = "", traceback: Sequence[str] = ()
) -> str:
    """Kind and text of an exception, as far as it may be told.

    `code` is that of the notebook, `cell` that of the cell which raised. A text that the library which raised it has
    as a constant in its code is told in full: it holds no value.
    """
    text = text.strip()
    if name == "CellExecutionError" and not text:  # nbclient's, where IPython itself refused
        return "a command of IPython's, a line that begins with % or !, failed"
    if name in _own_names(WorkbookError):
        return f"{name}: {text}"
    if (of_names := _OF_SEABORN.fullmatch(text)) and all(_is_word(word, code) for word in of_names.groups()):
        return f"{name}: {text}"
    if remedy := _TOLD_OF.get(name) or _TOLD_OF.get(text):
        return f"{name}: {remedy}"
    constants = "\n".join(_RAISED.findall(_COLOUR.sub("", "\n".join(traceback))))
    written = _is_written(text, code) or _is_written(text, constants) or _is_of_the_words(text, cell)
    if name in _REMEDIES and not written:
        found = _LAST_QUOTED.search(text)
        path = f"'{found[1]}': " if found and found[1] and _is_written(found[1], code) else ""
        return f"{name}: {path}{_REMEDIES[name]}"
    if not text or (name not in _ABOUT_NAMES | _ABOUT_VALUES and not written):
        drawn = _DRAWS.search(_COLOUR.sub("", "\n".join(traceback)))
        return f"{name}: {_NOTHING_TO_DRAW}" if drawn else name
    if not written:
        text = _FILE.sub("", _FILE_AND_LINE.sub("", text)).splitlines()[0][:LONGEST]
        if name in _ABOUT_VALUES:
            text = _QUOTED.sub(lambda found: _kept(found[0], code), text)
        text = _WITH_DIGITS.sub(lambda found: found[0] if _is_word(found[0], code) else "…", text)
    return f"{name}: {text}"


def _own_names(kind: type[BaseException]) -> Iterator[str]:
    yield kind.__name__
    for each in kind.__subclasses__():
        yield from _own_names(each)


def _is_written(text: str, code: str) -> bool:
    """Whether the code has the whole text in quotation marks."""
    return any(f"{mark}{text}{mark}" in code for mark in "'\"")


def _is_of_the_words(text: str, cell: str) -> bool:
    """Whether every word of the text stands in the cell, and none is a number."""
    words = _WORD.findall(text)
    return bool(words) and not any(map(str.isdigit, text)) and all(_is_word(word, cell) for word in words)


def _is_word(word: str, code: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", code) is not None


def _kept(quoted: str, code: str) -> str:
    word = quoted[1:-1]
    told = word in _KNOWN or not any(letter.isalnum() for letter in word) or _is_word(word, code)
    return quoted if told else f"{quoted[0]}…{quoted[0]}"

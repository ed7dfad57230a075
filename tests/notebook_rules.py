"""The rules for notebooks, as code: stripped, with ids, kernel, tags and both languages. What they compute is free."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.execute.cell_languages import LANGUAGES, belongs_to, fault_of, language_of


def faults(path: Path) -> list[str]:
    """What in a notebook breaks the rules, one line a fault, each with its cell's id."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = list(_whole(notebook))
    for cell in notebook["cells"]:
        said = [fault_of(cell), *(_code(cell) if cell["cell_type"] == "code" else ())]
        found += [f"cell {cell.get('id', '?')}: {fault}" for fault in said if fault]
    return found + [f"cell {cell.get('id', '?')}: {fault}" for cell, fault in _languages(notebook["cells"])]


def _whole(notebook: dict[str, Any]) -> Iterator[str]:
    if not notebook["metadata"].get("kernelspec", {}).get("name"):
        yield "there is no kernelspec; Papermill needs it"
    if set(notebook["metadata"]) - {"kernelspec", "language_info"}:
        yield "the metadata holds more than kernelspec and language_info"
    ids = [cell.get("id") for cell in notebook["cells"]]
    if None in ids:
        yield "every cell needs an id of its own; save the notebook in JupyterLab, which gives one"
    for same in sorted({each for each in ids if each is not None and ids.count(each) > 1}):
        yield f"{ids.count(same)} cells have the id '{same}'; every cell needs an id of its own: change the copy's"
    tags = [tag for cell in notebook["cells"] for tag in cell["metadata"].get("tags", [])]
    if tags.count("parameters") != 1 or tags.count("setup") != 1:
        yield "there must be one cell tagged parameters and one tagged setup"
    for language in LANGUAGES:
        first = next((cell for cell in notebook["cells"] if belongs_to(cell, language)), None)
        if not first or first["cell_type"] != "markdown" or "# " not in "".join(first["source"]):
            yield f"the first cell in '{language}' must be the title"


def _code(cell: dict[str, Any]) -> Iterator[str]:
    source = "".join(cell["source"])
    if cell["outputs"] or cell["execution_count"] is not None:
        yield "has stored outputs; strip them"
    lines = ["pass" if line.startswith(("%", "!")) else line for line in source.splitlines()]
    try:
        ast.parse("\n".join(lines))
    except SyntaxError as fault:
        yield f"line {fault.lineno} is no Python: {fault.msg}"


def _languages(cells: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Words stand in both languages: in a cell tagged en, and in one tagged vi directly below it."""
    above = None
    for cell, below in zip(cells, [*cells[1:], None], strict=True):
        if cell["cell_type"] == "markdown":
            language = language_of(cell)
            if language is None and any(letter.isalpha() for letter in "".join(cell["source"])):
                yield (
                    cell,
                    "has words and no tag, so it stands in both languages; tag it en, and add one tagged vi",
                )
            elif language == "en" and not _is_pair(cell, below):
                yield cell, f"the cell below must be the same in Vietnamese, tagged vi{_id_for(cell, 'vi')}"
            elif language == "vi" and not _is_pair(above, cell):
                yield cell, f"the cell above must be the same in English, tagged en{_id_for(cell, 'en')}"
            elif language == "en" and below and _levels(cell) != _levels(below):
                yield cell, "the two languages have different headings"
        above = cell


def _is_pair(english: dict[str, Any] | None, vietnamese: dict[str, Any] | None) -> bool:
    if english is None or vietnamese is None:
        return False
    pair = (english, vietnamese)
    told = [f"{cell['cell_type']} {language_of(cell)}" for cell in pair]
    names = {_name(cell) for cell in pair}
    return told == ["markdown en", "markdown vi"] and len(names) == 1


def _name(cell: dict[str, Any]) -> str | None:
    """What two cells of one text have in common: 'title' of title-en; of an id that JupyterLab gave, nothing."""
    found = re.fullmatch(f"(.+)-{language_of(cell)}", cell.get("id", ""))
    return found[1] if found else None


def _id_for(cell: dict[str, Any], language: str) -> str:
    name = _name(cell)
    return f", with the id {name}-{language}" if name else ""


def _levels(cell: dict[str, Any]) -> list[str]:
    return re.findall(r"^#+", "".join(cell["source"]), flags=re.MULTILINE)

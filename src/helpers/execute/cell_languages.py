"""Which language a cell belongs to: the tag `en` or `vi` says so, and a cell without one belongs to both.

A code cell with such a tag runs in every report, since later cells may need its names; what it shows stands in the
reports of its language alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.errors import plain
from helpers.execute.notebook_digest import INJECTED

if TYPE_CHECKING:
    from helpers.inputs.params.settings import Language

LANGUAGES: tuple[Language, ...] = ("en", "vi")
PARAMETERS = "parameters"
"""The tag of the cell with the notebook's parameters."""
_NAMES_A_LANGUAGE = re.compile(
    r"(?:lang(?:uage)?[=:_-]*)?(?:[a-z]{2}|(?:en|vi)[_-][a-z]{2}|eng|vie|english|vietnamese|tieng[_-]?(?:anh|viet))"
)
_OF_A_REGION = re.compile("[a-z]{2}[_-][A-Z]{2}")
_MARK = re.compile(r"^[ \t>*+-]*:{3,}[ \t]*\{[ \t]*lang=[\"']?(?:en|vi)\b[\w-]*[\"']?[ \t]*\}", re.MULTILINE)
BLOCK_OF_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*$.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_ASSIGNED = re.compile(r"^language\s*(?::[^=\n]+)?=\s*[\"'](en|vi)[\"']", re.MULTILINE)


def language_of(cell: Any) -> Language | None:
    """The language that a cell belongs to; None of a cell of both."""
    return next((language for language in LANGUAGES if language in _tags(cell)), None)


def belongs_to(cell: Any, language: Language | None) -> bool:
    """Whether a report in this language shows the cell; one in no language shows all."""
    return language is None or language_of(cell) in (None, language)


def fault_of(cell: Any) -> str:
    """What is wrong with a cell's tag of a language, and what to do; empty where nothing is."""
    tags = _tags(cell)
    if set(LANGUAGES) <= set(tags):
        return "is tagged both en and vi; a cell of both languages has neither tag: take them out"
    for tag in tags:
        named = _NAMES_A_LANGUAGE.fullmatch(plain(tag)) or _OF_A_REGION.fullmatch(tag)
        if named and tag not in LANGUAGES:
            return f"the tag '{tag}' is no language of the reports; write en or vi, or no such tag for both"
    return fault_of_marks(_source(cell)) if cell["cell_type"] == "markdown" else ""


def fault_of_marks(text: str) -> str:
    """That Markdown has marks of a language around some of its lines, and what to do; empty where it has none."""
    found = _MARK.search(text) and _MARK.search(BLOCK_OF_CODE.sub("", text))
    if not found:
        return ""
    return (
        f"the mark '{found[0].strip()}' chooses no language any more; write each language in a cell of its own, tagged "
        "en or vi (JupyterLab: Property Inspector, Cell Tags), without marks"
    )


def language_of_report(notebook: Any) -> Language:
    """The language of a notebook's report: by its metadata, else by its parameters, else English."""
    metadata = notebook.get("metadata", {})
    parameters = metadata.get("papermill", {}).get("parameters", {})
    assigned = [
        found
        for cell in notebook["cells"]
        if {PARAMETERS, INJECTED} & set(_tags(cell))
        for found in _ASSIGNED.findall(_source(cell))
    ]
    said = (
        metadata.get("report", {}).get("language"),
        parameters.get("language"),
        metadata.get("language"),
        *assigned[-1:],
    )
    return "vi" if next(filter(None, said), "") == "vi" else "en"


def _source(cell: Any) -> str:
    return "".join(cell["source"])


def _tags(cell: Any) -> list[str]:
    tags = cell.get("metadata", {}).get("tags", [])
    return [tags] if isinstance(tags, str) else [str(tag) for tag in tags]

"""Exhibits read back from the data that they carry in a notebook.

What a build publishes is made from these data alone: HTML that a cell wrote beside them is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from helpers.errors import RenderError
from helpers.report.annex import Origins
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import EXHIBIT, SCHEMA, KeyResults, MainPoints, Notice, Prose, Withholding
from helpers.report.pictures import Picture
from helpers.report.sourced_text import with_numbers

Shown = Exhibit | KeyResults | MainPoints | Notice | Picture | Prose | Origins
_CLASSES: dict[str, type[Shown]] = {
    "figure": Exhibit,
    "table": Exhibit,
    "key-results": KeyResults,
    "main-points": MainPoints,
    "notice": Notice,
    "picture": Picture,
    "prose": Prose,
    "withholding": Withholding,
    "origins": Origins,
}


def from_data(data: Any) -> Shown:
    """What `as_data` of front_matter.py made these data of.

    Raises:
        RenderError: they are no exhibit's, or their drawing holds what a report does not take.
    """
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _CLASSES or data.get("schema") != SCHEMA:
        raise RenderError("an exhibit of an unknown kind")
    try:
        made = _reader(kind).validate_python(data)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise RenderError(f"an exhibit whose data do not fit ({where or kind}: {first['type']})") from None
    try:
        return with_numbers(made, data.get("numbers", ()))
    except (ValueError, TypeError, LookupError, AttributeError):
        raise RenderError("an exhibit whose numbers do not fit its texts") from None


def data_of_exhibits(notebook: Any) -> Iterator[dict[str, Any]]:
    """The data of all that an executed notebook shows, in their order."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if isinstance(data := output.get("data", {}).get(EXHIBIT), dict):
                yield data


def own_exhibits(notebook: Any) -> list[Exhibit]:
    """The exhibits of an executed notebook that carry numbers of their own, each once.

    Raises:
        RenderError: as `from_data`.
    """
    made = (from_data(data) for data in data_of_exhibits(notebook) if data.get("values"))
    found: dict[str, Exhibit] = {}
    for each in made:
        if isinstance(each, Exhibit):
            found.setdefault(each.id, each)
    return list(found.values())


@lru_cache(maxsize=len(_CLASSES))
def _reader(kind: str) -> TypeAdapter[Shown]:
    return TypeAdapter(_CLASSES[kind])

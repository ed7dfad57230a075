"""Exhibits read back from the data that they carry in a notebook.

What a build publishes is made from these data alone: HTML that a cell wrote beside them is not looked at.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from helpers.errors import RenderError
from helpers.report.annex import Origins
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import SCHEMA, KeyResults, MainPoints, Notice, Prose, Withholding
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
    """What `displays.as_data` made these data of.

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


@lru_cache(maxsize=len(_CLASSES))
def _reader(kind: str) -> TypeAdapter[Shown]:
    return TypeAdapter(_CLASSES[kind])

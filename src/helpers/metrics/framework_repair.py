"""A project's file with mistakes of shape, made whole enough that its other mistakes can be told in the same run.

What stands in for a wrong or missing part is never used but to look on: the file is refused all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from helpers.inputs.params.projects import DonorProject
from helpers.metrics.cross_checks import Fault

ROUNDS = 4
"""A part that stands in for another may lack parts of its own."""
_TEXTS = (
    "title", "short_title", "summary", "source", "name", "label", "verification", "definition", "formula", "frequency",
    "responsible", "limitations", "risk", "response", "office",
)  # fmt: skip
_OTHERS: dict[str, Any] = {
    "en": "-", "vi": "-", "donor": {}, "implementer": {}, "layout": "inl", "level": "output", "unit": "people",
    "number": "-", "currency": "XXX", "rating": "minor", "score": "A", "signed": date(2100, 1, 1),
    "start": date(2000, 1, 1), "end": date(2000, 12, 31), "provinces": "all", "year": 2000,
}  # fmt: skip
_TIMES = ("start", "end", "year", "through")

At = tuple[str | int, ...]


@dataclass(frozen=True)
class Repaired:
    """The project with stand-ins, and the places where they stand."""

    project: DonorProject
    mended: frozenset[At]

    def certain(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults that no stand-in can have brought about."""
        undated = any(at[-1] in ("start", "end") for at in self.mended)
        for fault in faults:
            if any(at[: len(fault.at)] == fault.at[: len(at)] for at in self.mended):  # above, at or below it
                continue
            of_times = fault.at[-1] in _TIMES or fault.at[0] == "periods" and len(fault.at) == 2
            if undated and (fault.by_dates or of_times):
                continue
            yield fault


def repaired(content: Any, fault: ValidationError) -> Repaired | None:
    """The file's content without its mistakes of shape; None where too little is left."""
    content = deepcopy(content)
    mended: set[At] = set()
    for _ in range(ROUNDS):
        for error in fault.errors(include_url=False, include_input=False):
            at, holder = _holder(content, tuple(error["loc"]), missing=error["type"] == "missing")
            if at and not _mend(holder, at[-1], error["type"], len(mended)):
                return None
            mended.add(at)
        try:
            return Repaired(DonorProject.model_validate(content), frozenset(mended - {()}))
        except ValidationError as again:
            fault = again
    return None


def _holder(content: Any, loc: At, *, missing: bool) -> tuple[At, Any]:
    """The place in the file that an error speaks of (without the names of union members), and what holds it."""
    at: At = ()
    holder = here = content
    for number, part in enumerate(loc):
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        if inside or (missing and number == len(loc) - 1 and isinstance(here, dict)):
            holder, at = here, (*at, part)
            here = here[part] if inside else None
    return at, holder


def _mend(holder: Any, key: str | int, kind: str, number: int) -> bool:
    """Take a wrong part out, or put a stand-in where one is required; False where there is none."""
    if isinstance(holder, list):
        holder[int(key)] = "sex" if kind == "literal_error" else f"stand-in-{number}"
        return True
    if kind != "missing":
        holder.pop(key, None)
        return True
    if key == "id":
        holder[key] = f"stand-in-{number}"
    elif key in _TEXTS:
        holder[key] = {}
    elif key in _OTHERS:
        holder[key] = deepcopy(_OTHERS[str(key)])
    return key in holder

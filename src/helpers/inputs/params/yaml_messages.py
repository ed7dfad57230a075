"""What the author of a params file is told where it breaks its model: one table of texts, by pydantic's types of error.

Words only; where in the file a mistake stands is yaml_files.py's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from helpers.errors import did_you_mean

Location = tuple[str | int, ...]

_KEYS = "keys with values, such as {key: value}"
_WANTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "string_type": "a text",
    "string_too_short": "a text",
    "date_type": "a day as YYYY-MM-DD, such as 2024-01-31",
    "date_from_datetime_inexact": "a day as YYYY-MM-DD, such as 2024-01-31",
    "list_type": "a list, such as [a, b]",
    "too_short": "a list, such as [a, b]",
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "greater_than": "a number above {gt:g}",
    "greater_than_equal": "a number of at least {ge:g}",
    "less_than": "a number below {lt:g}",
    "less_than_equal": "a number of at most {le:g}",
    "literal_error": "{expected}",
}
_OF_CLASS = {"Bilingual": "it in both languages, {en: ..., vi: ...}"}
_IDENTIFIER = "small letters a to z, digits and {}, such as '{}'"


def mistakes_of(fault: ValidationError, content: Any) -> Iterator[tuple[Location, str]]:
    """Each mistake of a file: the key, as it stands in the file, and what is wrong and what to do.

    Pydantic tells a value that may be one of several things once for each of them; here it is told once.
    """
    errors = [(_in_file(error, content), error) for error in fault.errors(include_url=False)]
    # the misspelt key that explains a missing one comes first
    errors.sort(key=lambda each: each[1]["type"] == "missing")
    told: set[Location] = set()
    for at, error in errors:
        if len(at) == len(_without_key(error)):
            yield at, _reason(at, [error], errors)
        elif at not in told and not any(other[: len(at)] == at != other for other, _ in errors):
            told.add(at)  # where something deeper is wrong, that says more
            yield at, _reason(at, [each for other, each in errors if other == at], errors)


def _without_key(error: ErrorDetails) -> Location:
    """The place of an error; that of a key is its value's."""
    return tuple(part for part in error["loc"] if part != "[key]")


def _in_file(error: ErrorDetails, content: Any) -> Location:
    """The place without the names of union members, which no file has."""
    if error["type"] == "cross_check":
        return error["loc"]
    at: Location = ()
    loc = _without_key(error)
    for number, part in enumerate(loc):
        inside = (isinstance(content, dict) and part in content) or (
            isinstance(content, list) and isinstance(part, int) and part < len(content)
        )
        if inside or (number == len(loc) - 1 and error["type"] == "missing"):
            at = (*at, part)
        if inside:
            content = content[part]
    return at


def _reason(
    at: Location, same: Sequence[ErrorDetails], errors: Sequence[tuple[Location, ErrorDetails]]
) -> str:
    kind, given = same[0]["type"], same[0]["input"]
    if kind == "extra_forbidden":
        missing = [
            str(other[-1]) for other, error in errors if error["type"] == "missing" and other[:-1] == at[:-1]
        ]
        near = get_close_matches(str(at[-1]), missing, n=1)
        return "unknown key; " + (f"did you mean '{near[0]}'?" if near else "take it out or correct its name")
    if kind == "missing":
        return "is required and missing"
    if kind == "too_long":
        return f"holds too many; keep no more than {same[0]['ctx']['max_length']}"
    if kind == "string_pattern_mismatch":
        return f"'{given}' does not fit; " + _identifier(same[0]["ctx"]["pattern"])
    wanted = [_wanted(error) for error in same]
    if "" in wanted:
        return same[0]["msg"].removeprefix("Value error, ")
    if given is None or given == "" or kind == "too_short":
        out = ", or take the key out" if kind in ("dict_type", "list_type") else ""
        return f"is empty; write {' or '.join(wanted)}{out}"
    if kind == "literal_error" and len(same) == 1 and isinstance(given, str):
        return f"'{given}' is none of what it may be" + did_you_mean(
            given, re.findall(r"'([^']*)'", wanted[0])
        )
    if "a number" in wanted:
        wanted = [each for each in wanted if each != "a whole number"]
    quoted = kind in ("string_type", "literal_error") and not isinstance(given, (str, list, dict))
    marks = "; put it in quotation marks" if quoted else ""
    if kind in ("int_type", "float_type") and isinstance(given, str) and given.isdecimal():
        marks = "; take the quotation marks away"
    return f"write {' or '.join(wanted)}, not {_shown(given)}{marks}"


def _wanted(error: ErrorDetails) -> str:
    """What is to stand there; nothing where the error has a text of this project's own."""
    about = error.get("ctx", {})
    if about.get("class_name") in _OF_CLASS:
        return _OF_CLASS[about["class_name"]]
    text = _WANTED.get(error["type"], "")
    return text if text == _KEYS else text.format(**about)


def _identifier(pattern: str) -> str:
    joined, example = (
        ("underscores", "officers_trained") if "_" in pattern else ("hyphens", "officers-trained")
    )
    first = ", a letter first" if pattern.startswith("^[a-z][") else ""
    return f"write {_IDENTIFIER.format(joined, example)}{first}"


def _shown(given: Any) -> str:
    """A value as messages repeat it."""
    if isinstance(given, list):
        return "a list"
    if isinstance(given, dict):
        return "keys with values"
    if isinstance(given, bool):
        return str(given).lower()
    return f"'{given}'" if isinstance(given, str) else str(given)

"""What a cell says of the pseudonymous number of a case, a person or a course."""

from __future__ import annotations

import re

from helpers.inputs.checking.dates import DASHES
from helpers.inputs.checking.reading import Read, wrong
from helpers.inputs.mistakes import Phrase, say

CAPITALS = say("numbers of cases, persons or courses were written in capitals (cells: {n})")
_CASE = re.compile(r"[A-Z]+(?:-[A-Z]+)*-20[0-9]{2}-[0-9]{3,5}")
_PSEUDONYM = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_AS_CASE = (
    say("is not a case number"),
    say("write the pseudonymous number of the case, such as LANG-SON-2023-004"),
)
_AS_PSEUDONYM = (
    say("is not a pseudonymous identifier"),
    say("use capital letters, digits and hyphens only, and no name or number of papers"),
)


def read_case(cell: str) -> Read:
    """The number of a case."""
    return _identifier(cell, _CASE, *_AS_CASE)


def read_pseudonym(cell: str) -> Read:
    """The number of a person or a course."""
    return _identifier(cell, _PSEUDONYM, *_AS_PSEUDONYM)


def _identifier(cell: str, form: re.Pattern[str], reason: Phrase, remedy: Phrase) -> Read:
    text = cell.translate(DASHES).upper()
    if not text.isascii() or not form.fullmatch(text):
        return wrong(reason, remedy)
    return Read(text, None, None if text == cell else CAPITALS)

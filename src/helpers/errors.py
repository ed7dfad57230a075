"""Everything that can go wrong in a way the user can mend, and the exit code of each.

    WorkbookError            1  something failed that has no code of its own
    ├── NotebookError        1  a cell raised, or the kernel died; the other reports were published
    ├── ParamsError          2  a params file or a parameter is wrong (also: wrong use of the command)
    ├── ReturnError          3  a return cannot be read, or has rows with mistakes
    ├── DisclosureError      4  something would be published that the policy forbids
    ├── OutputError          5  a folder cannot be written
    └── RenderError          6  an executed notebook could not be turned into HTML or PDF

A message says what is wrong, where, and what to do. It never holds a value of a record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from traceback import walk_tb

IN_THE_CELL = "In this cell, line "
_OF_A_CELL = "ipykernel_"
"""In the name of the file that ipykernel takes each cell for."""
FAR_BEHIND = 0.1  # a second match that is so much less like the word than the first is no help


class WorkbookError(Exception):
    """A fault with a message for the user and an exit code for the shell."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback: the message, which says what to do, and the line of the cell."""
        lines = (
            line for frame, line in walk_tb(self.__traceback__) if _OF_A_CELL in frame.f_code.co_filename
        )
        return [f"{type(self).__name__}: {self}", *(f"{IN_THE_CELL}{line}" for line in islice(lines, 1))]


class NotebookError(WorkbookError):
    """A notebook cannot be read, one of its cells raised, or its kernel died."""


class ParamsError(WorkbookError):
    """A params file or a parameter is missing, malformed or contradicts another."""

    exit_code = 2


class ReturnError(WorkbookError):
    """A return cannot be read, or holds rows that break the rules of its table."""

    exit_code = 3


class DisclosureError(WorkbookError):
    """A cell would be shown that the disclosure policy hides."""

    exit_code = 4


class OutputError(WorkbookError):
    """A file or folder cannot be written: read-only, full, or locked."""

    exit_code = 5


class RenderError(WorkbookError):
    """An executed notebook could not be rendered."""

    exit_code = 6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'; did you mean 'lang-son'?' for a near match among `known`, else a list of what there is."""
    known = sorted(known)
    if not known:
        return "; there is none"
    if near := near_matches(plain(word), known):
        return "; did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
    if len(known) <= 12:
        return "; there are: " + ", ".join(known)
    return f"; there are {len(known)}, from '{known[0]}' to '{known[-1]}'"


def near_matches(word: str, known: Sequence[str]) -> list[str]:
    """Up to three of `known` that are like the word, the likest first; it alone where it is one of them."""
    near = [word] if word in known else get_close_matches(word, known, n=3, cutoff=0.6)
    likeness = [SequenceMatcher(None, name, word).ratio() for name in near]
    return [name for name, like in zip(near, likeness, strict=True) if like > likeness[0] - FAR_BEHIND]


def plain(word: str) -> str:
    """Lower case, without diacritics, words joined by hyphens: 'Lạng Sơn' as 'lang-son'."""
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    base = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(base.lower().split())

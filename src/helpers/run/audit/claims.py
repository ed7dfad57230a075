"""What a file of a packet claims, as its reader gives it. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.privacy.release import Release

if TYPE_CHECKING:
    from helpers.run.audit.lexicon import Lexicon

CellKey = tuple[str, str, str, str, str]
"""Indicator, place, period, breakdown, category."""


@dataclass(frozen=True)
class Stated:
    """A cell and the number that a file gives for it; none where it gives a mark.

    `table` names the table whose rows follow each other; it is empty where order says nothing.
    """

    where: str
    key: CellKey
    value: float | None
    table: str = ""


@dataclass(frozen=True)
class Text:
    """One piece of text.

    `place` names it for a person: file, exhibit, kind of text; `of_victims` tells that it is about them whatever it
    says, because of what stands around it.
    """

    place: str
    text: str
    of_victims: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that must not be published: where it stands, and what is wrong. Never a value."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def as_message(findings: Sequence[Finding]) -> str:
    """The findings as one message, and what to do."""
    return "\n".join(
        [
            *(str(finding) for finding in findings[:20]),
            *([f"... and {len(findings) - 20} more"] if len(findings) > 20 else []),
            "nothing of this was published; numbers about victims must come from the Release alone "
            "(see docs/privacy.md)",
        ]
    )


Claim = Stated | Text | Finding


@dataclass(frozen=True)
class Written:
    """One file of a packet as it was written. `name` is its path inside the packet; `beside` are all files of it."""

    name: str
    content: bytes = field(repr=False)
    release: Release = field(repr=False)
    words: Lexicon = field(repr=False)
    beside: Mapping[str, bytes] = field(repr=False, default_factory=dict)


Reader = Callable[[Written], Iterator[Claim]]
"""Reads one file; see the package's docstring."""

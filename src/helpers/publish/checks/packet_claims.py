"""What a file of a packet states, as its reader gives it, and what is found wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.privacy.release import Release

CellKey = tuple[str, str, str, str, str]
"""Indicator, place, period, breakdown, category."""
MOST_TOLD = 20


@dataclass(frozen=True)
class Stated:
    """A cell and the number that a file gives for it; none where it gives a mark."""

    where: str
    key: CellKey
    value: float | None


@dataclass(frozen=True)
class PacketFinding:
    """One thing that must not be published: where it stands, and what is wrong. Never a value."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


Claim = Stated | PacketFinding


@dataclass(frozen=True)
class Written:
    """One file of a packet. `name` is its path inside the packet; `beside` are all files of the packet."""

    name: str
    content: bytes = field(repr=False)
    release: Release = field(repr=False)
    beside: Mapping[str, bytes] = field(repr=False, default_factory=dict)


Reader = Callable[[Written], Iterator[Claim]]
"""Reads one file; see the package's docstring."""


def as_message(findings: Sequence[PacketFinding]) -> str:
    """The findings as one message, and what to do."""
    return "\n".join(
        [
            *(str(finding) for finding in findings[:MOST_TOLD]),
            *([f"... and {len(findings) - MOST_TOLD} more"] if len(findings) > MOST_TOLD else []),
            "what is named here must not be published; build these reports again, or see docs/privacy.md",
        ]
    )

"""Which of many texts are of a kind, where the same texts come sheet after sheet. What the kind is, others say."""

from __future__ import annotations

from collections.abc import Callable, Set

MOST_KEPT = 32_768  # different texts that are remembered, so that memory stays flat


class Sieve:
    """Looks at each different text once, whatever the number of sheets; those of earlier sheets are let go."""

    def __init__(self, is_one: Callable[[str], bool]) -> None:
        self._is_one = is_one
        self._known: set[str] = set()
        self._found: set[str] = set()

    def among(self, texts: Set[str]) -> Set[str]:
        """Those of the texts that are of the kind."""
        if len(self._known) > MOST_KEPT:
            self._known, self._found = set(), set()
        new = texts - self._known
        self._known |= new
        self._found.update(filter(self._is_one, new))
        return texts & self._found

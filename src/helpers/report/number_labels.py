"""What places, groups, tables and files are called that a report's numbers tell of: for number_dialogs.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from helpers.metrics.completeness import NOT_RECEIVED
from helpers.metrics.indicator import TOTAL
from helpers.privacy.release import Release
from helpers.report.current import beside
from helpers.report.words import Words

Labels = tuple[tuple[str, str], ...]
"""A code with the kind of thing that it is, such as 'place lang-son', and what it is called."""
HASH_SHOWN = 12


def number_labels(release: Release) -> Labels:
    """Of all cells that the report, and those beside it in the notebook, were given so far."""
    found: dict[str, str] = {}
    for each in reversed(beside(release)):  # what the report itself calls something is meant
        found |= dict(_labels(Words(each)))
    return tuple(sorted(found.items()))


def _labels(w: Words) -> Iterator[tuple[str, str]]:
    release = w.release
    keys = release.all_given
    for name in {key[0] for key in keys}:
        yield f"table {name}", release.indicator(name).table
        yield f"label {name}", w.label(name)
    for place in {key[1] for key in keys}:
        yield f"place {place}", w.place(place)
    for breakdown, category in {key[3:] for key in keys if key[3] != TOTAL}:
        codes = zip(breakdown.split("."), category.split("."), strict=False)
        yield f"group {breakdown} {category}", ", ".join(w.code(part, code) for part, code in codes)
    files: dict[str, list[tuple[str, str]]] = {}
    rows = zip(*(release.sources[name].tolist() for name in ("file", "year", "sha256")), strict=True)
    for file, year, sha256 in rows:
        if sha256 != NOT_RECEIVED:
            files.setdefault(f"file {PurePosixPath(str(file)).stem} {year}", []).append(
                (str(file), str(sha256))
            )
    for key, found in files.items():
        yield key, " ".join((found[0][0], found[0][1][:HASH_SHOWN])) if len(found) == 1 else str(len(found))

"""Digests of the publishable figures that a report read: equal digests, equal figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import pandas as pd

from helpers.inputs.params.settings import read_settings
from helpers.inputs.records.record_files import SUFFIX, read_receipt
from helpers.inputs.records.record_store import read_revisions
from helpers.paths import Project
from helpers.privacy.scope import NATION
from helpers.release.read_tracker import Read, Reads
from helpers.release.release_files import YearRelease, read_cells, read_rows

Digests = dict[str, str]
RETURNS = "the returns that they come from"
_COLUMNS = ["place", "indicator", "period", "breakdown", "level", "category", "value", "status"]


class Figures:
    """Cells, coverage and sources of some years, looked up by place."""

    def __init__(
        self, cells: pd.DataFrame, coverage: pd.DataFrame, sources: pd.DataFrame, counted: pd.DataFrame
    ) -> None:
        self._cells: dict[str, dict[Read, list[tuple[str, float, str]]]] = {}
        self._told: dict[Read, str] = {}
        self._provinces: set[str] = set()
        self._everything: str | None = None
        columns = (cells[name].tolist() for name in _COLUMNS)
        for place, indicator, period, breakdown, level, category, value, status in zip(*columns, strict=True):
            if level == "province":
                self._provinces.add(place)
            rows = self._cells.setdefault(place, {}).setdefault((place, indicator, period, breakdown), [])
            rows.append((category, value, status))
        self._coverage = _by_province(coverage)
        self._sources = _by_province(sources)
        self._counted = _by_province(counted)
        names = (sources[name].tolist() for name in ("province", "file", "sha256"))
        self._returns = [
            (str(province), str(file), str(sha256)) for province, file, sha256 in zip(*names, strict=True)
        ]

    def returns(self, place: str) -> dict[str, str]:
        """The files of returns that a report of `place` comes from, each with its hash; a guarded one has none."""
        return {file: sha256 for own, file, sha256 in self._returns if place in (own, NATION)}

    def digests(self, place: str, reads: Reads) -> Digests:
        """One digest a kind of figures, for a report of `place` that read this."""
        return {
            "of its own place": self._own(place, everything=reads.everything or place == NATION),
            "of other places": self._others(place, reads),
            "which months were received": self._of(self._coverage, place),
            RETURNS: self._of(self._sources, place),
            "rows counted": self._of(self._counted, place),
        }

    def _own(self, place: str, *, everything: bool) -> str:
        if not everything:
            return self._of_places([place], place)
        if self._everything is None:
            self._everything = self._of_places(sorted(self._cells), NATION)
        return self._everything

    def _of_places(self, places: Sequence[str], own: str) -> str:
        return _hash(self._rows(own, read) for place in places for read in sorted(self._cells.get(place, ())))

    def _others(self, place: str, reads: Reads) -> str:
        return _hash(self._rows(place, read) for read in sorted(reads.cells))

    def _rows(self, own: str, read: Read) -> str:
        """The cells of a read, as text; of another province a report can see totals only."""
        if read[0] != own and read[0] in self._provinces and read[3] != "total":
            return ""
        rows = self._cells.get(read[0], {}).get(read)
        if rows and read not in self._told:
            told = (
                f"{category} {value if status == 'shown' else ''} {status}"
                for category, value, status in rows
            )
            self._told[read] = f"{' '.join(read)}\n" + "\n".join(sorted(told))
        return self._told.get(read, "")

    def _of(self, texts: dict[str, str], place: str) -> str:
        chosen = [place] if place in self._provinces else sorted(texts)
        return _hash(texts.get(each, "") for each in chosen)


def own_key(place: str, cells: pd.DataFrame, sources: pd.DataFrame) -> str:
    """The key that a report shows: of its own place's figures and sources; of all in a national report."""
    own = cells if place == NATION else cells[cells["place"] == place]
    figures = Figures(own, sources.iloc[:0], sources, sources.iloc[:0])
    digests = figures.digests(place, Reads())
    return _hash([digests["of its own place"], digests[RETURNS]])


def digest_of_returns(project: Project, year: int) -> str:
    """Of all that is known of the returns of the years up to this one, and of what newer returns replaced."""
    texts = []
    for each in sorted(y for y in read_settings(project).years if y <= year):
        receipts = (read_receipt(path) for path in sorted((project.records / str(each)).rglob(f"*{SUFFIX}")))
        texts += [receipt.model_dump_json(exclude={"key"}) for receipt in receipts if receipt]
    for (vintage, slug), (before, now) in sorted(read_revisions(project, year).items()):
        texts.append(f"{vintage} {slug} {before.content} {now.content}")
    return _hash(texts)


def read_figures(releases: Sequence[YearRelease]) -> Figures:
    """All figures of the years."""
    return _read(tuple(releases))


@lru_cache(maxsize=1)
def _read(releases: tuple[YearRelease, ...]) -> Figures:
    rows = (read_rows(releases, name) for name in ("coverage", "sources", "counted"))
    return Figures(read_cells(releases), *rows)


def _by_province(frame: pd.DataFrame) -> dict[str, str]:
    """The rows of each province as text, in an order of their own. In plain Python, a tenth of the time of frames."""
    if frame.empty:
        return {}
    texts: dict[str, list[str]] = {}
    rows = zip(*(frame[name].tolist() for name in frame.columns), strict=True)
    for province, row in zip(frame["province"].tolist(), rows, strict=True):
        texts.setdefault(str(province), []).append(",".join(map(repr, row)))
    return {province: "\n".join(sorted(lines)) for province, lines in texts.items()}


def _hash(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        if text:
            digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:32]

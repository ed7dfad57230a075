"""Several returns of one province and months that are sent together: which of them counts.

The one with the later date on its cover sheet counts. Copies count once. Of two that have no later date and differ,
nothing is taken in, for nobody can tell which is right: the cells that differ are named, and what they say is not.
"""

from __future__ import annotations

import pickle
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.return_files import Nobodys
from helpers.inputs.intake.row_checks import ReadReturn, judge_return
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.mistakes import Mistake, Phrase, say
from helpers.inputs.params.tables import COVER

MOST_NAMED = 5
"""Cells of a table that a message names."""


@dataclass(frozen=True)
class _Waiting:
    """A return that was read, packed so that many of them take little memory."""

    path: Path
    whose: tuple[str, str]
    key: str
    packed: bytes

    def read(self) -> ReadReturn:
        """The return again."""
        read: ReadReturn = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - packed here, kept in memory
        return read


def settled(
    rules: Rulebook, reads: Iterable[tuple[Path, ReadReturn | Nobodys]]
) -> Iterator[tuple[ReadReturn | Nobodys, str]]:
    """The returns that count, each with the hash of its files; nobody's and those that do not count in their place."""
    found: list[Nobodys | _Waiting] = []
    alike: dict[str, str] = {}
    versions: defaultdict[tuple[str, str], list[_Waiting]] = defaultdict(list)
    for path, read in reads:
        if isinstance(read, Nobodys):
            found.append(read)
            continue
        key, shown = _key_of(read), rules.project.show(path)
        if (first := alike.setdefault(key, shown)) != shown:
            reason = say("is the same file as {file}; it counts once", file=first)
            found.append(Nobodys(path, (Mistake(shown, None, None, reason, kind="note"),), 0))
            continue
        whose = read.sent.span.folder, read.sent.province
        waiting = _Waiting(path, whose, key, zlib.compress(pickle.dumps(read), 1))
        versions[whose].append(waiting)
        found.append(waiting)
    refused: dict[str, Nobodys] = {}
    for own in versions.values():
        if len(own) > 1:
            refused |= _refused(rules, own)
    for each in found:
        if isinstance(each, Nobodys):
            yield each, ""
        elif each.key in refused:
            yield refused[each.key], ""
        else:
            yield each.read(), each.key


def _refused(rules: Rulebook, versions: list[_Waiting]) -> dict[str, Nobodys]:
    """Those of the versions of a return that do not count, by their hash, with why."""
    dates = {each.key: judge_return(rules, each.read()).received_date for each in versions}
    last = max(day or date.min for day in dates.values())
    newest = [each for each in versions if (dates[each.key] or last) == last]
    first, *others = newest
    counts = rules.project.show(first.path)
    refused = {}
    for each in versions:
        if each not in newest:
            reason = say(
                "is of the same province and months as {file}, which has a later date on its cover sheet and counts "
                "in its place",
                file=counts,
            )
            refused[each.key] = _left_aside(rules, each, reason)
    for each in others:
        cells = _differences(rules, first.read(), each.read())
        if cells is None:
            reason = say("says the same as {file}; it counts once", file=counts)
            refused[each.key] = _left_aside(rules, each, reason)
            continue
        reason = say(
            "is of the same province and months as {file} and differs from it, and no later date tells which of them "
            "counts ({cells})",
            file=counts,
            cells=cells,
        )
        remedy = say(
            "send the right one alone, or with a later date on its cover sheet; until then nothing of them is taken in"
        )
        mistake = Mistake(rules.project.show(each.path), None, None, reason, remedy)
        refused[each.key] = Nobodys(each.path, (mistake,), 0)
        raws = first.read().raws.values()
        refused[first.key] = Nobodys(first.path, (), sum(raw.seen - raw.left_out for raw in raws))
    return refused


def _left_aside(rules: Rulebook, each: _Waiting, reason: Phrase) -> Nobodys:
    """A version that does not count, though nobody has to do anything about it."""
    return Nobodys(each.path, (Mistake(rules.project.show(each.path), None, None, reason, kind="note"),), 0)


def _differences(rules: Rulebook, one: ReadReturn, other: ReadReturn) -> tuple[str, str] | None:
    """The cells or rows of the other return that say something else, in both languages; None where all agree."""
    told = []
    for table in rules.tables:
        if table != COVER and (places := _places(one.raws.get(table), other.raws.get(table))):
            more = " ..." if len(places) > MOST_NAMED else ""
            named = f"{', '.join(places[:MOST_NAMED])}{more}"
            told.append([f"{label}: {named}" for label in rules.tables[table].label.both])
    return ("; ".join(en for en, _ in told), "; ".join(vi for _, vi in told)) if told else None


def _places(one: RawFile | None, other: RawFile | None) -> list[str]:
    """The cells of the other table that differ, where both have the same rows; else the rows that one of them lacks."""
    one, other = one or RawFile(), other or RawFile()
    if one.cells == other.cells:
        return []
    if len(one.cells) == len(other.cells):
        places = [
            other.place_of(row, column)
            for row, (before, after) in enumerate(zip(one.cells, other.cells, strict=True))
            for column, (cell, now) in enumerate(zip(before, after, strict=True))
            if cell != now
        ]
        return [place.cell or str(place.row) for place in places]
    more, fewer = (other, one) if len(other.cells) > len(one.cells) else (one, other)
    known = Counter(fewer.cells)
    rows = []
    for number, cells in zip(more.numbers, more.cells, strict=True):
        known[cells] -= 1
        if known[cells] < 0:
            rows.append(str(number))
    return rows


def _key_of(each: ReadReturn) -> str:
    digest = sha256(
        f"{each.sent.span.folder} {each.sent.vintage} {each.sent.province}\n{each.mapping}".encode()
    )
    for table, sha in each.hashes.items():
        digest.update(f"{table} {sha}\n".encode())
    return digest.hexdigest()

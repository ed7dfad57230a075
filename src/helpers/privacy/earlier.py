"""What the public was shown before: cells that were published stay known, and marks stay marks.

The model takes earlier releases into account where it is given them. Builds do not keep them yet: docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.privacy.linked import FIELDS, Flags, Linked, Units
from helpers.privacy.memo import Part
from helpers.privacy.sums import Key


@dataclass(frozen=True)
class Earlier:
    """Vintage -> cells of earlier releases of one year: `FIELDS`, value, status; a cell may occur more than once."""

    cells: dict[str, pd.DataFrame]

    def parts(self) -> Iterator[Part]:
        """All that is in it, for `Memo`."""
        for vintage, frame in self.cells.items():
            yield vintage
            yield frame[[*FIELDS, "value", "status"]]

    def in_model(self, linked: Linked, units: Mapping[tuple[str, str], Units]) -> tuple[Flags, Flags]:
        """Which cells of a model are known from before, and which were marks.

        Known is a cell that was shown with the value that it has now. One that was shown with another value tells of
        returns that have been corrected since.
        """
        known, marked = (np.zeros(len(linked.keys), dtype=bool) for _ in range(2))
        for vintage, frame in self.cells.items():
            for *names, value, status in frame[[*FIELDS, "value", "status"]].itertuples(index=False):
                place = units.get((vintage, names[1]))
                at = linked.position.get(Key(names[0], place, *names[2:])) if place else None
                if at is None:
                    continue
                if status == "shown" and not pd.isna(value) and float(value) == linked.exact[at]:
                    known[at] = True
                marked[at] |= status == "c"
        return known, marked


def nothing_earlier() -> Earlier:
    """Where nothing was published before."""
    return Earlier({})


def read_earlier(ledger: Path, year: int) -> Earlier:
    """The earlier releases of a year; nothing where the ledger has none."""
    found: dict[str, list[pd.DataFrame]] = {}
    for path in sorted(ledger.glob(f"{year}-*.parquet")):
        vintage = path.stem.split("-")[1]
        found.setdefault(vintage, []).append(pd.read_parquet(path))
    return Earlier(
        {vintage: pd.concat(frames).drop_duplicates(ignore_index=True) for vintage, frames in found.items()}
    )


def keep(ledger: Path, name: str, cells: pd.DataFrame, indicators: list[str]) -> bool:
    """Write down the guarded cells of a release, under its name such as 2023-63-<key>; false if they are there."""
    path = ledger / f"{name}.parquet"
    if path.exists():
        return False
    ledger.mkdir(parents=True, exist_ok=True)
    kept = cells[cells["indicator"].isin(indicators)][[*FIELDS, "value", "status"]]
    scratch = path.with_suffix(".new")
    kept.to_parquet(scratch, index=False, compression="zstd")
    scratch.replace(path)
    return True

"""Where the publishable facts of a year lie, and how one process tells another. Making them is prepare.py's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.privacy.policy import Audience

PROTECTION = ("protection", "reasons")


@dataclass(frozen=True)
class YearRelease:
    """Where the facts of one year lie that an audience may see, in the vintage of the report that reads them."""

    year: int
    key: str
    folder: Path
    audience: Audience = "public"


def read_protection(release: YearRelease) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What protecting a year took: by table, and why in all."""
    summary, reasons = (pd.read_parquet(release.folder / f"{name}.parquet") for name in PROTECTION)
    return summary, reasons


def as_text(releases: Sequence[YearRelease]) -> str:
    """The releases as one line, for the environment of the processes of a build."""
    return ";".join(f"{each.year} {each.key} {each.audience} {each.folder}" for each in releases)


def from_text(text: str) -> list[YearRelease]:
    """What `as_text` wrote."""
    parts = (line.split(" ", 3) for line in text.split(";"))
    return [
        YearRelease(int(year), key, Path(folder), "partner" if audience == "partner" else "public")
        for year, key, audience, folder in parts
    ]

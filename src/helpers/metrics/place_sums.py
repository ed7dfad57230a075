"""The places that facts speak of: nation, regions, provinces; and which provinces each is the sum of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.settings import Vintage

Level = Literal["nation", "region", "province"]
NATION = "viet-nam"


@dataclass(frozen=True)
class Places:
    """Every place of one vintage, from the nation down.

    `members` has a row for each place and a column for each of `provinces`: 1 where the place holds it.
    """

    vintage: Vintage
    slugs: tuple[str, ...]
    levels: tuple[Level, ...]
    provinces: tuple[str, ...]
    members: npt.NDArray[np.float64]


def places_of(provinces: Provinces, vintage: Vintage) -> Places:
    """The nation, the regions that have a Border Guard command, and the provinces that have one."""
    commands = provinces.commands(vintage)
    regions = [r.slug for r in provinces.regions if any(c.region == r.slug for c in commands)]
    slugs = [command.slug for command in commands]
    members = np.vstack(
        [
            np.ones((1, len(slugs))),
            np.array([[command.region == region for command in commands] for region in regions], dtype=float),
            np.eye(len(slugs)),
        ]
    )
    levels: list[Level] = ["nation", *(["region"] * len(regions)), *(["province"] * len(slugs))]  # type: ignore[list-item]
    return Places(vintage, (NATION, *regions, *slugs), tuple(levels), tuple(slugs), members)


def regions_of(provinces: Provinces, vintage: Vintage) -> dict[str, str]:
    """Slug of every province with a command -> slug of its region."""
    return {command.slug: command.region for command in provinces.commands(vintage)}


def province_positions(
    slugs: pd.Series, vintages: pd.Series, places: Places, known: Provinces
) -> npt.NDArray[np.intp]:
    """Where in `places.provinces` each unit is reported; units of an older vintage are mapped forward.

    Raises:
        ParamsError: a unit's vintage is later than that of the places; a merged unit cannot be split.
    """
    slug, slug_names = pd.factorize(slugs)
    vintage, vintage_names = pd.factorize(vintages)
    unit = slug * max(1, len(vintage_names)) + vintage
    positions = np.zeros(max(1, len(slug_names) * len(vintage_names)), dtype=np.intp)
    for each in map(int, pd.unique(unit)):
        row, column = divmod(each, len(vintage_names))
        forward = known.mapped_forward(slug_names[row], vintage_names[column], places.vintage)
        positions[each] = places.provinces.index(forward)
    found: npt.NDArray[np.intp] = positions[unit]
    return found

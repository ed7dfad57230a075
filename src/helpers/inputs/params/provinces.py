"""Provinces, the vintages that they belong to, and the merger of 1 July 2025.

A code alone names nothing: seven names changed code in the merger by taking a neighbour's. Everything here is keyed
on slug and vintage.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.arguments import shown
from helpers.errors import ParamsError, did_you_mean, plain
from helpers.inputs.params.settings import Vintage
from helpers.inputs.params.yaml_files import read_text
from helpers.paths import Project


@dataclass(frozen=True)
class Region:
    """One of the six socio-economic regions."""

    slug: str
    name_en: str
    name_vi: str

    def name(self, language: str) -> str:
        """The region's name in a report language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Province:
    """A province of one vintage.

    `parts` are the slugs of the old provinces whose land it holds (itself, in vintage 63); `neighbours` the country
    codes that it borders by land.
    """

    slug: str
    vintage: Vintage
    code: str
    name_en: str
    name_vi: str
    region: str
    neighbours: tuple[str, ...]
    coastal: bool
    has_command: bool
    parts: tuple[str, ...]

    def name(self, language: str) -> str:
        """The province's name in a report language."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Provinces:
    """All provinces of both vintages."""

    regions: tuple[Region, ...]
    by_vintage: dict[str, dict[str, Province]]
    successors: dict[str, str]

    def get(self, slug: str, vintage: Vintage) -> Province:
        """The province of that slug and vintage.

        Raises:
            ParamsError: there is none; names near matches, or the successor of a merged province.
        """
        known = self.by_vintage[vintage]
        if slug in known:
            return known[slug]
        name = plain(slug)
        if vintage == "34" and name in self.successors and name not in known:
            raise ParamsError(
                f"province '{slug}' was merged into '{self.successors[name]}' on 1 July 2025; "
                f"use '{self.successors[name]}'"
            )
        for region in self.regions:
            if name in (region.slug, plain(region.name_en), plain(region.name_vi)):
                inside = ", ".join(each.slug for each in self.commands(vintage) if each.region == region.slug)
                raise ParamsError(
                    f"'{slug}' is a region, not a province; its provinces with a command: {inside}"
                )
        raise ParamsError(f"unknown province '{slug}'" + did_you_mean(slug, known))

    def commands(self, vintage: Vintage) -> list[Province]:
        """Provinces with a Border Guard command, north to south by code: 44 in vintage 63, 30 in vintage 34."""
        return [p for p in self.by_vintage[vintage].values() if p.has_command]

    def command(self, slug: object, vintage: Vintage) -> Province:
        """The province of that slug, which must have a Border Guard command.

        Raises:
            ParamsError: no such province, or it has no command.
        """
        if not isinstance(slug, str):
            raise ParamsError(
                f"province: must be a name such as 'lang-son', not {shown(slug)}; codes are not accepted"
            )
        province = self.get(slug, vintage)
        if not province.has_command:
            raise ParamsError(
                f"province '{slug}' has no Border Guard command, so it has no report; "
                "name one that lies at the border or the sea"
            )
        return province

    def mapped_forward(self, slug: str, vintage: Vintage, to: Vintage) -> str:
        """The slug under which a unit of `vintage` is reported in vintage `to`.

        Raises:
            ParamsError: `to` is earlier than `vintage`; a merged unit cannot be split.
        """
        if vintage == to:
            return slug
        if to == "63":
            raise ParamsError(f"'{slug}' of 34 provinces cannot be split into the 63 before 1 July 2025")
        return self.successors[slug]

    def region(self, slug: str) -> Region:
        """The region of that slug."""
        return next(region for region in self.regions if region.slug == slug)


def read_provinces(project: Project) -> Provinces:
    """The tables of params/provinces.

    Raises:
        ParamsError: a file is missing or lacks a column.
    """
    return _read(project.params / "provinces")


@lru_cache(maxsize=4)
def _read(folder: Path) -> Provinces:
    named = {"slug", "name_en", "name_vi"}
    regions = tuple(Region(**row) for row in _rows(folder / "regions.csv", named))
    region_slugs = {region.name_en: region.slug for region in regions}
    needed = {"code_until_2025", "name_vi", "name_en", "slug", "region", "land_border_with", "coastal"}
    rows = _rows(folder / "provinces.csv", needed | {"border_guard_command", "merged_into_slug"})
    old = {
        row["slug"]: Province(
            slug=row["slug"],
            vintage="63",
            code=row["code_until_2025"],
            name_en=row["name_en"],
            name_vi=row["name_vi"],
            region=region_slugs[row["region"]],
            neighbours=tuple(filter(None, row["land_border_with"].split(";"))),
            coastal=row["coastal"] == "yes",
            has_command=row["border_guard_command"] == "yes",
            parts=(row["slug"],),
        )
        for row in rows
    }
    successors = {row["slug"]: row["merged_into_slug"] for row in rows}
    codes = {row["merged_into_slug"]: row["merged_into_code_2025"] for row in rows}
    new = {
        slug: _merged(slug, code, old, successors) for slug, code in sorted(codes.items(), key=lambda i: i[1])
    }
    return Provinces(regions, {"63": old, "34": new}, successors)


def _merged(slug: str, code: str, old: dict[str, Province], successors: dict[str, str]) -> Province:
    """A province of vintage 34. It keeps the region of the old province whose name it carries."""
    parts = tuple(name for name, successor in successors.items() if successor == slug)
    bearer = old[slug]
    return Province(
        slug=slug,
        vintage="34",
        code=code,
        name_en=bearer.name_en,
        name_vi=bearer.name_vi,
        region=bearer.region,
        neighbours=tuple(sorted({country for part in parts for country in old[part].neighbours})),
        coastal=any(old[part].coastal for part in parts),
        has_command=any(old[part].has_command for part in parts),
        parts=parts,
    )


def _rows(path: Path, needed: set[str]) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(read_text(path, f"params/provinces/{path.name}"), newline="")))
    missing = needed - set(rows[0] if rows else [])
    if missing:
        raise ParamsError(f"params/provinces/{path.name}: column '{sorted(missing)[0]}' is missing")
    return rows

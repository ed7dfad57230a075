"""Provinces with a Border Guard command in vintage 63, each with its made-up stations."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.paths import Project

from .draws import Draws


@dataclass(frozen=True)
class Station:
    """One station: where its stretch of border leads to, and how large it is beside the others (about 1)."""

    code: str
    number: int
    border: str
    size: float

    @property
    def kind(self) -> str:
        """Land or sea."""
        return "sea" if self.border == "sea" else "land"


@dataclass(frozen=True)
class Place:
    """One province of vintage 63: its stations, and how busy it is beside the others."""

    slug: str
    stations: tuple[Station, ...]
    crossings: float
    trafficking: float
    outreach: float
    reintegration: float

    @property
    def main_border(self) -> str:
        """The land neighbour that most of its stations face, or the sea where there is none."""
        land = [station.border for station in self.stations if station.border != "sea"]
        return max(sorted(set(land)), key=land.count) if land else "sea"


def read_places(project: Project) -> tuple[Place, ...]:
    """The 44 provinces of profiles.csv, north to south."""
    provinces = read_provinces(project)
    with (Path(__file__).parent / "profiles.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}
    commands = provinces.commands("63")
    if set(rows) != {province.slug for province in commands}:
        raise ValueError("profiles.csv and params/provinces do not name the same commands")
    return tuple(
        Place(
            slug=province.slug,
            stations=_stations(province.slug, province.neighbours, rows[province.slug]),
            crossings=float(rows[province.slug]["crossings"]),
            trafficking=float(rows[province.slug]["trafficking"]),
            outreach=float(rows[province.slug]["outreach"]),
            reintegration=float(rows[province.slug]["reintegration"]),
        )
        for province in commands
    )


def station_register(project: Project) -> pd.DataFrame:
    """One row per station and vintage; in vintage 34 the same code, under the province that took it over."""
    provinces = read_provinces(project)
    rows = [
        _registered(place, station, vintage, provinces)
        for vintage in ("63", "34")
        for place in read_places(project)
        for station in place.stations
    ]
    return pd.DataFrame(rows).sort_values(["vintage", "station_code"], ascending=[False, True])


def _registered(place: Place, station: Station, vintage: str, provinces: Provinces) -> dict[str, str]:
    old = provinces.get(place.slug, "63")
    return {
        "station_code": station.code,
        "province": place.slug if vintage == "63" else provinces.mapped_forward(place.slug, "63", "34"),
        "vintage": vintage,
        "name_en": f"{old.name_en} Station {station.number}",
        "name_vi": f"Đồn số {station.number} {old.name_vi}",
        "kind": station.kind,
    }


def _stations(slug: str, neighbours: tuple[str, ...], row: dict[str, str]) -> tuple[Station, ...]:
    draws = Draws.of(slug, "stations")
    land, sea = int(row["land_stations"]), int(row["sea_stations"])
    borders = [neighbours[i * len(neighbours) // land] for i in range(land)] + ["sea"] * sea
    return tuple(
        Station(code=f"{slug}-{number:02d}", number=number, border=border, size=draws.around(0.35))
        for number, border in enumerate(borders, start=1)
    )

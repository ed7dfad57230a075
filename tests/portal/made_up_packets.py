"""Made-up packets: two years, both vintages, both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Vintage
from helpers.paths import Project
from helpers.portal.packet_descriptions import MEASURES
from helpers.privacy.scope import NATION

FILES = ("index.html", "report.pdf", "notebook.ipynb", "data/outreach.csv", "data/victims.csv")


def write_packet(
    project: Project,
    place: str,
    year: int,
    language: str,
    vintage: Vintage,
    values: list[float | str],
    **change: Any,
) -> Path:
    """One packet as publish/packet.py writes it; a text among the values is a status."""
    provinces = read_provinces(project)
    province = None if place == NATION else provinces.get(place, vintage)
    region = provinces.region(province.region) if province else None
    folder = project.reports / str(year) / language / place
    (folder / "data").mkdir(parents=True)
    for name in FILES:
        (folder / name).write_text(f"{name} of {place}\n", encoding="utf-8")
    content = {
        "schema": 1,
        "kind": "province" if province else "nation",
        "title": "Border Guard activity against trafficking in persons",
        "place": place,
        "place_name": {"en": province.name_en, "vi": province.name_vi}
        if province
        else {"en": "Viet Nam", "vi": "Việt Nam"},
        "region": region.slug if region else None,
        "region_name": {"en": region.name_en, "vi": region.name_vi} if region else None,
        "year": year,
        "language": language,
        "vintage": vintage,
        "audience": "public",
        "demonstration": True,
        "published_date": f"{year + 1}-03-31",
        "highlights": {
            measure: {"value": None, "status": value}
            if isinstance(value, str)
            else {"value": value, "status": "shown"}
            for measure, value in zip(MEASURES, values, strict=True)
        },
        "outputs": [
            {"path": name, "sha256": "0" * 64, "bytes": (folder / name).stat().st_size} for name in FILES
        ],
        "parameters": {"not": "read"},
    }
    content.update(change)
    (folder / "packet.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def values_of(number: int) -> list[float | str]:
    """Made-up key results of the n-th province; every fifth hides its victims, every eleventh its cases."""
    return [
        float(40 + number * 37 % 611),
        float(900 + number * 1381 % 19013),
        float(number * 53 % 420),
        "c" if number % 11 == 4 else float(number * 7 % 13),
        "c" if number % 5 == 2 else ("x" if number == 8 else float(number * 11 % 41)),
    ]


def fill(project: Project) -> None:
    """60 public packets, one for partners, one broken: 44 + 1 of 2023 in English, two of them in Vietnamese too,
    12 + 1 of 2025 by the new provinces."""
    provinces = read_provinces(project)
    for number, province in enumerate(provinces.commands("63")):
        write_packet(project, province.slug, 2023, "en", "63", values_of(number))
    write_packet(project, NATION, 2023, "en", "63", [7120.0, 700000.0, 6543.0, 103.0, 334.0])
    for place in ("lang-son", "ha-giang"):
        number = [p.slug for p in provinces.commands("63")].index(place)
        write_packet(project, place, 2023, "vi", "63", values_of(number))
    for number, province in enumerate(provinces.commands("34")[:12]):
        write_packet(project, province.slug, 2025, "en", "34", values_of(number + 3))
    write_packet(project, NATION, 2025, "vi", "34", [8200.0, 810000.0, 7001.0, 98.0, 401.0])
    write_packet(project, "an-giang", 2025, "en", "34", [1.0] * 5, audience="partner")
    broken = write_packet(project, "ca-mau", 2025, "en", "34", [1.0] * 5)
    (broken / "report.pdf").unlink()

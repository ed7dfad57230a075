"""Made-up packets: two years, both vintages, both languages."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Vintage
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.portal.packet_descriptions import MEASURES
from helpers.privacy.linked import units_of
from helpers.privacy.scope import NATION
from helpers.publish.exports.published_csv import COLUMNS

TABLES = ("data/outreach.csv", "data/victims.csv")
FILES = ("index.html", "report.pdf", "notebook.ipynb", *TABLES)
Cell = tuple[str, str, str, float | str]
"""Indicator, place, period, and the value or the mark of a number that is not split."""


def write_packet(
    project: Project,
    place: str,
    year: int,
    language: str,
    vintage: Vintage,
    values: list[float | str],
    more: Sequence[str] = (),
    cells: Sequence[Cell] = (),
    **change: Any,
) -> Path:
    """One packet as publish/packet.py writes it; a text among the values is a status.

    `cells` are what its CSV files hold: by default the values, and its sessions by quarter.
    """
    provinces = read_provinces(project)
    named = place == NATION or change.get("kind") == "project"
    province = None if named else provinces.get(place, vintage)
    region = provinces.region(province.region) if province else None
    folder = project.reports / (change.get("period") or str(year)) / language / place
    (folder / "data").mkdir(parents=True)
    for name in (files := (*FILES, *more)):
        (folder / name).write_text(f"{name} of {place}\n", encoding="utf-8")
    told = cells or _cells(place, year, values)
    about_victims = [cell for cell in told if cell[0].startswith("victims")]
    for name, held in zip(TABLES, ([c for c in told if c not in about_victims], about_victims), strict=True):
        write_cells(folder / name, held)
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
            {"path": name, "sha256": "0" * 64, "bytes": (folder / name).stat().st_size} for name in files
        ],
        "parameters": {"not": "read"},
    }
    content.update(change)
    (folder / "packet.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def write_cells(path: Path, cells: Sequence[Cell]) -> None:
    """A CSV file as publish/exports writes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for indicator, place, period, value in cells:
            told = ("", f"[{value}]") if isinstance(value, str) else (f"{value:.10g}", "shown")
            writer.writerow((indicator, indicator, "", place, period, "total", "all", *told))


def _cells(place: str, year: int, values: Sequence[float | str]) -> list[Cell]:
    by_year: list[Cell] = [
        (name, place, str(year), value) for name, value in zip(MEASURES, values, strict=True)
    ]
    quarters: list[Cell] = [
        (
            "sessions",
            place,
            f"{year}-Q{number}",
            value if isinstance(value, str) else float(value // 4 + number),
        )
        for number, value in ((number, values[0]) for number in (1, 2, 3, 4))
    ]
    return [*by_year, *quarters]


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


def fill_others(project: Project) -> None:
    """A project's report of 2024 in both languages, with every file, and one on a quarter in Vietnamese."""
    for language in ("en", "vi"):
        write_packet(
            project,
            "inl-phase-2",
            2024,
            language,
            "63",
            [1.0] * 5,
            ("report.docx", "tables.xlsx", "annex.html"),
            kind="project",
            place_name={"en": "Phase 2", "vi": "Giai đoạn 2"},
            donor={"en": "Department of State of the United States", "vi": "Bộ Ngoại giao Mỹ"},
            runs={"first_year": 2023, "last_year": 2025},
            targets={"all": 3, "met_or_on_track": 2},
        )
    write_packet(project, "lang-son", 2023, "vi", "63", [1.0] * 5, period="2023-Q1", highlights={})


YEARS: dict[int, Vintage] = {2022: "63", 2023: "63", 2024: "63", 2025: "34"}
REAL_FILES = ("tables.xlsx", "datapackage.json", "ro-crate-metadata.json", "annex.html")


def fill_years(project: Project) -> None:
    """All packets of four years in both languages, with every indicator by year and quarter, as real ones have them."""
    provinces = read_provinces(project)
    for year, vintage in YEARS.items():
        cells = _every_cell(
            project, vintage, [y for y, v in YEARS.items() if v == vintage or vintage == "34" if y <= year]
        )
        for language in ("en", "vi"):
            for place in (NATION, *(p.slug for p in provinces.commands(vintage))):
                own = cells if place == NATION else [cell for cell in cells if cell[1] == place]
                values = {cell[0]: cell[3] for cell in own if cell[1:3] == (place, str(year))}
                write_packet(
                    project,
                    place,
                    year,
                    language,
                    vintage,
                    [values[name] for name in MEASURES],
                    REAL_FILES,
                    own,
                )
            write_packet(
                project,
                "inl-phase-2",
                year,
                language,
                vintage,
                [1.0] * 5,
                REAL_FILES,
                cells[:1],
                kind="project",
                place_name={"en": "INL phase 2", "vi": "INL giai đoạn 2"},
                donor={"en": "Department of State of the United States", "vi": "Bộ Ngoại giao Mỹ"},
                runs={"first_year": 2023, "last_year": 2025},
                targets={"all": 3, "met_or_on_track": 2},
            )


def _every_cell(project: Project, vintage: Vintage, years: Sequence[int]) -> list[Cell]:
    """Made-up numbers of every indicator, place, year and quarter; the same where two places hold the same commands."""
    units = units_of(read_provinces(project), ("63", "34"))
    cells: list[Cell] = []
    for name, each in read_catalogue(project).items():
        periods = [str(year) for year in years]
        if not each.sensitive:
            periods += [f"{year}-Q{number}" for year in years for number in (1, 2, 3, 4)]
        for (of, place), held in units.items():
            if of != vintage:
                continue
            for period in periods:
                made = crc32(repr((name, sorted(held), period)).encode())
                value = made % 900 / 10 if each.quantity.percentage else float(made % (900 * len(held)))
                hidden = (each.sensitive and made % 4 == 0) or made % 97 == 0
                cells.append((name, place, period, ("c" if each.sensitive else "x") if hidden else value))
    return cells

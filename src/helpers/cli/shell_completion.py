"""What the shell completes: provinces, reports, indicators, years. Read straight from params: Tab must not wait."""

from __future__ import annotations

import csv
import re

import typer

from helpers.errors import WorkbookError
from helpers.files.safe_reading import read_file
from helpers.inputs.params.report_time import PARTS
from helpers.paths import find_project

NATION, QUALITY = "viet-nam", "data-quality"


def provinces(incomplete: str) -> list[str]:
    """Slugs of provinces with a Border Guard command."""
    return sorted(name for name in _provinces() if name.startswith(incomplete))


def reports(incomplete: str) -> list[str]:
    """What can be built: a place, a project, a further report, and after a name and a dot that of the place alone."""
    place, dot, _ = incomplete.partition(".")
    further = [f"{place}.{name}" if dot else name for name in _keys("reports.yml")]
    names = (NATION, QUALITY, *_provinces(), *_regions(), *_projects(), *further)
    return sorted(name for name in names if name.startswith(incomplete))


def regions(incomplete: str) -> list[str]:
    """Slugs of regions."""
    return sorted(name for name in _regions() if name.startswith(incomplete))


def places(incomplete: str) -> list[str]:
    """Provinces, regions and the nation."""
    return sorted(name for name in (NATION, *_provinces(), *_regions()) if name.startswith(incomplete))


def projects(incomplete: str) -> list[str]:
    """Donors' projects."""
    return sorted(name for name in _projects() if name.startswith(incomplete))


def indicators(ctx: typer.Context, incomplete: str) -> list[str]:
    """Indicators of params/indicators.yml; of a project's file where the place before is a project."""
    place = ctx.params.get("place")
    names = (
        _found(rf"projects/{place}.yml", r"^ *- id: ([\w-]+)")
        if place in _projects()
        else _keys("indicators.yml")
    )
    return sorted(name for name in names if name.startswith(incomplete))


def years(incomplete: str) -> list[str]:
    """Years that have a file in params/years."""
    try:
        found = sorted(path.stem for path in (find_project().params / "years").glob("*.yml"))
    except WorkbookError:
        return []
    return [year for year in found if year.startswith(incomplete)]


def times(incomplete: str) -> list[str]:
    """The years, and once one is written, its quarters and halves."""
    year, dash, _ = incomplete.partition("-")
    if not dash:
        return years(incomplete)
    parts = (f"{each}-{part}" for each in years(year) for part in PARTS)
    return [each for each in parts if each.startswith(incomplete)]


def languages(incomplete: str) -> list[str]:
    """The languages that there are."""
    return [language for language in ("en", "vi") if language.startswith(incomplete)]


def _provinces() -> list[str]:
    return [row["slug"] for row in _rows("provinces.csv") if row.get("border_guard_command") == "yes"]


def _regions() -> list[str]:
    return [row["slug"] for row in _rows("regions.csv")]


def _rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of places that have a short name."""
    try:
        lines = read_file(find_project().params / "provinces" / table).decode("utf-8").splitlines()
        return [row for row in csv.DictReader(lines) if "slug" in row]
    except (OSError, ValueError, WorkbookError):
        return []


def _projects() -> list[str]:
    try:
        return [path.stem for path in (find_project().params / "projects").glob("*.yml")]
    except WorkbookError:
        return []


def _keys(file: str) -> list[str]:
    """The first level of a params file."""
    return _found(file, r"^([a-z][\w-]*):")


def _found(file: str, pattern: str) -> list[str]:
    """What a params file has that looks so: to read YAML takes too long for Tab."""
    try:
        text = read_file(find_project().params / file).decode("utf-8")
    except (OSError, ValueError, WorkbookError):
        return []
    return re.findall(pattern, text, flags=re.MULTILINE)

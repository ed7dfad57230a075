"""What the shell completes: provinces, years, languages. Read straight from params, because Tab must not wait."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from helpers.errors import WorkbookError
from helpers.paths import find_project

NOT_PROVINCES = ("viet-nam", "data-quality")


def provinces(incomplete: str) -> list[str]:
    """Slugs of provinces with a Border Guard command and of projects, and the other reports."""
    return sorted(name for name in (*NOT_PROVINCES, *_slugs()) if name.startswith(incomplete))


def years(incomplete: str) -> list[str]:
    """Years that have a file in params/years."""
    try:
        found = sorted(path.stem for path in (find_project().params / "years").glob("*.yml"))
    except WorkbookError:
        return []
    return [year for year in found if year.startswith(incomplete)]


def languages(incomplete: str) -> list[str]:
    """The languages that there are."""
    return [language for language in ("en", "vi") if language.startswith(incomplete)]


def _slugs() -> Iterator[str]:
    try:
        with (find_project().params / "provinces" / "provinces.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            yield from (row["slug"] for row in csv.DictReader(file) if row["border_guard_command"] == "yes")
        yield from (path.stem for path in (find_project().params / "projects").glob("*.yml"))
    except (OSError, KeyError, WorkbookError):
        return

"""Numbers that a build changes in published reports without a notice: it says so, and keeps what was published before.

So that an error that is found after the build can still be told by `workbook correct`, with the numbers before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from helpers.files.fixed_zip import as_zip
from helpers.files.folder_exchange import writing
from helpers.files.safe_reading import read_file
from helpers.files.safe_writing import write_privately
from helpers.paths import Project
from helpers.publish.corrected_figures import corrected_figures, told_in
from helpers.publish.editions import (
    edition_file,
    edition_number,
    files_of_zip,
    kept_content,
    packet_content,
)
from helpers.report.packet_files import PACKET


def keep_replaced(project: Project, waiting: Mapping[Path, Path]) -> list[str]:
    """Keep of each report that is about to change without a notice what is published of it; the reports' names.

    Args:
        project: the project.
        waiting: the place of each packet that is to be published -> where it waits.

    Raises:
        OutputError: data/builds/ cannot be written.
    """
    found = dict(_unannounced(waiting))
    for place, number in found.items():
        report = place.relative_to(project.reports).as_posix()
        path = project.replaced / edition_file(report, number)
        with writing(project, path):
            write_privately(path, as_zip(kept_content(project, report, place)))
    return [place.relative_to(project.reports).as_posix() for place in found]


def replaced_content(project: Project, report: str, number: int) -> dict[str, bytes] | None:
    """What was published of an edition before a build changed its numbers without a notice; None where none did."""
    path = project.replaced / edition_file(report, number)
    return files_of_zip(read_file(path)) if path.is_file() else None


def forget_replaced(project: Project, report: str, number: int) -> None:
    """To be called once a notice is given."""
    (project.replaced / edition_file(report, number)).unlink(missing_ok=True)


def _unannounced(waiting: Mapping[Path, Path]) -> Iterator[tuple[Path, int]]:
    """Each published packet of which the one that waits is the same edition with other numbers, and that edition."""
    for place, staged in waiting.items():
        published, coming = _read(place), _read(staged)
        if not published or not coming or _tables(published) == _tables(coming):
            continue
        number = edition_number(published)
        if edition_number(coming) != number:
            continue
        before, after = told_in(packet_content(place)), told_in(packet_content(staged))
        if corrected_figures(before, after):
            yield place, number


def _read(packet: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(read_file(packet / PACKET))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _tables(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The data files of a packet, each with its hash."""
    return [
        (str(each["path"]), str(each["sha256"]))
        for each in about.get("outputs", ())
        if str(each["path"]).startswith("data/")
    ]

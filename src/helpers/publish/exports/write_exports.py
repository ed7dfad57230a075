"""All exports of one packet, written into its folder before packet.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.privacy.release import Release
from helpers.publish.exports.crate import write_crate
from helpers.publish.exports.csvw_metadata import write_csvw
from helpers.publish.exports.data_package import write_data_package
from helpers.publish.exports.iati import write_iati
from helpers.publish.exports.own_exhibits import sheets_of_own, write_own_csv
from helpers.publish.exports.published_csv import published_cells, subjects_of, write_csv
from helpers.publish.exports.result_sheet import result_sheet
from helpers.publish.exports.table_sheets import sheets_of
from helpers.release.read_tracker import Reads
from helpers.report.exhibit import Exhibit
from helpers.report.summary import demonstration_mark
from helpers.report.withheld import why_withheld
from helpers.report.words import Words


def write_exports(
    folder: Path, report: Mapping[str, Any], release: Release, reads: Reads, own: Sequence[Exhibit] = ()
) -> None:
    """The published cells that the report shows, in every format. The crate comes last: it lists the others.

    `own` are the exhibits that the notebook made of its own, whose numbers are written as they were computed.

    A restricted report has the CSV files alone, which bear its mark in their names: other formats are for passing on.
    """
    from helpers.publish.exports.spreadsheet import (
        write_spreadsheet,  # slow to import, and only workers need it
    )

    w = Words(release)
    cells = published_cells(release, reads)
    subjects = subjects_of(cells, release)
    if subjects:
        (folder / "data").mkdir()
    for subject in subjects:
        write_csv(folder, subject, release)
    if release.restricted:
        return
    write_own_csv(folder, own)
    indicators = {cell.indicator for cell in cells}
    preface = [
        *filter(None, [demonstration_mark(w)]),
        why_withheld(release, indicators),
    ]
    description = "\n\n".join(preface)
    if subjects or own:  # a project whose numbers were all published elsewhere has none
        write_data_package(folder, report, release, subjects, description, own)
        write_csvw(folder, report, release, subjects, description, own)
    results = [result_sheet(w)] if release.framework else []
    write_spreadsheet(
        folder, report, w, [*results, *sheets_of(w, cells, subjects), *sheets_of_own(own)], indicators
    )
    if release.framework and release.about.iati_reporting_org:
        write_iati(folder, release)
    write_crate(folder, report, release, description, own)

"""open_quality: what the data-quality notebook reads. For the analyst; nothing of it is published."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from helpers.arguments import with_calls_checked
from helpers.inputs.intake.plausibility import find_warnings
from helpers.inputs.mistakes import Mistake
from helpers.inputs.params.provinces import Province, read_provinces
from helpers.inputs.params.settings import read_year
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.record_files import read_receipt
from helpers.inputs.records.record_store import records_file
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.revisions import compute_revisions
from helpers.paths import Project, find_project
from helpers.release.opening import open_report
from helpers.release.what_if_file import kept_what_if
from helpers.report.returns_overview import Received, ReturnCaution, ReturnsQuality

DAYS_ALLOWED = 30


@with_calls_checked
def open_quality(*, year: int | None = None, language: str | None = None) -> ReturnsQuality:
    """What is known of the returns of a year: receipts, warnings, refused rows, revisions.

    Args:
        year: the report year; default from params/workbook.yml.
        language: 'en' or 'vi'; default from params/workbook.yml.

    Raises:
        ParamsError: unknown year or language, or a params file is wrong.
        ReturnError: a return of the years shown has mistakes.
    """
    release = open_report(year=year, language=language)
    project, year = find_project(), release.scope.year
    provinces = read_provinces(project)
    tables = read_tables(project)
    received: list[Received] = []
    missing: list[Province] = []
    refused: list[str] = []
    for span in read_year(project, year).returns:
        number = int(span.last_month[5:])
        due = date(year, number, calendar.monthrange(year, number)[1]) + timedelta(days=DAYS_ALLOWED)
        for command in provinces.commands(span.vintage):
            receipt = read_receipt(records_file(project, year, span.vintage, command.slug))
            if receipt is None:
                missing.append(command)
                continue
            refused += [_place(mistake) for mistake in receipt.mistakes]
            received.append(
                Received(
                    command=command,
                    span=f"{span.first_month} - {span.last_month}",
                    tables=tuple(
                        file.table
                        for file in receipt.files
                        if file.rows_accepted or not (file.rows_rejected or file.refused)
                    ),
                    received_date=receipt.received_date,
                    due=due,
                    accepted=sum(
                        file.rows_accepted for file in receipt.files if file.is_data and not file.stayed
                    ),
                    rejected=sum(
                        file.rows_rejected for file in receipt.files if file.is_data and not file.stayed
                    ),
                )
            )
    cautions = [
        ReturnCaution(
            each.kind,
            provinces.mapped_forward(each.province, each.vintage, release.scope.vintage),  # type: ignore[arg-type]
            each.table,
            each.file,
            each.row,
            each.station,
            each.last_month,
        )
        for each in find_warnings(project, year)
    ]
    return ReturnsQuality(
        release=release,
        days_allowed=DAYS_ALLOWED,
        table_labels={name: tables[name].label[release.language] for name in tables},
        received=tuple(received),
        missing=tuple(missing),
        cautions=tuple(cautions),
        rejected=tuple(refused),
        revisions=_revisions(
            project, year, (i.id for i in read_catalogue(project).values() if not i.sensitive)
        ),
        thresholds=kept_what_if(project, year),
    )


def _place(mistake: Mistake) -> str:
    """Where it is; the reason may hold a number, so that `workbook check` alone tells it."""
    return ", ".join(str(part) for part in (mistake.file, mistake.sheet, mistake.cell or mistake.row) if part)


def _revisions(project: Project, year: int, harmless: Iterable[str]) -> pd.DataFrame:
    """Revised totals of the year, without those on victims."""
    changed = compute_revisions(project, year)
    totals = (changed["breakdown"] == "total") & (changed["period"] == str(year))
    return changed[totals & changed["indicator"].isin(list(harmless))]

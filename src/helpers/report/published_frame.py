"""National figures that were published elsewhere, as a frame beside what the returns add up to."""

from __future__ import annotations

import pandas as pd

from helpers.metrics.published_as import PUBLISHED_AS
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report.language import SYMBOLS
from helpers.report.missing_values import missing
from helpers.report.words import Words


def published_figures(release: Release) -> pd.DataFrame:
    """One row a national figure of params/published_figures.csv that the report's year has.

    Columns: `indicator`, `published` with its qualifier ('nearly 200'), `figure` without, `computed` from the returns,
    `comparison` in words, and `indicator_code`. Without rows where nothing was published.

    Examples:
        >>> from helpers import open_report, report
        >>> shown = report.published_figures(open_report(year=2023))
        >>> shown.columns.to_list()[:3]
        ['indicator', 'published', 'figure']
    """
    w = Words(release)
    rows = []
    for line in release.published:
        if line.period != str(w.year) or line.indicator not in PUBLISHED_AS:
            continue
        name = PUBLISHED_AS[line.indicator]
        cell = release.cell(name, place=NATION)
        value = missing(cell.status) if cell.value is None else cell.value
        agrees = w.say("agrees") if line.agrees(value) else w.say("differs")
        verdict = agrees if cell.shown else SYMBOLS[cell.status]
        rows.append(
            (w.label(name), _published(w, line.qualifier, line.value), line.value, value, verdict, name)
        )
    columns = ["indicator", "published", "figure", "computed", "comparison", "indicator_code"]
    return pd.DataFrame(rows, columns=columns).astype({"figure": "float64", "computed": "float64"})


def _published(w: Words, qualifier: str, value: float) -> str:
    number = w.number(value)
    if qualifier == "nearly":
        return w.say("nearly {number}", number=number)
    if qualifier in ("over", "more than"):
        return w.say("over {number}", number=number)
    return number

"""How the numbers were made: completeness, definitions, symbols, disclosure control, provenance."""

from __future__ import annotations

from helpers.privacy.release import MISSING, Cell, Release, months, share
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.lacking import NOT_RECEIVED
from helpers.report.results import project_years, told_year
from helpers.report.sources import hash_of_files
from helpers.report.withheld import why_withheld
from helpers.report.words import Words

REPORTED = (
    "sessions", "participants", "leaflets", "interception_cases", "people_intercepted", "trafficking_cases",
    "suspects_arrested", "victims_assisted", "victims_referred", "officers_trained", "posttest_meeting_pct",
    "document_sets", "equipment_delivered", "victims_reintegrated",
)  # fmt: skip
HASH_SHOWN = 12


def completeness(release: Release) -> Exhibit:
    """Heat map of the share of stations whose outreach was received, by month and year."""
    w = Words(release)
    years = release.scope.years[-5:]
    totals = release.coverage.groupby("month", sort=True)[["expected", "received"]].sum(min_count=1)
    by_month = {
        str(month): share(Cell(float(received), "shown"), Cell(float(expected), "shown"))
        for month, expected, received in totals.itertuples()
    }
    shares = [[by_month.get(month, MISSING) for month in months(year)] for year in years]
    latest = release.coverage[release.coverage["month"].str.startswith(str(w.year))]
    received, expected = float(latest["received"].sum()), float(latest["expected"].sum())
    values = {"received": w.number(received), "expected": w.number(expected)}
    columns = [Column(w.say("Month"), "left"), *(Column(str(year)) for year in years)]
    rows = [
        Row((name, *(lang.cell_text(row[i], w.language, "percent", 0) for row in shares)))
        for i, name in enumerate(w.months())
    ]
    series = dict(zip(map(str, years), shares, strict=True))
    drawing = draw(
        charts.heat_map,
        tidy("month", w.months(), series),
        "year",
        "month",
        percent=True,
        language=w.language,
    )
    return Exhibit(
        kind="figure",
        id="fig-completeness",
        title=w.say("All {expected} station-months of {year} were received", year=w.year, **values)
        if received == expected
        else w.say("{received} of {expected} station-months of {year} were received", year=w.year, **values),
        subtitle=w.subtitle(w.say("Share of stations that reported outreach, by month"), w.span()),
        alt=w.say(
            "Heat map of the share of stations that reported, by month and year, to show where returns are missing."
        ),
        source=w.say("provincial returns and the register of stations."),
        note=w.say("A month that was not received is missing, not zero: totals are of what was received."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )


def definitions(release: Release) -> Exhibit:
    """Table of what each indicator means."""
    w = Words(release)
    rows = [Row((w.label(name), release.indicator(name).definition[w.language])) for name in REPORTED]
    return Exhibit(
        kind="table",
        id="tbl-definitions",
        title=w.say("Definitions of the main indicators"),
        subtitle="",
        alt="",
        source=w.say("indicator catalogue of the workbook."),
        note="",
        language=w.language,
        table=table(
            [Column(w.say("Indicator"), "left"), Column(w.say("Definition"), "left")],
            rows,
            language=w.language,
        ),
    )


def disclosure_control(release: Release) -> Prose:
    """Why some figures are withheld, in plain language, from the policy; where none can be, that."""
    return Prose.plain(why_withheld(release, release.asked))


def symbols(release: Release) -> Exhibit:
    """Table of the symbols that stand in place of numbers."""
    w = Words(release)
    rows = [
        Row(("[c]", w.say("Confidential: withheld so that nobody can be identified"))),
        Row(("[x]", w.say("Not available: nothing was received, or there is nothing to compare with"))),
        Row(("[z]", w.say("Not applicable"))),
        Row(("0", w.say("A true zero: it was reported that there was none"))),
    ]
    return Exhibit(
        kind="table",
        id="tbl-symbols",
        title=w.say("Symbols in tables and charts"),
        subtitle=w.say("After the conventions of the United Kingdom's Government Statistical Service"),
        alt="",
        source="",
        note="",
        language=w.language,
        table=table(
            [Column(w.say("Symbol"), "left"), Column(w.say("Meaning"), "left")], rows, language=w.language
        ),
    )


def provenance(release: Release) -> Exhibit | Prose:
    """Table of the returns that the report came from, each with one hash over all its files.

    A project's are those of the years in which it ran; one that ran before there were returns has none.

    No count of rows and no hash of a single file: a file of few victims could be guessed from either.
    """
    w = Words(release)
    rows = []
    received = release.sources[release.sources["sha256"] != NOT_RECEIVED]
    if release.framework:
        received = received[received["year"].isin(project_years(release))]
        if received.empty:
            return Prose.plain(
                w.say(
                    "Nothing in this report comes from returns: its numbers are taken over as they were published."
                )
            )
    for year, of_year in received.groupby("year", sort=True):
        folders = of_year["file"].str.rsplit("/", n=1).str[0]
        if release.scope.province is None:
            name = w.say("Returns of {year}: {n}", year=year, n=w.number(folders.nunique()))
            rows.append(Row((name, w.number(len(of_year)), hash_of_files(of_year)[:HASH_SHOWN])))
            continue
        for folder, files in of_year.groupby(folders, sort=True):
            rows.append(Row((str(folder), w.number(len(files)), hash_of_files(files)[:HASH_SHOWN])))
    latest = told_year(release) if release.framework else w.year
    rejected = int(release.sources.loc[release.sources["year"] == latest, "rows_rejected"].sum())
    columns = [Column(w.say("Return"), "left"), Column(w.say("Files")), Column("SHA-256", "left")]
    return Exhibit(
        kind="table",
        id="tbl-provenance",
        title=w.say("Every row of the tables without people or cases was accepted")
        if not rejected
        else w.say(
            "{n} rows of tables without people or cases were rejected and are not counted",
            n=w.number(rejected),
        ),
        subtitle=w.subtitle(w.say("Returns that this report was computed from"), w.span(last=latest)),
        alt="",
        source=w.say("the report's packet, packet.json."),
        note=w.say(
            "The hash is over all files of a return together. Key of the published figures: {key}.",
            key=release.key[:HASH_SHOWN],
        ),
        language=w.language,
        table=table(columns, rows, language=w.language),
    )

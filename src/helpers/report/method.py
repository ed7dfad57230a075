"""How the numbers were made: definitions, symbols, disclosure control, provenance."""

from __future__ import annotations

from helpers.metrics.completeness import NOT_RECEIVED
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.data_table import TextColumn
from helpers.report.exhibit import Exhibit, words_table
from helpers.report.front_matter import Prose, Withholding
from helpers.report.results import project_years, told_year
from helpers.report.source_count import hash_of_files
from helpers.report.traceable import origin_of
from helpers.report.withheld import listed_in_markdown, why_withheld
from helpers.report.words import Words

REPORTED = (
    "sessions", "participants", "leaflets", "interception_cases", "people_intercepted", "trafficking_cases",
    "suspects_arrested", "victims_assisted", "victims_referred", "officers_trained", "posttest_meeting_pct",
    "document_sets", "equipment_delivered", "victims_reintegrated",
)  # fmt: skip
HASH_SHOWN = 12


def definitions(release: Release) -> Exhibit:
    """Table of what each indicator means."""
    w = Words(release)
    return words_table(
        "definitions",
        w.say("Definitions of the main indicators"),
        [w.say("Indicator"), w.say("Definition")],
        [(w.label(name), release.indicator(name).definition[w.language]) for name in REPORTED],
        w.language,
        source=w.say("indicator catalogue of the workbook."),
    )


def disclosure_control(release: Release) -> Withholding:
    """Why some figures are withheld, in plain language, from the policy; where none can be, that.

    A report tells of all that it shows, also of what stands below.
    """
    w, guarded = Words(release), [name for name in release.catalogue if release.indicator(name).sensitive]
    return Withholding(
        listed_in_markdown(why_withheld(release, release.asked)),
        withheld=listed_in_markdown(why_withheld(release, guarded)),
        guarded=tuple(origin_of(release, name).id for name in guarded),
        marked=escape.markdown(
            w.say(
                "Marked [c] in this report are the numbers listed here; groups that are withheld one by one and told "
                "together are named in the notes of their exhibits:"
            )
        ),
        unmarked=escape.markdown(w.say("No number in the exhibits of this report is marked [c].")),
    )


def symbols(release: Release) -> Exhibit:
    """Table of the symbols that stand in place of numbers."""
    w = Words(release)
    rows = [
        ("[c]", w.say("Confidential: withheld so that nobody can be identified")),
        ("[x]", w.say("Not available: nothing was received, or there is nothing to compare with")),
        ("[z]", w.say("Not applicable")),
        ("0", w.say("A true zero: it was reported that there was none")),
    ]
    return words_table(
        "symbols",
        w.say("Symbols in tables and charts"),
        [w.say("Symbol"), w.say("Meaning")],
        rows,
        w.language,
        subtitle=w.say("After the conventions of the United Kingdom's Government Statistical Service"),
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
            rows.append((name, w.number(len(of_year)), hash_of_files(of_year)[:HASH_SHOWN]))
            continue
        for folder, files in of_year.groupby(folders, sort=True):
            rows.append((str(folder), w.number(len(files)), hash_of_files(files)[:HASH_SHOWN]))
    latest = told_year(release) if release.framework else w.year
    rejected = int(release.sources.loc[release.sources["year"] == latest, "rows_rejected"].sum())
    of_others = ""
    if release.scope.province:
        of_others = w.say("Numbers of other places come from the returns of those.") + " "
    return words_table(
        "provenance",
        w.say("In tables that list no people or cases, no row was rejected")
        if not rejected
        else w.say(
            "{n} rows of tables without people or cases were rejected and are not counted",
            n=w.number(rejected),
        ),
        [w.say("Return"), TextColumn(w.say("Files")), "SHA-256"],
        rows,
        w.language,
        subtitle=w.subtitle(w.say("Returns that this report was computed from"), w.span(last=latest)),
        source=w.say("the report's packet, packet.json."),
        note=of_others
        + w.say(
            "The hash is over all files of a return together. Key of the published figures: {key}.",
            key=release.key[:HASH_SHOWN],
        ),
    )

"""The files that lie beside a report: its published figures for other programs, and what explains it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from helpers.privacy.questions import published_kinds
from helpers.privacy.release import Release
from helpers.report.current import made_so_far
from helpers.report.exhibit import Exhibit, words_table
from helpers.report.words import Words

SPREADSHEET = "tables.xlsx"
DATA_PACKAGE = "datapackage.json"
CSVW = "data/csv-metadata.json"
CRATE = "ro-crate-metadata.json"
IATI = "iati.xml"
NOTEBOOK = "notebook.ipynb"
KEY_SHOWN = 12
"""Letters of a packet's key in a citation, and of a release's: packet.json begins its key with them."""
PACKET = "packet.json"
OWN = re.compile(r"data/((?:fig|tbl)-[a-z0-9-]+)\.csv")
"""The files with the numbers of the notebook's own exhibits, one each."""
TABLE = re.compile(r"data/[\w-]+\.csv")
"""Those, and the files with the published figures of a table of the returns."""


def files(release: Release) -> Exhibit | None:
    """Table of the files of the packet, each a link in the page; nothing in a restricted report, which has few."""
    if release.restricted:
        return None
    w = Words(release)
    subjects = _subjects(release)
    listed = [
        SPREADSHEET,
        *(f"data/{subject}.csv" for subject in subjects),
        *(f"data/{name}.csv" for name in made_so_far()),
        *([IATI] if release.framework and release.about.iati_reporting_org else []),
        *([DATA_PACKAGE, CSVW] if subjects else []),
        CRATE,
        NOTEBOOK,
        PACKET,
    ]
    return words_table(
        "files",
        w.say("The figures of this report as files"),
        [w.say("File"), w.say("What it holds")],
        [(name, described(w, name, made_so_far())) for name in listed],
        w.language,
        subtitle=w.say("Files of the packet, beside index.html and report.pdf"),
        note=w.say("All come from the published figures; withheld numbers are withheld in them too."),
        links=[(name, name) for name in listed],
    )


def _subjects(release: Release) -> list[str]:
    """The tables of the returns that the packet has figures of."""
    names: Iterable[str] = release.catalogue
    if release.scope.period:
        place = release.scope.place
        names = [
            n for n, each in release.catalogue.items() if "quarter" in published_kinds(release, each, place)
        ]
    if release.framework:
        names = (each.measures for each in release.framework.project.indicators if each.measures)
    return sorted({release.catalogue[name].table for name in names})


def full_title(report: Mapping[str, Any]) -> str:
    """What the files of a packet are called: its title with place and year, or with the project and its last year."""
    about = report.get("subtitle") or f"{report['place_name']}, {report['year']}"
    return f"{report['title']}: {about}"


def described(w: Words, name: str, own: Mapping[str, str]) -> str:
    """What a file of a packet is, by its path in the packet; `own` says what each exhibit's numbers are."""
    known = _known(w)
    if name in known:
        return known[name]
    if found := OWN.fullmatch(name):
        return own[found[1]]
    subject = name.removeprefix("data/").removesuffix(".csv")
    return w.say("Published figures: {subject}", subject=w.release.tables[subject].label[w.language])


def _known(w: Words) -> dict[str, str]:
    """What each file is that is not one of several."""
    return {
        "index.html": w.say("The report as a web page"),
        "report.pdf": w.say("The report as a PDF"),
        "report.docx": w.say("The report as a Word document"),
        "annex.html": w.say("The technical annex as a web page"),
        "annex.pdf": w.say("The technical annex as a PDF"),
        NOTEBOOK: w.say("The notebook that computed the report, with its results"),
        DATA_PACKAGE: w.say("Description of the CSV files (Frictionless Data Package)"),
        CSVW: w.say("Description of the CSV files (CSV on the Web)"),
        CRATE: w.say("Description of the packet (RO-Crate)"),
        SPREADSHEET: w.say("The published figures as a spreadsheet"),
        IATI: w.say("Results of the project (IATI activity)"),
        PACKET: w.say("Parameters, inputs, versions and hashes of the packet"),
    }

"""What every description of the data set says: title, publisher, terms, coverage, files. Standards differ in form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from helpers.inputs.params.settings import Bilingual, Contact, Licence, Settings
from helpers.publish.data_set.data_files import CSV, DICTIONARY, DataSet
from helpers.publish.data_set.versions import CELLS, CHANGES
from helpers.report.words import Messages

NOBODY = "XX-BORDER-GUARD"
"""Maintains the structures of a publisher that has given no identifier: no agency begins with XX."""
KEYWORDS = ("trafficking in persons", "Border Guard", "Viet Nam")
MEDIA_TYPES = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class DataSetFile:
    """One file that holds the data set, or a part of what explains it: its place in reports/, and what it is."""

    path: str
    title: Bilingual
    media_type: str
    content: bytes


@dataclass(frozen=True)
class AboutDataSet:
    """Title to files. `site` is the address of reports/ with a slash at its end, or nothing where params give none."""

    title: Bilingual
    description: Bilingual
    provenance: Bilingual
    revisions: Bilingual
    contact: Contact
    licence: Licence
    agency: str
    version: str
    date: str
    years: tuple[int, int]
    demonstration: bool
    files: tuple[DataSetFile, ...]
    site: str

    def address(self, path: str = "") -> str:
        """Where something lies: absolute where the site is known, else relative to the portal."""
        return f"{self.site}{path}"


def about_data_set(settings: Settings, data_set: DataSet) -> AboutDataSet:
    """What is said of the data set, from params as reports use them."""
    told, years = settings.published_about, data_set.years
    title = bilingual(lambda w: w.say("Figures of the Border Guard's reports on trafficking in persons"))
    description = bilingual(
        lambda w: w.say(
            "Every figure that the published reports show, each once; what is withheld is withheld here, too."
        )
    )
    if data_set.demonstration:
        title = bilingual(lambda w: f"{w.say('Demonstration data')}: {title[w.language]}")
        description = bilingual(
            lambda w: (
                w.say("Made from synthetic returns: no figure here describes a real event or person.")
                + f" {description[w.language]}"
            )
        )
    titles = {
        CSV: bilingual(lambda w: w.say("All figures as CSV")),
        CELLS: bilingual(lambda w: w.say("All figures as Parquet")),
        DICTIONARY: bilingual(lambda w: w.say("What columns and codes mean, as CSV")),
        CHANGES: bilingual(lambda w: w.say("What changed with each version, as CSV")),
    }
    return AboutDataSet(
        title=title,
        description=description,
        provenance=bilingual(lambda w: w.say("Returns of the provincial Border Guard commands")),
        revisions=told.revisions,
        contact=told.contact,
        licence=told.data_licence,
        agency=told.iati_reporting_org or NOBODY,
        version=data_set.version,
        date=data_set.date,
        years=(years[0], years[-1]),
        demonstration=data_set.demonstration,
        files=tuple(
            DataSetFile(f"data/{name}", text, MEDIA_TYPES[name[name.rindex(".") :]], data_set.files[name])
            for name, text in titles.items()
        ),
        site=told.site or "",
    )


def bilingual(said: Callable[[Messages], str]) -> Bilingual:
    """What is said in both languages."""
    return Bilingual(en=said(Messages("en")), vi=said(Messages("vi")))


def as_json(content: object) -> bytes:
    """A description as JSON."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

"""data/csv-metadata.json: CSV on the Web (W3C) over the CSV files of a packet.

A program that follows that standard finds it beside a file by its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from helpers.privacy.release import Release
from helpers.publish.exports.data_package import fields_of
from helpers.publish.exports.own_exhibits import path_of, schema_of
from helpers.publish.exports.published_csv import KEY, Subject
from helpers.report.exhibit import Exhibit
from helpers.report.packet_files import CSVW, full_title
from helpers.report.words import Words


def write_csvw(
    folder: Path,
    report: Mapping[str, Any],
    release: Release,
    subjects: Sequence[Subject],
    description: str,
    own: Sequence[Exhibit] = (),
) -> None:
    """Describe the CSV files that the folder holds; `report` is the report's metadata."""
    told = report["about"]
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": report["language"]}],
        "dc:title": full_title(report),
        "dc:description": description,
        "dc:publisher": report["publisher"],
        **({"dc:license": {"@id": told["licences"]["data"]["url"]}} if "data" in told["licences"] else {}),
        "dc:modified": {"@value": told["updated_date"], "@type": "xsd:date"},
        "dc:bibliographicCitation": told["citation"],
        "dialect": {"header": True, "encoding": "utf-8"},
        "tables": [*_tables(Words(release), subjects, own)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / CSVW).write_text(text, encoding="utf-8")


def _tables(w: Words, subjects: Sequence[Subject], own: Sequence[Exhibit]) -> Iterator[dict[str, Any]]:
    for subject in subjects:
        schema = {
            "columns": [{"name": field["name"], **_column(field)} for field in fields_of(w, subject)],
            "primaryKey": list(KEY),
            "aboutUrl": "#{indicator}/{place}/{period}/{breakdown}/{category}",
        }
        yield _table(subject.path, w.release.tables[subject.name].label[w.language], schema)
    for exhibit in own:
        yield _table(
            path_of(exhibit), exhibit.title, {"columns": [*map(_column, schema_of(exhibit)["fields"])]}
        )


def _table(path: str, title: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"url": PurePosixPath(path).name, "dc:title": str(title), "tableSchema": schema}


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    """A column as the Data Package has it, in the words of CSV on the Web."""
    described = {"dc:description": field["description"]} if "description" in field else {}
    required = {"required": True} if field.get("constraints", {}).get("required") else {}
    return {"titles": field["name"], **described, "datatype": field["type"], **required}

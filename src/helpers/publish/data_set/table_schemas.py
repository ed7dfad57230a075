"""What programs read about the CSV files of the data set: csv-metadata.json (CSVW) and datapackage.json (Frictionless).

A program that follows CSV on the Web finds csv-metadata.json beside the file by its name.
"""

from __future__ import annotations

import hashlib
from typing import Any

from helpers.inputs.params.settings import Bilingual
from helpers.publish.data_set.about_data_set import KEYWORDS, AboutDataSet, DataSetFile, as_json
from helpers.publish.data_set.data_files import CSV, DICTIONARY
from helpers.publish.data_set.dictionary import DictionaryEntry, columns
from helpers.publish.data_set.versions import CHANGES
from helpers.publish.data_set.versions import COLUMNS as OF_CHANGES
from helpers.report.words import Messages

CSVW, PACKAGE = "csv-metadata.json", "datapackage.json"
_TYPES = {"value": "number", "demonstration": "boolean", "cells": "integer"}
_MAY_BE_EMPTY = {"vintage", "value", "status"}


def csvw(about: AboutDataSet) -> bytes:
    """A group of tables as CSV on the Web has it."""
    told: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _in_languages(about.title),
        "dc:description": _in_languages(about.description),
        "dc:publisher": _in_languages(about.contact.name),
        "dc:license": {"@id": about.licence.url},
        "dc:modified": {"@value": about.date, "@type": "xsd:date"},
        "dc:identifier": about.version,
        "dc:provenance": _in_languages(about.provenance),
        "dialect": {"header": True, "encoding": "utf-8"},
        "tables": [_csvw_table(file) for file in _tables(about)],
    }
    return as_json(told)


def _csvw_table(file: DataSetFile) -> dict[str, Any]:
    name = file.path.rpartition("/")[2]
    schema: dict[str, Any] = {
        "columns": [
            {
                "name": column,
                "titles": column,
                **({"dc:description": _in_languages(meaning)} if meaning else {}),
                "datatype": _TYPES.get(column, "string"),
                "required": name == CSV and column not in _MAY_BE_EMPTY,
            }
            for column, meaning in _columns(name).items()
        ]
    }
    if name == CSV:  # a key may not be empty, as the nation's vintage is
        schema["aboutUrl"] = "#{indicator}/{place}/{vintage}/{period}/{dimension}/{category}"
    return {"url": name, "dc:title": _in_languages(file.title), "tableSchema": schema}


def data_package(about: AboutDataSet) -> bytes:
    """The same as a Frictionless data package."""
    contact = {"title": about.contact.name.en, "address": about.contact.address.en}
    return as_json(
        {
            "profile": "tabular-data-package",
            "name": "border-guard-data-set",
            "title": about.title.en,
            "description": about.description.en,
            "version": about.version,
            "homepage": "../index.html",
            "created": f"{about.date}T00:00:00Z",
            "languages": ["en", "vi"],
            "keywords": [*KEYWORDS],
            "licenses": [
                {"name": about.licence.code, "title": about.licence.name.en, "path": about.licence.url}
            ],
            "contributors": [
                {"title": about.contact.name.en, "role": "publisher"},
                {
                    "role": "contact",
                    **contact,
                    **({"email": about.contact.email} if about.contact.email else {}),
                },
            ],
            "sources": [{"title": about.provenance.en}],
            "revisions": about.revisions.en,
            "resources": [_resource(file) for file in _tables(about)],
        }
    )


def _resource(file: DataSetFile) -> dict[str, Any]:
    name = file.path.rpartition("/")[2]
    fields = [
        {
            "name": column,
            "type": _TYPES.get(column, "string"),
            **({"description": meaning.en} if meaning else {}),
            **({"constraints": {"required": True}} if name == CSV and column not in _MAY_BE_EMPTY else {}),
        }
        for column, meaning in _columns(name).items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "path": name,
        "title": file.title.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _tables(about: AboutDataSet) -> list[DataSetFile]:
    return [file for file in about.files if file.media_type == "text/csv"]


def _columns(name: str) -> dict[str, Bilingual | None]:
    """The columns of a file, and what each of them holds that the cells have, too."""
    english, vietnamese = columns(Messages("en")), columns(Messages("vi"))
    known = {column: Bilingual(en=english[column][1], vi=vietnamese[column][1]) for column in english}
    names = {CSV: [*known], DICTIONARY: [*DictionaryEntry._fields], CHANGES: [*OF_CHANGES]}[name]
    return {column: known.get(column) for column in names}


def _in_languages(both: Bilingual) -> list[dict[str, str]]:
    return [{"@value": both[code], "@language": code} for code in ("en", "vi")]

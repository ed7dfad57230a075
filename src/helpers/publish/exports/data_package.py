"""datapackage.json: a Frictionless Data Package over the CSV files of a packet, so that programs know each column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.release import Release
from helpers.publish.exports.own_exhibits import path_of, schema_of
from helpers.publish.exports.published_csv import KEY, Subject
from helpers.report.exhibit import Exhibit
from helpers.report.packet_files import DATA_PACKAGE, full_title
from helpers.report.words import Words

PROFILE = "tabular-data-package"
STATUSES = ["shown", "[c]", "[x]", "[z]"]
_PERIOD = r"[0-9]{4}(-Q[1-4]|-[0-9]{2})?"


def write_data_package(
    folder: Path,
    report: Mapping[str, Any],
    release: Release,
    subjects: Sequence[Subject],
    description: str,
    own: Sequence[Exhibit] = (),
) -> None:
    """Describe the CSV files that the folder holds; `report` is the report's metadata."""
    w = Words(release)
    time = str(report.get("period", report["year"])).lower()
    content = {
        "profile": PROFILE,
        "name": f"border-guard-{time}-{report['place']}-{report['language']}",
        "title": full_title(report),
        "description": description,
        "homepage": "index.html",
        "created": f"{report['published_date']}T00:00:00Z",
        **_about(report["about"]),
        "languages": [report["language"]],
        "keywords": ["trafficking in persons", "Border Guard", "Viet Nam"],
        "contributors": [
            {"title": report["publisher"], "role": "publisher"},
            {"role": "contact", **_contact(report["about"]["contact"])},
        ],
        "sources": [{"title": w.say("Returns of the provincial Border Guard commands")}],
        "resources": [
            *(_resource(folder, w, subject, release) for subject in subjects),
            *(csv_resource(folder, path_of(each), each.id, each.title, schema_of(each)) for each in own),
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / DATA_PACKAGE).write_text(text, encoding="utf-8")


def _contact(told: Mapping[str, str]) -> dict[str, str]:
    """The contact as a contributor, by the names that the standard has, and its address."""
    return {"title" if name == "name" else name: text for name, text in told.items()}


def _about(told: Mapping[str, Any]) -> dict[str, Any]:
    """Licences as the standard has them, of the data first; what it has no word for by names of our own."""
    licences = told["licences"]
    return {
        "licenses": [
            {"name": licences[part]["code"], "title": licences[part]["name"], "path": licences[part]["url"]}
            for part in ("data", "text")
            if part in licences
        ],
        "citation": told["citation"],
        "revisions": told["revisions"],
        "modified": f"{told['updated_date']}T00:00:00Z",
        **({"nextRelease": told["next_release_date"]} if "next_release_date" in told else {}),
    }


def _resource(folder: Path, w: Words, subject: Subject, release: Release) -> dict[str, Any]:
    schema = {"fields": fields_of(w, subject), "primaryKey": list(KEY), "missingValues": [""]}
    name, title = subject.name.replace("_", "-"), release.tables[subject.name].label[w.language]
    return csv_resource(folder, subject.path, name, title, schema)


def csv_resource(folder: Path, path: str, name: str, title: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """What the package says of one CSV file of the folder."""
    content = (folder / path).read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def fields_of(w: Words, subject: Subject) -> list[dict[str, Any]]:
    """The columns of a subject's file: name, type, what it holds, what it must keep to."""
    indicators = sorted({cell.indicator for cell in subject.cells})
    units = sorted({w.release.indicator(name).unit_text(w.language) for name in indicators})
    return [
        _text("indicator", w.say("Identifier of the indicator"), enum=indicators),
        _text("label", w.say("Name of the indicator")),
        _text("unit", w.say("What the value counts; percent for a share"), enum=units),
        _text("place", w.say("Short name of the province or region; viet-nam is the nation")),
        _text("period", w.say("Year, quarter or month, such as 2023, 2023-Q2, 2023-05"), pattern=_PERIOD),
        _text(
            "breakdown", w.say("What the indicator is split by; {total} where it is not split", total=TOTAL)
        ),
        _text("category", w.say("Code of the category; {all} where it is not split", all=ALL)),
        {
            "name": "value",
            "type": "number",
            "description": w.say("The figure; empty where it is not shown"),
            "constraints": {"minimum": 0},
        },
        _text(
            "status",
            w.say("shown, or why not: [c] confidential, [x] not available, [z] not applicable"),
            enum=STATUSES,
        ),
    ]


def _text(name: str, description: str, **constraints: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": "string",
        "description": description,
        "constraints": {"required": True, **constraints},
    }

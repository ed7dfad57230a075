"""What search engines read in a report's page: a Report of schema.org with its data, in JSON-LD.

It is data, which no browser runs. Restricted, internal and unpublished reports have none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from helpers.inputs.params.report_time import months_of
from helpers.inputs.params.settings import Language
from helpers.render.report_parts import PAGES, PAPER

_COUNTRY = {"@type": "Country", "name": "Viet Nam"}
_FILES = {
    "tables.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "datapackage.json": "application/json",
}
_DATA: dict[Language, str] = {"en": "Data of the report", "vi": "Số liệu của báo cáo"}
_ANNEX: dict[Language, str] = {"en": "Technical annex", "vi": "Phụ lục kỹ thuật"}


def schema_org_report(report: Mapping[str, Any], notice: str, *, is_annex: bool) -> str:
    """The element for the head of the page; nothing for a report that nobody may pass on or cite.

    Args:
        report: the report's metadata, as the engine writes it into the notebook.
        notice: what the banner of a report on demonstration data says.
        is_annex: whether the page is the technical annex.
    """
    told = report.get("about", {})
    if "licences" not in told or "portal" not in report.get("links", {}):
        return ""
    language: Language = report["language"]
    title = f"{report['title']}: {report.get('subtitle') or _place(report)}"
    publisher = _publisher(told["contact"])
    content = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": f"{_ANNEX[language]}: {title}" if is_annex else title,
        "inLanguage": language,
        "datePublished": report["published_date"],
        "dateModified": told["updated_date"],
        "publisher": publisher,
        "license": told["licences"]["text"]["url"],
        "creditText": told["citation"],
        "isAccessibleForFree": True,
        "spatialCoverage": _where(report),
        "temporalCoverage": _when(report),
        "keywords": ["trafficking in persons", "Border Guard", "Viet Nam"],
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": PAPER["annex" if is_annex else "report"],
            "encodingFormat": "application/pdf",
        },
        **({"description": notice, "creativeWorkStatus": "Demonstration data"} if notice else {}),
        **({"isPartOf": {"@type": "Report", "name": title, "url": PAGES["report"]}} if is_annex else {}),
        "hasPart": {
            "@type": "Dataset",
            "name": f"{_DATA[language]}: {title}",
            "description": f"{notice} {title}".strip(),
            **({"license": told["licences"]["data"]["url"]} if "data" in told["licences"] else {}),
            "creator": publisher,
            "dateModified": told["updated_date"],
            "spatialCoverage": _where(report),
            "temporalCoverage": _when(report),
            "distribution": [
                {"@type": "DataDownload", "contentUrl": name, "encodingFormat": kind}
                for name, kind in _FILES.items()
            ],
        },
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _place(report: Mapping[str, Any]) -> str:
    return f"{report['place_name']}, {report['year']}"


def _publisher(contact: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "name": contact["name"],
        "address": contact["address"],
    }
    if "email" in contact:
        made["contactPoint"] = {"@type": "ContactPoint", "contactType": "data", "email": contact["email"]}
    return made


def _where(report: Mapping[str, Any]) -> dict[str, Any]:
    if report["kind"] in ("nation", "project"):
        return _COUNTRY
    return {"@type": "AdministrativeArea", "name": report["place_name"], "containedInPlace": _COUNTRY}


def _when(report: Mapping[str, Any]) -> str:
    if period := report.get("period"):
        months = months_of(period)
        return f"{months[0]}/{months[-1]}"
    return f"{report['year']}-01-01/{report['year']}-12-31"

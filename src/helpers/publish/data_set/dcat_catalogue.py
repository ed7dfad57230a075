"""catalogue.jsonld: the data set as a catalogue of DCAT-AP 3, which open data portals harvest, written as JSON-LD."""

from __future__ import annotations

import hashlib
from typing import Any

from helpers.inputs.params.settings import Bilingual
from helpers.publish.data_set.about_data_set import KEYWORDS, AboutDataSet, DataSetFile, as_json

CATALOGUE = "catalogue.jsonld"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_LANGUAGES = [f"{_AUTHORITY}/language/ENG", f"{_AUTHORITY}/language/VIE"]
_FILE_TYPES = {"text/csv": f"{_AUTHORITY}/file-type/CSV"}
_CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat_catalogue(about: AboutDataSet) -> bytes:
    """The catalogue, its one data set and the forms in which that can be had.

    It lies beside the portal, from where its addresses lead where that of the site is not known.
    """
    publisher = {
        "@id": about.address("index.html#publisher"),
        "@type": "foaf:Agent",
        "foaf:name": _texts(about.contact.name),
    }
    data_set = {
        "@id": about.address("index.html#data-set"),
        "@type": "dcat:Dataset",
        "dct:title": _texts(about.title),
        "dct:description": _texts(about.description),
        "dct:identifier": f"{about.agency}:data-set",
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:modified": _typed("date", about.date),
        "dcat:version": about.version,
        "dcat:contactPoint": _contact(about),
        "dcat:keyword": [{"@value": word, "@language": "en"} for word in KEYWORDS],
        "dcat:theme": [_concept("data-theme/JUST", "Justice, legal system and public safety")],
        "dct:language": [_of("dct:LinguisticSystem", address) for address in _LANGUAGES],
        "dct:spatial": _of("dct:Location", f"{_AUTHORITY}/country/VNM"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed("date", f"{about.years[0]}-01-01"),
            "dcat:endDate": _typed("date", f"{about.years[1]}-12-31"),
        },
        "dct:accrualPeriodicity": _of("dct:Frequency", f"{_AUTHORITY}/frequency/ANNUAL"),
        "dct:accessRights": _of("dct:RightsStatement", f"{_AUTHORITY}/access-right/PUBLIC"),
        "dct:provenance": _stated("dct:ProvenanceStatement", about.provenance),
        "adms:versionNotes": _texts(about.revisions),
        "dcat:landingPage": _of("foaf:Document", about.address("index.html")),
        "dcat:distribution": [_distribution(about, file) for file in about.files],
    }
    return as_json(
        {
            "@context": _CONTEXT,
            "@id": about.address(CATALOGUE),
            "@type": "dcat:Catalog",
            "dct:title": _texts(about.title),
            "dct:description": _texts(about.description),
            "dct:publisher": publisher,
            "dct:license": _of("dct:LicenseDocument", about.licence.url),
            "dct:language": [_of("dct:LinguisticSystem", address) for address in _LANGUAGES],
            "dct:modified": _typed("date", about.date),
            "foaf:homepage": _of("foaf:Document", about.address("index.html")),
            "dcat:dataset": data_set,
        }
    )


def _distribution(about: AboutDataSet, file: DataSetFile) -> dict[str, Any]:
    address = about.address(file.path)
    made = {
        "@id": f"{address}#file",
        "@type": "dcat:Distribution",
        "dct:title": _texts(file.title),
        "dct:description": _texts(about.description),
        "dcat:accessURL": _of("rdfs:Resource", address),
        "dcat:downloadURL": _of("rdfs:Resource", address),
        "dct:license": _of("dct:LicenseDocument", about.licence.url),
        "dct:modified": _typed("date", about.date),
        "dcat:mediaType": _of(
            "dct:MediaType", f"http://www.iana.org/assignments/media-types/{file.media_type}"
        ),
        "dcat:byteSize": _typed("nonNegativeInteger", str(len(file.content))),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _of("spdx:ChecksumAlgorithm", "spdx:checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed("hexBinary", hashlib.sha256(file.content).hexdigest()),
        },
    }
    if file.media_type in _FILE_TYPES:
        made["dct:format"] = _of("dct:MediaTypeOrExtent", _FILE_TYPES[file.media_type])
    return made


def _contact(about: AboutDataSet) -> dict[str, Any]:
    point: dict[str, Any] = {
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": _texts(about.contact.name),
    }
    if about.contact.email:
        point["vcard:hasEmail"] = {"@id": f"mailto:{about.contact.email}"}
    return point


def _texts(both: Bilingual) -> list[dict[str, str]]:
    return [{"@value": both[code], "@language": code} for code in ("en", "vi")]


def _typed(name: str, text: str) -> dict[str, str]:
    return {"@value": text, "@type": f"xsd:{name}"}


def _of(kind: str, address: str) -> dict[str, str]:
    return {"@id": address, "@type": kind}


def _concept(code: str, label: str) -> dict[str, Any]:
    return {
        "@id": f"{_AUTHORITY}/{code}",
        "@type": "skos:Concept",
        "skos:prefLabel": {"@value": label, "@language": "en"},
    }


def _stated(kind: str, both: Bilingual) -> dict[str, Any]:
    return {"@type": kind, "rdfs:label": _texts(both)}

"""What search engines read in a page: the data set as a Dataset of schema.org, in JSON-LD."""

from __future__ import annotations

from typing import Any

from helpers.inputs.params.settings import Language
from helpers.publish.data_set.about_data_set import KEYWORDS, AboutDataSet


def schema_org_data_set(about: AboutDataSet, language: Language = "en") -> dict[str, Any]:
    """The data set, for a `script type="application/ld+json"`."""
    publisher: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "name": about.contact.name[language],
        "address": about.contact.address[language],
    }
    if about.contact.email:
        publisher["contactPoint"] = {
            "@type": "ContactPoint",
            "contactType": "data",
            "email": about.contact.email,
        }
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": about.address("index.html#data-set"),
        "name": about.title[language],
        "description": about.description[language],
        "url": about.address("index.html"),
        "identifier": about.version,
        "version": about.version,
        "license": about.licence.url,
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "dateModified": about.date,
        "temporalCoverage": f"{about.years[0]}-01-01/{about.years[1]}-12-31",
        "spatialCoverage": {"@type": "Country", "name": "Viet Nam"},
        "keywords": [*KEYWORDS, *(["demonstration data"] if about.demonstration else [])],
        "inLanguage": ["en", "vi"],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title[language],
                "encodingFormat": file.media_type,
                "contentUrl": about.address(file.path),
                "contentSize": f"{len(file.content)} B",
            }
            for file in about.files
        ],
    }

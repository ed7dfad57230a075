"""What search engines read in a report's page and its annex: a Report with its data; nothing where it is restricted."""

from __future__ import annotations

import json
from typing import Any

import extruct
import pytest

from helpers.paths import Project
from helpers.render.schema_org_report import schema_org_report

TOLD = {
    "contact": {"name": "Office", "address": "Street 1"},
    "updated_date": "2024-04-01",
    "licences": {"data": {"url": "https://data.example/"}, "text": {"url": "https://text.example/"}},
    "citation": "Office (2024). </script>",
}
REPORT: dict[str, Any] = {
    "title": "Activity",
    "place_name": "Lang Son",
    "year": 2023,
    "language": "en",
    "kind": "province",
    "published_date": "2024-03-31",
    "about": TOLD,
    "links": {"portal": "../../../index.html"},
}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("page", ["index.html", "annex.html"])
def test_page_tells_of_a_report_and_its_data_and_that_they_are_made_up(
    built: Project, language: str, page: str
) -> None:
    packet = built.reports / "2023" / language / "lang-son"
    (told,) = extruct.extract((packet / page).read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
    assert (told["@type"], told["inLanguage"]) == ("Report", language)
    listed = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    assert told["publisher"]["name"] == listed["publisher"]
    assert told["datePublished"] == listed["published_date"]
    assert told["creditText"] == listed["about"]["citation"]
    assert told["creativeWorkStatus"] == "Demonstration data"
    assert told["description"].startswith(("Demonstration data", "Số liệu minh họa"))
    assert told["temporalCoverage"] == "2023-01-01/2023-12-31"
    assert told["spatialCoverage"]["containedInPlace"]["name"] == "Viet Nam"
    data = told["hasPart"]
    assert data["@type"] == "Dataset" and data["license"] == listed["about"]["licences"]["data"]["url"]
    files = [each["contentUrl"] for each in data["distribution"]] + [told["encoding"]["contentUrl"]]
    assert all((packet / name).is_file() for name in files)
    assert ("isPartOf" in told) == (page == "annex.html")


def test_text_cannot_end_the_element() -> None:
    element = schema_org_report(REPORT, "", is_annex=False)
    assert element.count("</script>") == 1
    (told,) = extruct.extract(f"<html><head>{element}</head></html>", syntaxes=["json-ld"])["json-ld"]
    assert told["creditText"] == TOLD["citation"]
    assert "creativeWorkStatus" not in told


def test_quarter_covers_its_months_and_a_project_the_country() -> None:
    element = schema_org_report({**REPORT, "kind": "project", "period": "2024-Q1"}, "", is_annex=False)
    (told,) = extruct.extract(f"<html><head>{element}</head></html>", syntaxes=["json-ld"])["json-ld"]
    assert told["temporalCoverage"] == "2024-01/2024-03"
    assert told["spatialCoverage"] == {"@type": "Country", "name": "Viet Nam"}


@pytest.mark.parametrize("change", [{"about": {**TOLD, "licences": None}}, {"links": {}}, {"about": {}}])
def test_report_that_nobody_may_pass_on_has_none(change: dict[str, Any]) -> None:
    changed = {**REPORT, **change}
    changed["about"] = {name: told for name, told in changed["about"].items() if told is not None}
    assert schema_org_report(changed, "", is_annex=False) == ""

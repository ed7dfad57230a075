"""iati.xml, by the schema and the ruleset of IATI 2.03; a withheld number is not there; a planted one is seen."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from helpers.paths import Project
from helpers.publish.checks.packet_audit import audit_packet
from helpers.publish.exports.iati import write_iati
from projects import ROOT
from small_release import list_files, project_release

STANDARD = Path(__file__).parents[2] / "standards" / "iati-2.03"
PROJECT = Project(ROOT)
SLUGS = sorted(path.stem for path in (ROOT / "params" / "projects").glob("*.yml"))
DEMONSTRATION = ("Demonstration data. ", "Số liệu minh họa. ")


@pytest.fixture
def activity(tmp_path: Path) -> Any:
    def write(slug: str) -> Any:
        write_iati(tmp_path, project_release(slug))
        return etree.parse(tmp_path / "iati.xml").getroot()

    return write


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(STANDARD / "iati-activities-schema.xsd"))


def broken_rules(root: Any) -> list[str]:
    """The rules of the standard ruleset that an activity breaks."""
    found = []
    rules = json.loads((STANDARD / "standard_ruleset.json").read_text(encoding="utf-8"))
    for context, kinds in rules.items():
        for element in root.xpath(context):
            for kind, rule in kinds.items():
                for case in rule["cases"]:
                    if not _RULES[kind](element, case):
                        found.append(f"{context} {kind} {case}")
    return found


def _dates_in_order(element: Any, case: dict[str, Any]) -> bool:
    ends = [["9999-12-31"] if case[k] == "NOW" else element.xpath(case[k]) for k in ("less", "more")]
    return not (ends[0] and ends[1]) or ends[0][0] <= ends[1][0]


def _all(element: Any, case: dict[str, Any]) -> list[Any]:
    return [found for path in case["paths"] for found in element.xpath(path)]


_RULES = {
    "atleast_one": lambda element, case: bool(_all(element, case)),
    "no_more_than_one": lambda element, case: len(_all(element, case)) <= 1,
    "date_order": _dates_in_order,
    "regex_matches": lambda element, case: all(
        re.fullmatch(case["regex"], str(getattr(found, "text", None) or found))
        for found in _all(element, case)
    ),
    "sum": lambda element, case: (
        not _all(element, case) or sum(map(float, _all(element, case))) == case["sum"]
    ),
}


@pytest.mark.parametrize("slug", SLUGS)
def test_passes_schema_and_ruleset(activity: Any, slug: str) -> None:
    root, xsd = activity(slug), schema()
    assert xsd.validate(root), xsd.error_log
    assert broken_rules(root) == []


@pytest.mark.parametrize(
    ("path", "spoil"),
    [
        (".//baseline", lambda e: e.getparent().append(e)),
        (".//period/period-start", lambda e: e.getparent().append(e)),
        (".//activity-status", lambda e: e.getparent().remove(e)),
    ],
    ids=["baseline after periods", "start after end", "no status"],
)
def test_schema_would_see_a_wrong_order(activity: Any, path: str, spoil: Any) -> None:
    root = activity("inl-phase-1")
    spoil(root.find(path))
    assert not schema().validate(root)


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [(".//actual", "value", None), (".//period-start", "iso-date", "2030-01-01")],
    ids=["actual without a value", "end before start"],
)
def test_ruleset_would_see_it(activity: Any, path: str, attribute: str, value: str | None) -> None:
    root = activity("inl-phase-1")
    element = root.find(path)
    element.attrib.pop(attribute)
    if value:
        element.set(attribute, value)
    assert broken_rules(root)


def actuals(root: Any, code: str) -> dict[tuple[str, str], str]:
    """(years, dimension) -> value of one indicator."""
    found = {}
    for indicator in root.iter("indicator"):
        if indicator.find("reference").get("code") != code:
            continue
        for actual in indicator.iter("actual"):
            period = actual.getparent()
            years = "-".join(period.find(f"period-{end}").get("iso-date")[:4] for end in ("start", "end"))
            dimension = actual.find("dimension")
            named = "" if dimension is None else f"{dimension.get('name')}={dimension.get('value')}"
            found[years, named] = actual.get("value")
    return found


def test_actuals_are_those_of_the_release(activity: Any) -> None:
    found = actuals(activity("inl-phase-1"), "officers_trained, project=inl-1")
    assert found["2023-2023", ""] == "130"
    assert found["2023-2023", "sex=female"] == "12"


def test_target_that_was_published_with_a_word_says_so(activity: Any) -> None:
    comments = {
        target.get("value"): target.findtext("comment/narrative")
        for target in activity("inl-phase-2").iter("target")
    }
    assert str(comments["16"]).startswith("News report on the launch")
    assert str(comments["600"]).startswith("published as “over 600”; News report on the launch")


def test_withheld_number_and_every_sum_that_holds_it_are_left_out(activity: Any) -> None:
    root = activity("national-programme")
    found = actuals(root, "victims_reintegrated")
    assert set(found) <= {("2023-2023", "")}
    assert not [value for name, value in actuals(root, "victims_assisted").items() if name[1][4:] == "male"]


@pytest.mark.parametrize("slug", SLUGS)
def test_demonstration_data_are_nobodys_own(activity: Any, slug: str) -> None:
    root = activity(slug)
    reporting = root.find(".//reporting-org")
    assert reporting.get("ref").startswith("XX-")
    assert root.findtext(".//iati-identifier") == f"{reporting.get('ref')}-{slug}"
    assert [each.get("ref") for each in root.iter("participating-org")] == [None, None]
    for name in ("title", "description"):
        told = root.findall(f".//iati-activity/{name}/narrative")
        marks = [each.text.startswith(mark) for each, mark in zip(told, DEMONSTRATION, strict=True)]
        assert marks == [slug != "asean-mpact"] * 2  # whose numbers were all published
    assert "47066" not in etree.tostring(root, encoding="unicode")


def test_real_returns_are_reported_under_the_identifier_of_params(tmp_path: Path) -> None:
    release = project_release("inl-phase-1")
    about = release.about.model_copy(update={"iati_reporting_org": "XM-DAC-47066"})
    write_iati(tmp_path, replace(release, demonstration=False, about=about))
    root = etree.parse(tmp_path / "iati.xml").getroot()
    assert schema().validate(root)
    assert broken_rules(root) == []
    assert root.findtext(".//iati-identifier") == "XM-DAC-47066-inl-phase-1"
    assert [(each.get("ref"), each.get("type")) for each in root.iter("participating-org")] == [
        ("US-GOV-11", "10"),
        ("XM-DAC-47066", "40"),
    ]
    assert "Demonstration" not in etree.tostring(root, encoding="unicode")


def test_bears_no_clock(activity: Any) -> None:
    root = activity("inl-phase-1")
    assert root.get("generated-datetime") == "2024-03-31T00:00:00Z"


@pytest.mark.parametrize(
    ("old", "new"),
    [('value="235"', 'value="236"'), ("</iati-activity>", "<!-- x --></iati-activity")],
    ids=["another number", "no XML"],
)
def test_audit_sees_what_is_planted(activity: Any, tmp_path: Path, old: str, new: str) -> None:
    activity("national-programme")
    path = tmp_path / "iati.xml"
    release = project_release("national-programme")
    list_files(tmp_path)
    assert audit_packet(tmp_path, release) == []
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    list_files(tmp_path)
    assert [found.where.split(",")[0] for found in audit_packet(tmp_path, release)] == ["iati.xml"]

"""Release -> exhibits: charts, tables, tile map and sentences, in English and Vietnamese.

A notebook imports this package and shows what these functions return, each taking the Release. A function's module
is imported when the function is first named, so that what needs no chart does not wait for the drawing libraries.
What it returns says where its numbers come from (traceable.py).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from helpers.errors import ParamsError, did_you_mean

if TYPE_CHECKING:
    from helpers.report import charts, headlines, project_headlines
    from helpers.report.annex import origins
    from helpers.report.cases import cases_and_arrests, cases_by_exploitation
    from helpers.report.changes import change
    from helpers.report.frameworks import donor_layout
    from helpers.report.indicators import indicator_by_month, indicator_by_year
    from helpers.report.interceptions import crossings_by_month, crossings_by_route
    from helpers.report.lacking import gaps
    from helpers.report.method import completeness, definitions, disclosure_control, provenance, symbols
    from helpers.report.missing_values import NOT_APPLICABLE, NOT_AVAILABLE
    from helpers.report.nation import (
        officers_by_region,
        provinces_map,
        published_against_computed,
    )
    from helpers.report.outreach import people_by_quarter, sessions_by_month
    from helpers.report.own import figure, say, table
    from helpers.report.packet_files import files
    from helpers.report.points import main_points
    from helpers.report.project_brief import about_project, made_up
    from helpers.report.project_headlines import indicator_note, indicator_sentence, result_notes
    from helpers.report.project_parts import by_province, over_years
    from helpers.report.project_summary import project_key_results, project_main_points
    from helpers.report.project_texts import (
        project_deviations,
        project_lessons,
        project_next_steps,
        project_progress,
    )
    from helpers.report.project_training import tests, training_certainty
    from helpers.report.reference import reference_sheets
    from helpers.report.revised import revisions_note
    from helpers.report.section_rows import sections
    from helpers.report.summary import key_results, merger_note, notice
    from helpers.report.training import knowledge_before_and_after, officers_by_kind
    from helpers.report.trends import position_in_nation, quarterly_trend
    from helpers.report.victims import (
        victims_by_destination,
        victims_by_exploitation,
        victims_by_pathway,
    )
    from helpers.report.words import SMALL_BASE

OWN = {
    "NOT_APPLICABLE": "missing_values",
    "NOT_AVAILABLE": "missing_values",
    "SMALL_BASE": "words",
    "by_province": "project_parts",
    "change": "changes",
    "charts": "charts",
    "donor_layout": "frameworks",
    "figure": "own",
    "headlines": "headlines",
    "indicator_note": "project_headlines",
    "indicator_sentence": "project_headlines",
    "project_headlines": "project_headlines",
    "over_years": "project_parts",
    "result_notes": "project_headlines",
    "say": "own",
    "sections": "section_rows",
    "table": "own",
    "tests": "project_training",
    "training_certainty": "project_training",
}
"""What no exhibit of the workbook is: for frames, drawings and words of the analyst's own."""
MODULES = {
    "about_project": "project_brief",
    "cases_and_arrests": "cases",
    "cases_by_exploitation": "cases",
    "completeness": "method",
    "crossings_by_month": "interceptions",
    "crossings_by_route": "interceptions",
    "definitions": "method",
    "disclosure_control": "method",
    "files": "packet_files",
    "gaps": "lacking",
    "indicator_by_month": "indicators",
    "indicator_by_year": "indicators",
    "key_results": "summary",
    "knowledge_before_and_after": "training",
    "made_up": "project_brief",
    "main_points": "points",
    "merger_note": "summary",
    "notice": "summary",
    "officers_by_kind": "training",
    "officers_by_region": "nation",
    "origins": "annex",
    "people_by_quarter": "outreach",
    "position_in_nation": "trends",
    "project_deviations": "project_texts",
    "project_key_results": "project_summary",
    "project_lessons": "project_texts",
    "project_main_points": "project_summary",
    "project_next_steps": "project_texts",
    "project_progress": "project_texts",
    "provenance": "method",
    "provinces_map": "nation",
    "published_against_computed": "nation",
    "quarterly_trend": "trends",
    "reference_sheets": "reference",
    "revisions_note": "revised",
    "sessions_by_month": "outreach",
    "symbols": "method",
    "victims_by_destination": "victims",
    "victims_by_exploitation": "victims",
    "victims_by_pathway": "victims",
}
EVERY = MODULES | OWN
"""Each name that notebooks use of this package, and its module."""

__all__ = [
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "SMALL_BASE",
    "by_province",
    "change",
    "charts",
    "donor_layout",
    "figure",
    "headlines",
    "indicator_note",
    "indicator_sentence",
    "over_years",
    "project_headlines",
    "result_notes",
    "say",
    "sections",
    "table",
    "tests",
    "training_certainty",
    "about_project",
    "cases_and_arrests",
    "cases_by_exploitation",
    "completeness",
    "crossings_by_month",
    "crossings_by_route",
    "definitions",
    "disclosure_control",
    "files",
    "gaps",
    "indicator_by_month",
    "indicator_by_year",
    "key_results",
    "knowledge_before_and_after",
    "made_up",
    "main_points",
    "merger_note",
    "notice",
    "officers_by_kind",
    "officers_by_region",
    "origins",
    "people_by_quarter",
    "position_in_nation",
    "project_deviations",
    "project_key_results",
    "project_lessons",
    "project_main_points",
    "project_next_steps",
    "project_progress",
    "provenance",
    "provinces_map",
    "published_against_computed",
    "quarterly_trend",
    "reference_sheets",
    "revisions_note",
    "sessions_by_month",
    "symbols",
    "victims_by_destination",
    "victims_by_exploitation",
    "victims_by_pathway",
]


class NoExhibitError(ParamsError, AttributeError):
    """There is no exhibit of that name; Python asks modules for names that they need not have."""


def __getattr__(name: str) -> Any:
    if name in OWN:
        module = import_module(f"{__name__}.{OWN[name]}")
        return module if OWN[name] == name else getattr(module, name)
    if name not in MODULES:
        raise NoExhibitError(f"report has no exhibit '{name}'" + did_you_mean(name, EVERY))
    found = getattr(import_module(f"{__name__}.{MODULES[name]}"), name)
    return import_module(f"{__name__}.traceable").traceable(found)


def __dir__() -> list[str]:
    return sorted(__all__)

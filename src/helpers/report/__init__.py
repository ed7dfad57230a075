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
    from helpers.report import charts, headlines
    from helpers.report.annex import origins
    from helpers.report.cases import cases_and_arrests, cases_by_exploitation
    from helpers.report.changes import change
    from helpers.report.context import published_context, reported_beside_returns
    from helpers.report.frameworks import framework_table
    from helpers.report.indicators import indicator_by_month, indicator_by_year
    from helpers.report.interceptions import crossings_by_month, crossings_by_route
    from helpers.report.lacking import gaps
    from helpers.report.method import completeness, definitions, disclosure_control, provenance, symbols
    from helpers.report.missing_values import NOT_APPLICABLE
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
    from helpers.report.project_parts import project_breakdowns
    from helpers.report.project_places import activities_map
    from helpers.report.project_status import results_status
    from helpers.report.project_summary import project_key_results, project_main_points
    from helpers.report.project_texts import (
        project_deviations,
        project_lessons,
        project_next_steps,
        project_progress,
    )
    from helpers.report.project_training import training_certainty, training_gain, training_results
    from helpers.report.reference import reference_sheets
    from helpers.report.revised import revisions_note
    from helpers.report.summary import key_results, merger_note, notice
    from helpers.report.target_charts import indicator_charts, targets_overview
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
    "SMALL_BASE": "words",
    "change": "changes",
    "charts": "charts",
    "figure": "own",
    "headlines": "headlines",
    "say": "own",
    "table": "own",
}
"""What no exhibit of the workbook is: for frames, drawings and words of the analyst's own."""
MODULES = {
    "about_project": "project_brief",
    "activities_map": "project_places",
    "cases_and_arrests": "cases",
    "cases_by_exploitation": "cases",
    "completeness": "method",
    "crossings_by_month": "interceptions",
    "crossings_by_route": "interceptions",
    "definitions": "method",
    "disclosure_control": "method",
    "files": "packet_files",
    "framework_table": "frameworks",
    "gaps": "lacking",
    "indicator_by_month": "indicators",
    "indicator_by_year": "indicators",
    "indicator_charts": "target_charts",
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
    "project_breakdowns": "project_parts",
    "project_deviations": "project_texts",
    "project_key_results": "project_summary",
    "project_lessons": "project_texts",
    "project_main_points": "project_summary",
    "project_next_steps": "project_texts",
    "project_progress": "project_texts",
    "provenance": "method",
    "provinces_map": "nation",
    "published_against_computed": "nation",
    "published_context": "context",
    "quarterly_trend": "trends",
    "reference_sheets": "reference",
    "reported_beside_returns": "context",
    "results_status": "project_status",
    "revisions_note": "revised",
    "sessions_by_month": "outreach",
    "symbols": "method",
    "targets_overview": "target_charts",
    "training_certainty": "project_training",
    "training_gain": "project_training",
    "training_results": "project_training",
    "victims_by_destination": "victims",
    "victims_by_exploitation": "victims",
    "victims_by_pathway": "victims",
}
EVERY = MODULES | OWN
"""Each name that notebooks use of this package, and its module."""

__all__ = [
    "NOT_APPLICABLE",
    "SMALL_BASE",
    "change",
    "charts",
    "figure",
    "headlines",
    "say",
    "table",
    "about_project",
    "activities_map",
    "cases_and_arrests",
    "cases_by_exploitation",
    "completeness",
    "crossings_by_month",
    "crossings_by_route",
    "definitions",
    "disclosure_control",
    "files",
    "framework_table",
    "gaps",
    "indicator_by_month",
    "indicator_by_year",
    "indicator_charts",
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
    "project_breakdowns",
    "project_deviations",
    "project_key_results",
    "project_lessons",
    "project_main_points",
    "project_next_steps",
    "project_progress",
    "provenance",
    "provinces_map",
    "published_against_computed",
    "published_context",
    "quarterly_trend",
    "reference_sheets",
    "reported_beside_returns",
    "results_status",
    "revisions_note",
    "sessions_by_month",
    "symbols",
    "targets_overview",
    "training_certainty",
    "training_gain",
    "training_results",
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

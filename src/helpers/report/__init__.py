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
    from helpers.report import charts, headlines, points
    from helpers.report.annex import origins
    from helpers.report.changes import change, change_in_words, ranks
    from helpers.report.context import published_context, reported_beside_returns
    from helpers.report.frameworks import framework_table
    from helpers.report.indicators import indicator_by_month, indicator_by_year
    from helpers.report.lacking import gaps
    from helpers.report.method import definitions, disclosure_control, provenance, symbols
    from helpers.report.missing_values import NOT_APPLICABLE
    from helpers.report.own import figure, table
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
    from helpers.report.published_frame import published_figures
    from helpers.report.reference import reference_sheets
    from helpers.report.revised import revisions_note
    from helpers.report.route_names import routes
    from helpers.report.sentences import say, text
    from helpers.report.summary import key_results, merger_note, notice
    from helpers.report.target_charts import indicator_charts, targets_overview
    from helpers.report.words import SMALL_BASE

OWN = {
    "NOT_APPLICABLE": "missing_values",
    "SMALL_BASE": "words",
    "change": "changes",
    "change_in_words": "changes",
    "charts": "charts",
    "figure": "own",
    "headlines": "headlines",
    "key_results": "summary",
    "main_points": "points",
    "points": "points",
    "published_figures": "published_frame",
    "ranks": "changes",
    "routes": "route_names",
    "say": "sentences",
    "table": "own",
    "text": "sentences",
}
"""What no exhibit of the workbook is: for frames, drawings and words of the analyst's own."""
MODULES = {
    "about_project": "project_brief",
    "activities_map": "project_places",
    "definitions": "method",
    "disclosure_control": "method",
    "files": "packet_files",
    "framework_table": "frameworks",
    "gaps": "lacking",
    "indicator_by_month": "indicators",
    "indicator_by_year": "indicators",
    "indicator_charts": "target_charts",
    "made_up": "project_brief",
    "merger_note": "summary",
    "notice": "summary",
    "origins": "annex",
    "project_breakdowns": "project_parts",
    "project_deviations": "project_texts",
    "project_key_results": "project_summary",
    "project_lessons": "project_texts",
    "project_main_points": "project_summary",
    "project_next_steps": "project_texts",
    "project_progress": "project_texts",
    "provenance": "method",
    "published_context": "context",
    "reference_sheets": "reference",
    "reported_beside_returns": "context",
    "results_status": "project_status",
    "revisions_note": "revised",
    "symbols": "method",
    "targets_overview": "target_charts",
    "training_certainty": "project_training",
    "training_gain": "project_training",
    "training_results": "project_training",
}
EVERY = MODULES | OWN
"""Each name that notebooks use of this package, and its module."""

__all__ = [
    "NOT_APPLICABLE",
    "SMALL_BASE",
    "change",
    "change_in_words",
    "charts",
    "figure",
    "headlines",
    "key_results",
    "main_points",
    "points",
    "published_figures",
    "ranks",
    "routes",
    "say",
    "table",
    "text",
    "about_project",
    "activities_map",
    "definitions",
    "disclosure_control",
    "files",
    "framework_table",
    "gaps",
    "indicator_by_month",
    "indicator_by_year",
    "indicator_charts",
    "made_up",
    "merger_note",
    "notice",
    "origins",
    "project_breakdowns",
    "project_deviations",
    "project_key_results",
    "project_lessons",
    "project_main_points",
    "project_next_steps",
    "project_progress",
    "provenance",
    "published_context",
    "reference_sheets",
    "reported_beside_returns",
    "results_status",
    "revisions_note",
    "symbols",
    "targets_overview",
    "training_certainty",
    "training_gain",
    "training_results",
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

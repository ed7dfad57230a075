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
    from helpers.report import charts, headlines, points, project_headlines
    from helpers.report.annex import origins
    from helpers.report.assisted_victims import VICTIMS, victims_note, victims_table
    from helpers.report.category_bars import by_category
    from helpers.report.changes import (
        change,
        change_in_words,
        change_note,
        largest_first,
        ranks,
        standing_out,
    )
    from helpers.report.donor_template import (
        project_account,
        project_certification,
        project_money,
        project_recommendations,
        project_risks,
        project_scores,
    )
    from helpers.report.frameworks import donor_layout
    from helpers.report.indicator_exhibits import indicator_by_month, indicator_by_year
    from helpers.report.method import definitions, disclosure_control, provenance, symbols
    from helpers.report.missing_data import gaps
    from helpers.report.missing_values import NOT_APPLICABLE, NOT_AVAILABLE
    from helpers.report.own import figure, table
    from helpers.report.packet_files import files
    from helpers.report.pictures import picture
    from helpers.report.points import main_points
    from helpers.report.project_brief import about_project
    from helpers.report.project_headlines import indicator_note, result_notes
    from helpers.report.project_parts import all_partners, by_province, over_years
    from helpers.report.project_summary import (
        project_asked,
        project_in_a_line,
        project_main_points,
    )
    from helpers.report.project_texts import (
        project_deviations,
        project_lessons,
        project_next_steps,
        project_progress,
    )
    from helpers.report.project_tiles import project_key_results
    from helpers.report.project_training import tests, training_certainty
    from helpers.report.published_frame import published_figures
    from helpers.report.reference import reference_sheets
    from helpers.report.revised import revisions_note
    from helpers.report.route_names import routes
    from helpers.report.section_rows import sections
    from helpers.report.sentences import say, sourced, text
    from helpers.report.share_interval import knowledge_certainty
    from helpers.report.small_numbers import SMALL_BASE
    from helpers.report.summary import asked, key_results, merger_note, notice
    from helpers.report.withheld_sums import all_but_one_withheld, withheld_sum, withheld_together

OWN = {
    "NOT_APPLICABLE": "missing_values",
    "NOT_AVAILABLE": "missing_values",
    "SMALL_BASE": "small_numbers",
    "all_partners": "project_parts",
    "by_category": "category_bars",
    "by_province": "project_parts",
    "change": "changes",
    "change_in_words": "changes",
    "change_note": "changes",
    "charts": "charts",
    "donor_layout": "frameworks",
    "figure": "own",
    "headlines": "headlines",
    "indicator_note": "project_headlines",
    "key_results": "summary",
    "knowledge_certainty": "share_interval",
    "largest_first": "changes",
    "main_points": "points",
    "over_years": "project_parts",
    "picture": "pictures",
    "points": "points",
    "project_headlines": "project_headlines",
    "project_scores": "donor_template",
    "project_risks": "donor_template",
    "project_money": "donor_template",
    "published_figures": "published_frame",
    "ranks": "changes",
    "result_notes": "project_headlines",
    "routes": "route_names",
    "say": "sentences",
    "sections": "section_rows",
    "sourced": "sentences",
    "standing_out": "changes",
    "table": "own",
    "tests": "project_training",
    "text": "sentences",
    "training_certainty": "project_training",
    "VICTIMS": "assisted_victims",
    "victims_note": "assisted_victims",
    "victims_table": "assisted_victims",
    "all_but_one_withheld": "withheld_sums",
    "withheld_sum": "withheld_sums",
    "withheld_together": "withheld_sums",
}
"""What no exhibit of the workbook is: for frames, drawings and words of the analyst's own."""
MODULES = {
    "about_project": "project_brief",
    "asked": "summary",
    "definitions": "method",
    "disclosure_control": "method",
    "files": "packet_files",
    "gaps": "missing_data",
    "indicator_by_month": "indicator_exhibits",
    "indicator_by_year": "indicator_exhibits",
    "merger_note": "summary",
    "notice": "summary",
    "origins": "annex",
    "project_account": "donor_template",
    "project_asked": "project_summary",
    "project_in_a_line": "project_summary",
    "project_certification": "donor_template",
    "project_recommendations": "donor_template",
    "project_deviations": "project_texts",
    "project_key_results": "project_tiles",
    "project_lessons": "project_texts",
    "project_main_points": "project_summary",
    "project_next_steps": "project_texts",
    "project_progress": "project_texts",
    "provenance": "method",
    "reference_sheets": "reference",
    "revisions_note": "revised",
    "symbols": "method",
}
EVERY = MODULES | OWN
"""Each name that notebooks use of this package, and its module."""

__all__ = [
    "NOT_APPLICABLE",
    "NOT_AVAILABLE",
    "SMALL_BASE",
    "VICTIMS",
    "all_partners",
    "by_category",
    "by_province",
    "change",
    "change_in_words",
    "change_note",
    "charts",
    "donor_layout",
    "figure",
    "headlines",
    "indicator_note",
    "key_results",
    "knowledge_certainty",
    "largest_first",
    "main_points",
    "over_years",
    "picture",
    "points",
    "project_headlines",
    "project_scores",
    "project_risks",
    "project_money",
    "published_figures",
    "ranks",
    "result_notes",
    "routes",
    "say",
    "sections",
    "sourced",
    "standing_out",
    "table",
    "tests",
    "text",
    "training_certainty",
    "victims_note",
    "victims_table",
    "all_but_one_withheld",
    "withheld_sum",
    "withheld_together",
    "about_project",
    "asked",
    "definitions",
    "disclosure_control",
    "files",
    "gaps",
    "indicator_by_month",
    "indicator_by_year",
    "merger_note",
    "notice",
    "origins",
    "project_deviations",
    "project_recommendations",
    "project_certification",
    "project_account",
    "project_asked",
    "project_in_a_line",
    "project_key_results",
    "project_lessons",
    "project_main_points",
    "project_next_steps",
    "project_progress",
    "provenance",
    "reference_sheets",
    "revisions_note",
    "symbols",
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

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
    from helpers.report.route_names import routes
    from helpers.report.section_rows import sections
    from helpers.report.sentences import say, sourced, text
    from helpers.report.share_interval import knowledge_certainty
    from helpers.report.small_numbers import SMALL_BASE
    from helpers.report.summary import asked, key_results, merger_note, notice, revisions_note
    from helpers.report.withheld_sums import all_but_one_withheld, withheld_sum, withheld_together

_OWN = {
    "assisted_victims": ("VICTIMS", "victims_note", "victims_table"),
    "category_bars": ("by_category",),
    "changes": ("change", "change_in_words", "change_note", "largest_first", "ranks", "standing_out"),
    "charts": ("charts",),
    "donor_template": ("project_money", "project_risks", "project_scores"),
    "frameworks": ("donor_layout",),
    "headlines": ("headlines",),
    "missing_values": ("NOT_APPLICABLE", "NOT_AVAILABLE"),
    "own": ("figure", "table"),
    "pictures": ("picture",),
    "points": ("main_points", "points"),
    "project_headlines": ("indicator_note", "project_headlines", "result_notes"),
    "project_parts": ("all_partners", "by_province", "over_years"),
    "project_training": ("tests", "training_certainty"),
    "published_frame": ("published_figures",),
    "route_names": ("routes",),
    "section_rows": ("sections",),
    "sentences": ("say", "sourced", "text"),
    "share_interval": ("knowledge_certainty",),
    "small_numbers": ("SMALL_BASE",),
    "summary": ("key_results",),
    "withheld_sums": ("all_but_one_withheld", "withheld_sum", "withheld_together"),
}
"""Module -> what no exhibit of the workbook is: for frames, drawings and words of the analyst's own."""
_EXHIBITS = {
    "annex": ("origins",),
    "donor_template": ("project_account", "project_certification", "project_recommendations"),
    "indicator_exhibits": ("indicator_by_month", "indicator_by_year"),
    "method": ("definitions", "disclosure_control", "provenance", "symbols"),
    "missing_data": ("gaps",),
    "packet_files": ("files",),
    "project_brief": ("about_project",),
    "project_summary": ("project_asked", "project_in_a_line", "project_main_points"),
    "project_texts": ("project_deviations", "project_lessons", "project_next_steps", "project_progress"),
    "project_tiles": ("project_key_results",),
    "reference": ("reference_sheets",),
    "summary": ("asked", "merger_note", "notice", "revisions_note"),
}
OWN = {name: module for module, names in _OWN.items() for name in names}
MODULES = {name: module for module, names in _EXHIBITS.items() for name in names}
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

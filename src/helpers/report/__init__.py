"""Release -> exhibits: charts, tables, tile map and sentences, in English and Vietnamese.

A notebook imports this package and shows what these functions return, each taking the Release. A function's module
is imported when the function is first named, so that what needs no chart does not wait for the drawing libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.report.cases import cases_and_arrests, cases_by_exploitation, cases_by_year
    from helpers.report.indicators import indicator_by_month, indicator_by_year
    from helpers.report.interceptions import crossings_by_month, crossings_by_route, interceptions_table
    from helpers.report.lacking import gaps
    from helpers.report.method import completeness, definitions, disclosure_control, provenance, symbols
    from helpers.report.nation import (
        officers_by_region,
        provinces_map,
        published_against_computed,
        ranking,
        regions_table,
    )
    from helpers.report.outreach import outreach_by_quarter, people_by_quarter, sessions_by_month
    from helpers.report.points import main_points
    from helpers.report.revised import revisions_note
    from helpers.report.summary import key_results, merger_note, notice
    from helpers.report.support import materials_table, reintegration_table
    from helpers.report.training import knowledge_before_and_after, officers_by_kind, training_table
    from helpers.report.trends import position_in_nation, quarterly_trend, yearly_trend
    from helpers.report.victims import (
        victims_by_destination,
        victims_by_exploitation,
        victims_by_pathway,
        victims_profile,
        victims_table,
    )

MODULES = {
    "cases_and_arrests": "cases",
    "cases_by_exploitation": "cases",
    "cases_by_year": "cases",
    "completeness": "method",
    "crossings_by_month": "interceptions",
    "crossings_by_route": "interceptions",
    "definitions": "method",
    "disclosure_control": "method",
    "gaps": "lacking",
    "indicator_by_month": "indicators",
    "indicator_by_year": "indicators",
    "interceptions_table": "interceptions",
    "key_results": "summary",
    "knowledge_before_and_after": "training",
    "main_points": "points",
    "materials_table": "support",
    "merger_note": "summary",
    "notice": "summary",
    "officers_by_kind": "training",
    "officers_by_region": "nation",
    "outreach_by_quarter": "outreach",
    "people_by_quarter": "outreach",
    "position_in_nation": "trends",
    "provenance": "method",
    "provinces_map": "nation",
    "published_against_computed": "nation",
    "quarterly_trend": "trends",
    "ranking": "nation",
    "regions_table": "nation",
    "reintegration_table": "support",
    "revisions_note": "revised",
    "sessions_by_month": "outreach",
    "symbols": "method",
    "training_table": "training",
    "victims_by_destination": "victims",
    "victims_by_exploitation": "victims",
    "victims_by_pathway": "victims",
    "victims_profile": "victims",
    "victims_table": "victims",
    "yearly_trend": "trends",
}

__all__ = [
    "cases_and_arrests",
    "cases_by_exploitation",
    "cases_by_year",
    "completeness",
    "crossings_by_month",
    "crossings_by_route",
    "definitions",
    "disclosure_control",
    "gaps",
    "indicator_by_month",
    "indicator_by_year",
    "interceptions_table",
    "key_results",
    "knowledge_before_and_after",
    "main_points",
    "materials_table",
    "merger_note",
    "notice",
    "officers_by_kind",
    "officers_by_region",
    "outreach_by_quarter",
    "people_by_quarter",
    "position_in_nation",
    "provenance",
    "provinces_map",
    "published_against_computed",
    "quarterly_trend",
    "ranking",
    "regions_table",
    "reintegration_table",
    "revisions_note",
    "sessions_by_month",
    "symbols",
    "training_table",
    "victims_by_destination",
    "victims_by_exploitation",
    "victims_by_pathway",
    "victims_profile",
    "victims_table",
    "yearly_trend",
]


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)

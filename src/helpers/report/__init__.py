"""Release -> exhibits: charts, tables, tile map and sentences, in English and Vietnamese.

A notebook imports this package and shows what these functions return, each taking the Release.
"""

from helpers.report.cases import cases_and_arrests, cases_by_exploitation, cases_by_year
from helpers.report.interceptions import crossings_by_month, crossings_by_route, interceptions_table
from helpers.report.method import completeness, definitions, disclosure_control, provenance, symbols
from helpers.report.nation import (
    officers_by_region,
    provinces_map,
    published_against_computed,
    ranking,
    regions_table,
)
from helpers.report.outreach import outreach_by_quarter, people_by_quarter, sessions_by_month
from helpers.report.summary import key_results, main_points, merger_note, notice
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

__all__ = [
    "cases_and_arrests",
    "cases_by_exploitation",
    "cases_by_year",
    "completeness",
    "crossings_by_month",
    "crossings_by_route",
    "definitions",
    "disclosure_control",
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

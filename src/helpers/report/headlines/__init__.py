"""What exhibits of the standard notebooks find, as a headline in the report's language.

A notebook writes `title=report.headlines.interceptions(release)`. Where a number is withheld or was not
received, the headline says so.
"""

from helpers.report.headlines.comparisons import (
    completeness,
    falls,
    officers_by_region,
    position,
    provinces_map,
    published,
    quarterly_trend,
    ranking,
    regions,
    yearly_trend,
)
from helpers.report.headlines.people import (
    cases_and_arrests,
    cases_by_exploitation,
    cases_by_year,
    reintegration,
    victims,
    victims_by_category,
    victims_profile,
)
from helpers.report.headlines.work import (
    crossings_by_month,
    crossings_by_route,
    interceptions,
    knowledge,
    materials,
    officers_by_kind,
    outreach_by_quarter,
    people_by_quarter,
    sessions_by_month,
    training,
)

__all__ = [
    "cases_and_arrests",
    "cases_by_exploitation",
    "cases_by_year",
    "completeness",
    "crossings_by_month",
    "crossings_by_route",
    "falls",
    "interceptions",
    "knowledge",
    "materials",
    "officers_by_kind",
    "officers_by_region",
    "outreach_by_quarter",
    "people_by_quarter",
    "position",
    "provinces_map",
    "published",
    "quarterly_trend",
    "ranking",
    "regions",
    "reintegration",
    "sessions_by_month",
    "training",
    "victims",
    "victims_by_category",
    "victims_profile",
    "yearly_trend",
]

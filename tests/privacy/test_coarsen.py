"""A table that would be hidden for the most part is withheld as a whole, the next coarser tells, and reports say so."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.place_sums import NATION
from helpers.paths import Project
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.explain import LIST_ITEM, explained
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Policy
from helpers.privacy.protect import Protected, protect
from helpers.privacy.scope import Scope

REGION, OTHER = "northern-midlands-and-mountains", "mekong-river-delta"
SMALL = {"lang-son": 1, "cao-bang": 2, "ha-giang": 3, "lao-cai": 4, "an-giang": 3, "ca-mau": 2}
LARGE = {"son-la": 40, "dien-bien": 50, "lai-chau": 60, "tra-vinh": 70, "long-an": 80}


def facts_of(values: Mapping[str, int], regions: Mapping[str, str], periods: list[str]) -> pd.DataFrame:
    """The same numbers in each period; a year is the sum of its quarters."""
    series = pd.Series({province: values.get(province, 0) for province in regions})
    levels = {
        "nation": pd.Series({NATION: series.sum()}),
        "region": series.groupby(pd.Series(regions)).sum(),
        "province": series,
    }
    quarters = sum("-Q" in period for period in periods) or 1
    return (
        pd.concat(
            [
                pd.DataFrame({"level": level, "place": part.index, "value": part.to_numpy()}).assign(
                    period=period, value=lambda frame, n=1 if "-Q" in period else quarters: frame["value"] * n
                )
                for period in periods
                for level, part in levels.items()
            ],
            ignore_index=True,
        )
        .assign(indicator="victims_referred", year=2023, breakdown="total", category="all")
        .astype({"value": "Float64"})
        .assign(base=pd.NA)
        .astype({"base": "Float64"})
    )


def statuses(protected: Protected, **where: str) -> list[str]:
    cells = protected.cells["63"]
    for name, value in where.items():
        cells = cells[cells[name] == value]
    return sorted(set(cells["status"]))


def test_provinces_that_are_mostly_small_give_way_to_their_regions(
    policy: Policy, catalogue: Catalogue, provinces: Provinces, regions: dict[str, str]
) -> None:
    facts = {"63": facts_of(SMALL, regions, ["2023"])}
    protected = protect(facts, policy, catalogue, provinces)
    assert [(each.level, each.instead) for each in protected.coarse] == [("province", "region")]
    cells = protected.cells["63"].set_index("place")
    for region in {regions[province] for province in SMALL}:
        inside = [province for province, of in regions.items() if of == region]
        assert set(cells.loc[inside, "status"]) == {"c"}  # zeros too: they would tell where the others are
    elsewhere = [p for p, region in regions.items() if cells.loc[region, "value"] == 0]
    assert elsewhere and (cells.loc[elsewhere, "value"] == 0).all()  # their region's 0 tells
    assert statuses(protected, place=REGION) == statuses(protected, level="nation") == ["shown"]
    known = KnownCells(protected.cells, nothing_earlier(), protected.whole)
    assert derivable(facts, known, policy, catalogue, provinces) == []


def test_table_that_shows_enough_stays(
    policy: Policy, catalogue: Catalogue, provinces: Provinces, regions: dict[str, str]
) -> None:
    facts = {"63": facts_of(SMALL | LARGE, regions, ["2023"])}
    protected = protect(facts, policy, catalogue, provinces)
    assert protected.coarse == ()
    assert statuses(protected, level="province") == ["c", "shown"]
    stricter = policy.model_copy(
        update={"coarsening": policy.coarsening.model_copy(update={"most_hidden": 0.5})}
    )
    assert [each.level for each in protect(facts, stricter, catalogue, provinces).coarse] == ["province"]


def test_quarters_that_are_mostly_small_give_way_to_the_year(
    policy: Policy, catalogue: Catalogue, provinces: Provinces, regions: dict[str, str]
) -> None:
    rule = next(
        each for each in policy.published if each.indicators == "sensitive" and "nation" in each.levels
    )
    by_quarter = rule.model_copy(update={"levels": ["region", "nation"], "periods": ["year", "quarter"]})
    finer = policy.model_copy(update={"published": [by_quarter]})
    few = {"lang-son": 2, "an-giang": 3, "ha-tinh": 2, "tay-ninh": 3, "dak-lak": 2, "nam-dinh": 3}
    facts = {"63": facts_of(few, regions, ["2023", *(f"2023-Q{n}" for n in range(1, 5))])}
    protected = protect(facts, finer, catalogue, provinces)
    assert ("region", "quarter", "year") in {(c.level, c.period, c.instead) for c in protected.coarse}
    assert statuses(protected, level="region", period="2023-Q1") == ["c"]
    assert "shown" in statuses(protected, level="region", period="2023")


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "By province: "), ("vi", "Theo tỉnh: ")],
)
def test_reports_say_which_table_is_withheld(
    language: str,
    name: str,
    project: Project,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    regions: dict[str, str],
) -> None:
    def said(values: Mapping[str, int]) -> str:
        protected = protect({"63": facts_of(values, regions, ["2023"])}, policy, catalogue, provinces)
        took = protected.summary("63", catalogue), protected.whole_tables("63", provinces)
        tables = read_tables(project)
        scope = Scope(None, 2023, "en", "63", 2022)
        return explained(policy, *took, catalogue, tables, provinces, scope)[language]

    notice = policy.coarsening.notice[language].split(" {")[0]
    assert notice in said(SMALL)
    paragraph, *listed = said(SMALL).split(LIST_ITEM)
    assert paragraph.endswith(notice)
    assert any(name in each for each in listed)
    assert not [each for each in listed if each.endswith(".")]
    assert notice not in said(SMALL | LARGE)

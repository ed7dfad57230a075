from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.place_sums import NATION, regions_of
from helpers.paths import Project
from helpers.privacy.policy import Policy, read_policy
from helpers.privacy.protect import protect


@pytest.fixture(scope="session")
def catalogue(project: Project) -> Catalogue:
    return read_catalogue(project)


@pytest.fixture(scope="session")
def policy(project: Project) -> Policy:
    return read_policy(project)


@pytest.fixture(scope="session")
def regions(project: Project) -> dict[str, str]:
    return regions_of(read_provinces(project), "63")


@pytest.fixture(scope="session")
def provinces(project: Project) -> Provinces:
    return read_provinces(project)


@pytest.fixture(scope="session")
def released(
    policy: Policy, catalogue: Catalogue, provinces: Provinces, regions: dict[str, str]
) -> Callable[..., pd.DataFrame]:
    """Releases an indicator's yearly totals by province, with the totals of regions and nation."""

    def release(by_province: dict[str, float | None], *, indicator: str = "victims_referred") -> pd.DataFrame:
        values = pd.Series({province: by_province.get(province, 0) for province in regions}, dtype="Float64")
        by_region = values.groupby(pd.Series(regions)).sum(min_count=1)
        nation = pd.Series({NATION: values.sum(min_count=1)}, dtype="Float64")
        levels = {"nation": nation, "region": by_region, "province": values}
        facts = pd.concat(
            [
                pd.DataFrame({"level": level, "place": part.index, "value": part.to_numpy()})
                for level, part in levels.items()
            ],
            ignore_index=True,
        ).assign(indicator=indicator, year=2023, period="2023", breakdown="total", category="all")
        facts = facts.assign(base=pd.array([pd.NA] * len(facts), dtype="Float64"))
        facts["value"] = facts["value"].astype("Float64")
        return protect({"63": facts}, policy, catalogue, provinces).cells["63"].set_index("place")

    return release

"""What a report says of disclosure control: the policy's words, and what protecting its year took."""

from __future__ import annotations

import pandas as pd

from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.tables import Tables
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import TOTAL
from helpers.privacy.coarsen import GuardedTable
from helpers.privacy.policy import Policy

_UNFINISHED = {
    "en": "Numbers of victims, cases and arrests of {year} are published once the year is over: until then each "
    "release would tell what the last quarter added.",
    "vi": "Số liệu về nạn nhân, vụ việc và đối tượng bị bắt của năm {year} được công bố khi năm đã kết thúc: trước đó, "
    "mỗi lần công bố sẽ làm lộ phần tăng thêm của quý gần nhất.",
}
_BY_LEVEL = {
    "province": {"en": "by province", "vi": "theo tỉnh"},
    "region": {"en": "by region", "vi": "theo vùng"},
    "nation": {"en": "in the nation", "vi": "cả nước"},
}
_OF_SOME = {
    "province": {"en": "of some provinces", "vi": "của một số tỉnh"},
    "region": {"en": "of some regions", "vi": "của một số vùng"},
    "nation": {"en": "of the nation", "vi": "của cả nước"},
}
_BY_PERIOD = {
    "year": {"en": "", "vi": ""},
    "quarter": {"en": "by quarter", "vi": "theo quý"},
    "month": {"en": "by month", "vi": "theo tháng"},
}


def explained(
    policy: Policy,
    summary: pd.DataFrame,
    whole: pd.DataFrame,
    catalogue: Catalogue,
    tables: Tables,
    *,
    year: int,
    national: bool,
    is_whole: bool = True,
) -> Bilingual:
    """The explanation that a report prints.

    Args:
        policy: its words.
        summary: of `Protected.summary`, for the report's year.
        whole: of `Protected.whole_tables`.
        catalogue: for the names of indicators.
        tables: for the names of the columns that they are broken down by.
        year: the report's.
        national: whether to say how much is shown in all.
        is_whole: whether returns are due of the whole year.
    """
    texts = {}
    for language in ("en", "vi"):
        parts = [policy.explanation[language]]
        if not is_whole:
            parts.append(_UNFINISHED[language].format(year=year))
        if len(whole):
            rows = whole[list(GuardedTable._fields)].astype(object).itertuples(index=False, name=None)
            names = dict.fromkeys(
                _name(catalogue, tables, language, *names, of_some=bool(units)) for *names, units in rows
            )
            parts.append(policy.coarsening.notice[language].format(tables="; ".join(names)))
        if national and len(summary):
            parts.append(policy.utility[language].format(year=year, **utility(summary)))
        texts[language] = " ".join(parts)
    return Bilingual(**texts)


def utility(summary: pd.DataFrame) -> dict[str, int]:
    """Cells in all, the withheld, those of them in tables withheld as a whole, and shares shown in percent.

    All of it can be counted in what is published. Shares are rounded down; `totals_pct` is of the totals of the nation
    and its regions alone, not broken down.
    """
    counts = {name: int(summary[name].sum()) for name in ("cells", "withheld", "whole")}
    totals = summary[(summary["breakdown"] == TOTAL) & (summary["level"] != "province")]
    return {**counts, "shown_pct": _shown_pct(summary), "totals_pct": _shown_pct(totals)}


def _shown_pct(summary: pd.DataFrame) -> int:
    cells, withheld = int(summary["cells"].sum()), int(summary["withheld"].sum())
    return 100 * (cells - withheld) // max(cells, 1)


def _name(
    catalogue: Catalogue,
    tables: Tables,
    language: str,
    indicator: str,
    breakdown: str,
    level: str,
    period: str,
    *,
    of_some: bool,
) -> str:
    found = catalogue[indicator]
    by = (
        [tables[found.table].columns[column].label[language].lower() for column in breakdown.split(".")]
        if (breakdown != TOTAL)
        else []
    )
    where = (_OF_SOME if of_some else _BY_LEVEL)[level][language]
    return " ".join(
        each
        for each in (", ".join([found.short_label[language], *by]), _BY_PERIOD[period][language], where)
        if each
    )

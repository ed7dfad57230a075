"""What a report says of disclosure control: the policy's words, and what protecting its year took."""

from __future__ import annotations

import pandas as pd

from helpers.inputs.settings import Bilingual
from helpers.inputs.tables import Tables
from helpers.metrics.catalogue import TOTAL, Catalogue
from helpers.privacy.policy import Policy

_BY_LEVEL = {
    "province": {"en": "by province", "vi": "theo tỉnh"},
    "region": {"en": "by region", "vi": "theo vùng"},
    "nation": {"en": "in the nation", "vi": "cả nước"},
}


def explained(
    policy: Policy,
    summary: pd.DataFrame,
    reasons: pd.DataFrame,
    catalogue: Catalogue,
    tables: Tables,
    *,
    year: int,
    national: bool,
) -> Bilingual:
    """The explanation that a report prints.

    Args:
        policy: its words.
        summary: of `Protected.summary`, for the report's year.
        reasons: of `Protected.reasons`.
        catalogue: for the names of indicators.
        tables: for the names of the columns that they are broken down by.
        year: the report's.
        national: whether to say how much is shown in all.
    """
    texts = {}
    for language in ("en", "vi"):
        parts = [policy.explanation[language]]
        whole = summary[summary["whole"] > 0]
        if len(whole):
            names = [
                _name(str(row.indicator), str(row.breakdown), str(row.level), catalogue, tables, language)
                for row in whole.itertuples(index=False)
            ]
            parts.append(policy.coarsening.notice[language].format(tables="; ".join(names)))
        if national and len(summary):
            parts.append(policy.utility[language].format(year=year, **utility(summary, reasons)))
        texts[language] = " ".join(parts)
    return Bilingual(**texts)


def utility(summary: pd.DataFrame, reasons: pd.DataFrame) -> dict[str, int]:
    """Cells in all, how many are withheld and why, and the shares shown in percent, rounded down.

    `totals_pct` is of the totals of the nation and its regions alone, not broken down.
    """
    counts = {"cells": int(summary["cells"].sum())} | {
        str(name): int(reasons[name].sum()) for name in reasons
    }
    totals = summary[(summary["breakdown"] == TOTAL) & (summary["level"] != "province")]
    return {**counts, "shown_pct": _shown_pct(summary), "totals_pct": _shown_pct(totals)}


def _shown_pct(summary: pd.DataFrame) -> int:
    cells, withheld = int(summary["cells"].sum()), int(summary["withheld"].sum())
    return 100 * (cells - withheld) // max(cells, 1)


def _name(
    indicator: str, breakdown: str, level: str, catalogue: Catalogue, tables: Tables, language: str
) -> str:
    found = catalogue[indicator]
    by = (
        [tables[found.table].columns[column].label[language].lower() for column in breakdown.split(".")]
        if (breakdown != TOTAL)
        else []
    )
    return ", ".join([found.short_label[language], *by]) + " " + _BY_LEVEL[level][language]

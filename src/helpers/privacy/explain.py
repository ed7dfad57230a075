"""What a report says of disclosure control: the policy's words, and what protecting its year took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from helpers.inputs.params.provinces import Province, Provinces, Region
from helpers.inputs.params.settings import Bilingual, Language
from helpers.inputs.params.tables import Tables
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import TOTAL
from helpers.privacy.policy import Policy
from helpers.privacy.scope import NATION, Scope

LANGUAGES: tuple[Language, ...] = ("en", "vi")
LIST_ITEM = "\n- "
"""What begins a line of a list in a plain text."""
_UNFINISHED = {
    "en": "Numbers of victims and suspected victims, cases and arrests of {year} are published once the year is over: "
    "until then each release would tell what the last quarter added.",
    "vi": "Số liệu về nạn nhân và người nghi là nạn nhân, vụ việc và đối tượng bị bắt của năm {year} được công bố khi "
    "năm đã kết thúc: trước đó, mỗi lần công bố sẽ làm lộ phần tăng thêm của quý gần nhất.",
}
_BY_LEVEL = {
    "province": {"en": "by province", "vi": "theo tỉnh"},
    "region": {"en": "by region", "vi": "theo vùng"},
    "nation": {"en": "in the nation", "vi": "trên cả nước"},
}
_OF_MANY = {
    "province": {"en": "of {n} provinces", "vi": "của {n} tỉnh, thành phố"},
    "region": {"en": "of {n} regions", "vi": "của {n} vùng"},
}
_OF_ONE = {"en": "of {place}", "vi": "của {place}"}
_COUNTED = {"en": "{withheld} of {cells} withheld", "vi": "không công bố {withheld}/{cells} số"}
_THOUSANDS = {"en": ",", "vi": "."}
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
    provinces: Provinces,
    scope: Scope,
    *,
    is_whole: bool = True,
) -> Bilingual:
    """The explanation that a report prints: a paragraph, then the tables that are withheld as a whole, by indicator.

    Args:
        policy: its words.
        summary: of `Protected.summary`, for the report's year.
        whole: of `Protected.whole_tables`, for the vintage of the report.
        catalogue: for the names of indicators.
        tables: for the names of the columns that they are broken down by.
        provinces: for the names of places.
        scope: the report's. A province's or a region's tells of tables of all places, and of its own and wider ones;
            all others tell how much is shown in all.
        is_whole: whether returns are due of the whole year.
    """
    names = _place_names(provinces, scope)
    if scope.province or scope.region:
        whole = whole[whole["place"].isin(["", *_of_report(provinces, scope)])]
    texts = {}
    for language in LANGUAGES:
        parts = [policy.explanation[language]]
        if not is_whole:
            parts.append(_UNFINISHED[language].format(year=scope.year))
        if not scope.province and len(summary):
            counts = {
                name: f"{n:,}".replace(",", _THOUSANDS[language]) for name, n in utility(summary).items()
            }
            parts.append(policy.utility[language].format(year=scope.year, **counts))
        if len(whole):
            told = "".join(f"{LIST_ITEM}{each}" for each in _told(catalogue, tables, names, whole, language))
            parts.append(
                policy.coarsening.notice[language].replace(" {tables}", "{tables}").format(tables=told)
            )
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


def _place_names(provinces: Provinces, scope: Scope) -> dict[str, Bilingual]:
    places: list[Province | Region] = [*provinces.commands(scope.vintage), *provinces.regions]
    return {each.slug: Bilingual(en=each.name_en, vi=each.name_vi) for each in places}


def _of_report(provinces: Provinces, scope: Scope) -> list[str]:
    """The places that the report on a province or a region is on, and those that they lie in."""
    own = [
        each
        for each in provinces.commands(scope.vintage)
        if each.slug == scope.province or each.region == scope.region
    ]
    return [NATION, *(place for each in own for place in (each.slug, each.region))]


def _told(
    catalogue: Catalogue,
    tables: Tables,
    names: Mapping[str, Bilingual],
    whole: pd.DataFrame,
    language: Language,
) -> Iterator[str]:
    """A line for each indicator, with its tables; one for those of which the same single table is withheld.

    Of a table of which some numbers are shown it says how many are withheld.
    """
    alike: dict[tuple[bool, str, str, str, str], list[tuple[str, int, int]]] = {}
    columns = ("indicator", "breakdown", "level", "period", "place", "shown", "withheld")
    for *table, place, shown, withheld in zip(*(whole[name].tolist() for name in columns), strict=True):
        indicator, breakdown, level, period = map(str, table)
        key = (shown > 0, indicator, breakdown, level, period)
        alike.setdefault(key, []).append((str(place), int(shown), int(withheld)))
    own: dict[str, list[tuple[str, str]]] = {}
    for (partly, indicator, breakdown, level, period), cells in sorted(
        alike.items(), key=lambda each: each[0][0]
    ):
        where = _where(level, [place for place, *_ in cells], names, language)
        withheld, in_all = sum(each[2] for each in cells), sum(each[1] + each[2] for each in cells)
        counted = f" ({_COUNTED[language].format(withheld=withheld, cells=in_all)})" if partly else ""
        split = _split(catalogue, tables, language, indicator, breakdown, period, where)
        own.setdefault(indicator, []).append((split, counted))
    single: dict[str, list[str]] = {}
    for indicator, splits in own.items():
        label = catalogue[indicator].short_label[language]
        if len(splits) > 1:
            yield f"{label}: {'; '.join(map(''.join, splits))}"
        else:
            ((split, counted),) = splits
            single.setdefault(split, []).append(f"{label}{counted}")
    for split, labels in single.items():
        yield f"{split[0].upper()}{split[1:]}: {'; '.join(labels)}"


def _where(level: str, places: Sequence[str], names: Mapping[str, Bilingual], language: Language) -> str:
    """Of which places a table is: of all of a level, of one by name, or of how many."""
    if "" in places or level == "nation":
        return _BY_LEVEL[level][language]
    if len(places) == 1:
        return _OF_ONE[language].format(place=names[places[0]][language])
    return _OF_MANY[level][language].format(n=len(places))


def _split(
    catalogue: Catalogue,
    tables: Tables,
    language: Language,
    indicator: str,
    breakdown: str,
    period: str,
    where: str,
) -> str:
    """What an indicator's table is by, and of which places: 'destination of 5 regions', 'by month of 6 regions'."""
    columns = tables[catalogue[indicator].table].columns
    by = (
        [columns[column].label[language].lower() for column in breakdown.split(".")]
        if breakdown != TOTAL
        else []
    )
    return " ".join(each for each in (", ".join(by), _BY_PERIOD[period][language], where) if each)

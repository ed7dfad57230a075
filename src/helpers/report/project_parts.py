"""A project's numbers over its years, by place, and those of all partners beside them."""

from __future__ import annotations

import pandas as pd

from helpers.privacy.scope import NATION
from helpers.report.completeness_words import station_reports_of
from helpers.report.current import opened
from helpers.report.frame_tables import TOTALS, RowKind
from helpers.report.language import SYMBOLS
from helpers.report.missing_values import missing, reason_of
from helpers.report.results import framework_of, provinces_of, recorded_of
from helpers.report.small_numbers import counts_whole
from helpers.report.sourced_text import joined
from helpers.report.table_sources import sourced_rows
from helpers.report.words import Words, lower_first


def over_years(data: pd.DataFrame) -> pd.DataFrame:
    """The years of a frame of `release.data` together: one row for all that is alike but for the time.

    A sum with a withheld year is withheld. Zeros of some years say nothing of those that recorded nothing: such a sum
    is missing, not 0; a sum of more is that of the years that have a number.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023, language="en")
        >>> sessions = release.data("sessions", years=2)
        >>> len(report.over_years(sessions))
        1
    """
    summed = ("period", "year", "quarter", "month", "value", "status")
    alike = [name for name in data.columns if name not in summed]
    rows = []
    times = data["period"].nunique()
    for _, group in data.groupby(alike, observed=True, sort=False):
        value, status = _sum(group, times)
        rows.append({**group.iloc[0][alike].to_dict(), "value": value, "status": status})
    made = pd.DataFrame(rows, columns=[*alike, "value", "status"])
    for name in alike:
        made[name] = made[name].astype(data[name].dtype)
    made.attrs = data.attrs
    return made


def _sum(group: pd.DataFrame, times: int) -> tuple[float, str]:
    if (group["status"] == "c").any():
        return missing("c"), "c"
    shown = group.loc[group["status"] == "shown", "value"]
    if shown.empty or not shown.any() and len(shown) < times:
        return missing("x"), "x"
    return float(shown.sum()), "shown"


def by_province(data: pd.DataFrame) -> pd.DataFrame:
    """What the project did in each of its provinces over all years, and its total, for `report.table`.

    Where some courses did not record the women, the total of women is told beside the number of those among whom they
    were recorded: "7 of 76"; `attrs["of_recorded"]` says whether. A share of tests is that of all years together, of
    few tests their two numbers: "9 out of 12". Provinces without any count are left out.

    Args:
        data: of `release.data`, with the project's counts, by province and of the nation; with a share of tests the
            number of those who took them, too.
    """
    release = opened()
    w = Words(release)
    shares = [
        name for name in data["indicator_code"].unique() if release.indicator(name).aggregation == "share"
    ]
    counts = data[~data["indicator_code"].isin(shares)]
    provinces = counts[counts["place_code"] != NATION]
    if provinces.empty:
        return pd.DataFrame()
    summed = over_years(counts)
    wide = _wide(summed, ["place"], "indicator")
    told = dict(
        zip(zip(summed["place"], summed["indicator"], strict=True), sourced_rows(summed, w), strict=True)
    )
    wide = wide.loc[[place for place in data["place"].cat.categories if place in wide.index]]
    wide = wide[wide.gt(0).any(axis=1)]
    total = w.place(NATION)
    names = dict(zip(data["indicator_code"], data["indicator"], strict=True))
    of_recorded = False
    where, years = ("project", str(framework_of(release).project.code)), provinces["year"].unique()
    for label in wide.columns:  # texts, which know their cells whatever else the label means
        texts = [_text(told.get((place, label), missing("x")), w) for place in wide.index]
        wide[label] = pd.Series(texts, wide.index, dtype=object)
    for whole in names:
        women = release.indicator(whole).women
        if women not in names or total not in wide.index:
            continue
        if recorded := recorded_of(release, str(women), where, years):
            of_recorded = True
            label = str(names[women])
            texts = [_text(told[place, label], w) for place in wide.index]
            texts[-1] = w.say("{n} of {all}", n=texts[-1], all=w.number(recorded))
            wide[label] = pd.Series(texts, wide.index, dtype=object)
    for share in shares:
        of_places = _pooled(data, share, w)
        of_share = data[data["indicator_code"].eq(share)]
        nobody = of_share["status"].eq("z").groupby(of_share["place"], observed=True).all()
        marks = dict.fromkeys(nobody.index[nobody], SYMBOLS["z"])
        if not set(of_places) - {total}:  # no province has it
            wide = wide.drop(columns=str(names.get(str(counts_whole(release, share)), "")), errors="ignore")
            continue
        texts = [of_places.get(place, marks.get(place, SYMBOLS["x"])) for place in wide.index]
        wide[str(names[share])] = pd.Series(texts, wide.index, dtype=object)
    wide = wide.rename(index={total: TOTALS[1]})
    wide.attrs = {
        **data.attrs,
        "rows": {TOTALS[1]: "total"},
        "right": list(wide.columns),
        "of_recorded": of_recorded,
    }
    return wide


def _pooled(data: pd.DataFrame, share: str, w: Words) -> dict[str, str]:
    """A share of tests by place, over all years together; withheld where that of one year is."""
    takers = str(counts_whole(w.release, share))
    both = data[data["indicator_code"].isin([share, takers])]
    rows = both.assign(sourced=pd.Series(sourced_rows(both, w), both.index, dtype=object))
    found: dict[str, str] = {}
    for place, group in rows.groupby("place", observed=True, sort=False):
        if group["status"].eq("c").any():
            found[str(place)] = SYMBOLS["c"]
            continue
        shown = group[group["status"].eq("shown")]
        held = dict(
            zip(zip(shown["indicator_code"], shown["year"], strict=True), shown["sourced"], strict=True)
        )
        years = [year for name, year in held if name == share and held.get((takers, year))]
        taken = sum(held[takers, year] for year in years)
        if taken:
            met = sum(held[share, year] * held[takers, year] for year in years)
            found[str(place)] = w.share_of(met / taken, taken)
    return found


def all_partners(data: pd.DataFrame) -> pd.DataFrame:
    """What all partners did in the project's provinces and in the whole country, for `report.table`.

    `attrs` has `title`, and what the source says of station reports that are lacking, there and here.

    Args:
        data: of `release.data`, counts of whoever paid, by province and of the nation.
    """
    w = Words(opened())
    own = set(provinces_of(w.release)) if w.release.donor_project.provinces != "all" else set()  # type: ignore[union-attr]
    summed = over_years(data[data["place_code"].isin([*own, NATION])])
    held = summed.assign(sourced=pd.Series(sourced_rows(summed, w), summed.index, dtype=object))
    wide = held.set_index(["place_code", "indicator"])["sourced"].unstack()  # noqa: PD010 - objects know their cells
    wide = wide.loc[[code for code in dict.fromkeys(held["place_code"]) if code != NATION] + [NATION]]
    rows = {w.place(str(code)): [_text(value, w) for value in wide.loc[code]] for code in wide.index}
    kinds: dict[str, RowKind] = {w.place(NATION): "total"}
    parts = []
    if len(wide) > 1:
        sums = [_sum_of(wide[name].iloc[:-1]) for name in wide.columns]
        together = w.say("The project's provinces together")
        *most, country = rows
        rows = {**{name: rows[name] for name in most}, together: [_text(each, w) for each in sums],
                country: rows[country]}  # fmt: skip
        kinds[together] = "total"
        short = dict(zip(data["indicator"], data["indicator_code"], strict=True))
        parts = [
            w.say("{label} {n} of {all}", label=lower_first(w.label(short[name], short=True)), n=_text(each, w),
                  all=_text(wide[name].iloc[-1], w))
            for name, each in zip(wide.columns, sums, strict=True)
        ]  # fmt: skip
    made = pd.DataFrame(list(rows.values()), pd.Index(rows), list(wide.columns), dtype=object)
    years = sorted({int(str(each)[:4]) for each in data["period"]})
    made.attrs = {
        "indicators": list(data["indicator_code"].unique()),
        "rows": kinds,
        "right": list(made.columns),
        "station_reports": station_reports_of(w, own, years, data["indicator_code"].unique()),
        "title": w.say("In the project's provinces, whoever paid: {parts}", parts=joined(", ", parts))
        if parts
        else w.say("Work of all partners in the whole country"),
    }
    return made


def _sum_of(values: pd.Series) -> float:
    """Their sum; missing where one is withheld."""
    if any(reason_of(each) == "c" for each in values):
        return missing("c")
    known = [each for each in values if not pd.isna(each)]
    return sum(known[1:], known[0]) if known else missing("x")


def _wide(data: pd.DataFrame, rows: list[str], across: str) -> pd.DataFrame:
    """Values with the categories of a column side by side."""
    parts = {
        key: part.set_index(rows)["value"] for key, part in data.groupby(across, observed=True, sort=False)
    }
    wide: pd.DataFrame = pd.concat(parts, axis=1)
    return wide


def _text(value: float, w: Words) -> str:
    return SYMBOLS[reason_of(value) or "x"] if pd.isna(value) else w.number(value)

"""Axes of an analyst's chart: their limits, what stands beside them, whole bars, and no empty panels or axes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import matplotlib.dates as dates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from lxml import etree
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from drawn_charts import Word, figure_of, words
from helpers.errors import ParamsError
from helpers.report import current
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing
from helpers.report.theme import contrast

MONTHS = pd.period_range("2023-01", periods=12, freq="M")
MONTHLY = pd.DataFrame({"period": MONTHS, "value": [61, 13, 87, 45, 66, 90, 28, 19, 53, 72, 34, 41.0]})
PLACES = ["Northern hills", "Delta", "Coast"]
PANELS = pd.DataFrame({
    "place": np.repeat(PLACES, 2),
    "way": ["Entry", "Exit"] * 3,
    "value": np.array([0, 0, 74, 108, missing("c"), missing("c")], dtype="float64"),
    "status": ["shown"] * 4 + ["c"] * 2,
})  # fmt: skip


FULL = PANELS.drop(columns="status").fillna(9)


pytestmark = pytest.mark.usefixtures("english")


def texts(drawn: Any, data: pd.DataFrame) -> set[str]:
    return {word.text for word in words(figure_of(drawn, data).svg)}


def side_by_side(share: str, draw: str) -> Any:
    figure, every = plt.subplots(1, 3, **{share: True})
    for ax, (place, rows) in zip(every, PANELS.groupby("place", sort=False), strict=True):
        getattr(ax, draw)(rows["way"], rows["value"])
        ax.set_title(place)
    return figure


SHARED: dict[str, Callable[[], Any]] = {
    "catplot": lambda: sns.catplot(PANELS, x="way", y="value", col="place", kind="bar"),
    "strips": lambda: sns.catplot(PANELS, x="way", y="value", col="place", kind="strip"),
    "relplot": lambda: sns.relplot(PANELS, x="way", y="value", col="place", kind="line"),
    "bars": lambda: side_by_side("sharey", "bar"),
    "bars that lie": lambda: side_by_side("sharex", "barh"),
    "pandas": lambda: PANELS.pivot_table(index="way", columns="place", values="value", dropna=False).plot.bar(
        subplots=True, layout=(1, 3), sharey=True
    ),
}


@pytest.mark.parametrize("way", SHARED)
def test_panels_of_zeros_leave_a_shared_axis_to_the_others(way: str) -> None:
    drawn = SHARED[way]()
    figure = (
        drawn if isinstance(drawn, Figure) else getattr(drawn, "figure", None) or np.ravel(drawn)[0].figure
    )
    assert {"50", "75", "100"} & texts(drawn, PANELS)
    ends = [ax.get_xlim()[1] if way == "bars that lie" else ax.get_ylim()[1] for ax in figure.axes]
    assert len(ends) == 3 and all(end >= 108 for end in ends)


def test_an_axis_of_zeros_alone_still_begins_at_zero() -> None:
    zeros = PANELS[PANELS["place"] == PLACES[0]]
    assert texts(sns.barplot(zeros, x="way", y="value"), zeros) >= {"0", "Entry"}
    assert "−0.04" not in texts(sns.barplot(zeros, x="way", y="value"), zeros)


WIDE_RANGE = pd.DataFrame({"place": PLACES, "value": [20.0, 4000.0, 150.0]})
LOGS: dict[str, Callable[[], Any]] = {
    "log": lambda: sns.scatterplot(WIDE_RANGE, x="place", y="value").set_yscale("log"),
    "pandas": lambda: WIDE_RANGE.set_index("place")["value"].plot(logy=True),
    "symlog": lambda: sns.scatterplot(WIDE_RANGE, x="place", y="value").set_yscale("symlog"),
}


@pytest.mark.parametrize(("language", "thousand"), [("en", "1,000"), ("vi", "1.000")])
@pytest.mark.parametrize("scale", LOGS)
def test_logarithmic_axes_have_plain_numbers(
    opened: dict[str, OpenedRelease], scale: str, language: str, thousand: str
) -> None:
    current.set_opened(opened[language])
    seen = texts(LOGS[scale]() or plt.gca(), WIDE_RANGE)
    assert {"100", thousand} <= seen
    assert not any("$" in text for text in seen)


def test_a_logarithmic_axis_shorter_than_a_decade_has_several_numbers() -> None:
    data = WIDE_RANGE.assign(value=[85.0, 130.0, 190.0])
    seen = texts(data.set_index("place")["value"].plot(logy=True), data)
    assert sum(text.isdigit() for text in seen) >= 3


def test_tex_is_refused_by_name() -> None:
    ax = sns.scatterplot(WIDE_RANGE, x="place", y="value")
    ax.set_title("Plots of $m^2$")
    with pytest.raises(ParamsError, match=r"'Plots of \$m\^2\$' in the chart is TeX.*m²"):
        figure_of(ax, WIDE_RANGE)


def test_an_amount_in_dollars_is_no_tex() -> None:
    ax = sns.scatterplot(WIDE_RANGE, x="place", y="value")
    ax.set_title("From US$ 20 to US$ 4,000")
    assert "From US$ 20 to US$ 4,000" in texts(ax, WIDE_RANGE)


def test_labels_beyond_the_ends_of_an_axis_are_not_drawn() -> None:
    data = pd.DataFrame(
        {"place": [f"A place of region {at}" for at in range(6)], "value": [5.0, 4, 6, 7, 8, 3]}
    )
    svg = figure_of(data.set_index("place")["value"].plot(marker="o"), data).svg
    ends = [word for word in words(svg) if word.text.startswith("A place")]
    assert len(ends) == 6


CUT: dict[str, Callable[[], Any]] = {
    "set_ylim": lambda: sns.barplot(WIDE_RANGE, x="place", y="value").set_ylim(100, None),
    "ylim": lambda: WIDE_RANGE.plot.bar(x="place", y="value", ylim=(150, 5000)),
    "set_xlim": lambda: sns.barplot(WIDE_RANGE, y="place", x="value").set_xlim(0, 800),
}


@pytest.mark.parametrize("way", CUT)
def test_bars_that_are_cut_off_are_refused(way: str) -> None:
    CUT[way]()
    with pytest.raises(ParamsError, match=rf"the {way[-4]} axis cuts bars off.*leave out set_{way[-4]}lim"):
        figure_of(plt.gca(), WIDE_RANGE)


WHOLE: dict[str, Callable[[], Any]] = {
    "room above": lambda: sns.barplot(WIDE_RANGE, x="place", y="value").set_ylim(0, 5000),
    "logarithms": lambda: sns.barplot(WIDE_RANGE, x="place", y="value").set_yscale("log"),
    "lines": lambda: sns.lineplot(WIDE_RANGE, x="place", y="value").set_ylim(10, None),
    "from above": lambda: sns.barplot(WIDE_RANGE, x="place", y="value").invert_yaxis(),
}


@pytest.mark.parametrize("way", WHOLE)
def test_whole_bars_and_other_marks_may_have_any_axis(way: str) -> None:
    WHOLE[way]()
    assert figure_of(plt.gca(), WIDE_RANGE)


@pytest.mark.parametrize(("language", "expected"), [("en", "Jul 2023"), ("vi", "T7 2023")])
def test_periods_along_an_axis_are_written(
    opened: dict[str, OpenedRelease], language: str, expected: str
) -> None:
    current.set_opened(opened[language])
    seen = texts(sns.lineplot(MONTHLY, x="period", y="value"), MONTHLY)
    assert expected in seen
    assert not {"638", "640"} & seen


def with_formatter(form: Callable[[Any], Any]) -> Any:
    ax = sns.lineplot(MONTHLY.assign(day=MONTHLY["period"].dt.to_timestamp()), x="day", y="value")
    ax.xaxis.set_major_formatter(form(ax.xaxis.get_major_locator()))
    return ax


NAMED: dict[str, Callable[[], Any]] = {
    "pandas": lambda: MONTHLY.set_index("period")["value"].plot(),
    "DateFormatter": lambda: with_formatter(lambda _: dates.DateFormatter("%B")),
    "ConciseDateFormatter": lambda: with_formatter(dates.ConciseDateFormatter),
    "strftime": lambda: sns.barplot(MONTHLY.assign(m=MONTHLY["period"].dt.strftime("%B")), x="m", y="value"),
}


@pytest.mark.parametrize("way", NAMED)
def test_months_have_their_names_in_the_report_s_language(opened: dict[str, OpenedRelease], way: str) -> None:
    current.set_opened(opened["vi"])
    seen = " ".join(texts(NAMED[way](), MONTHLY))
    assert "T7" in seen
    assert not any(name in seen for name in ("Jul", "Sep", "Jan", "Apr"))


def test_other_words_than_months_stay() -> None:
    data = pd.DataFrame({"trade": ["May", "Dệt"], "value": [1.0, 2]})
    assert {"May", "Dệt"} <= texts(sns.barplot(data, x="trade", y="value"), data)


def test_panels_without_rows_are_refused_with_what_to_write() -> None:
    places = [f"Place {at}" for at in range(20)]
    data = pd.DataFrame({"place": pd.Categorical(places, places), "year": 2023, "value": 1.0}).head(3)
    with pytest.raises(ParamsError, match=r"17 of 20 panels are empty.*'place'.*remove_unused_categories"):
        figure_of(sns.relplot(data, x="year", y="value", col="place", col_wrap=4), data)
    used = data.assign(place=data["place"].cat.remove_unused_categories())
    assert figure_of(sns.relplot(used, x="year", y="value", col="place", col_wrap=4), used)


@pytest.mark.parametrize("grid", [(1, 2), (2, 1)])
def test_axes_in_which_nothing_is_drawn_are_left_out(grid: tuple[int, int]) -> None:
    _, every = plt.subplots(*grid, sharex=True)
    sns.barplot(WIDE_RANGE, x="place", y="value", ax=every[0])
    seen = words(figure_of(every[0], WIDE_RANGE).svg)
    assert set(PLACES) <= {word.text for word in seen}
    assert "0.2" not in {word.text for word in seen}
    assert max(word.right for word in seen) > 350  # of 482: the axes have the room of both


def upright(svg: str, start: str) -> list[Word]:
    return sorted((word for word in words(svg) if word.text.startswith(start)), key=lambda word: word.top)


def test_a_chart_of_many_bars_is_as_high_as_its_labels_need() -> None:
    data = pd.DataFrame({"place": [f"Province {at}" for at in range(44)], "value": range(44)})
    shown = figure_of(sns.barplot(data, x="value", y="place"), data)
    for svg in (shown.svg, shown.narrow):
        labels = upright(str(svg), "Province")
        assert len(labels) == 44
        assert all(above.bottom <= below.top + 1 for above, below in pairwise(labels))


def test_long_labels_left_of_an_axis_are_broken() -> None:
    data = WIDE_RANGE.assign(
        place=[f"{place} and all that belongs to it, as the law of 2011 has it" for place in PLACES]
    )
    shown = figure_of(sns.barplot(data, x="value", y="place"), data)
    for svg in (shown.svg, shown.narrow):
        assert min(word.left for word in words(str(svg))) >= 0


def test_the_label_of_an_axis_stands_beside_the_panels_that_move_on_a_telephone() -> None:
    data = FULL.assign(value=[1.0, 2, 30, 40, 500, 600], unit="cases")
    shown = figure_of(
        sns.relplot(data, x="way", y="value", col="place", kind="line", facet_kws={"sharey": False}), data
    )
    labels = [word for word in words(str(shown.narrow)) if word.text == "cases"]
    assert len(labels) == 2
    assert all(word.left < 15 for word in labels)


def test_panels_with_shared_axes_are_labelled_at_the_edges_alone_on_a_telephone() -> None:
    data = pd.concat([FULL, FULL.assign(place=FULL["place"] + " II")]).assign(unit="cases")
    shown = figure_of(sns.relplot(data, x="way", y="value", col="place", col_wrap=3, kind="line"), data)
    seen = words(str(shown.narrow))
    assert len([word for word in seen if word.text == "cases"]) == 3
    assert all(word.left < 15 for word in seen if word.text == "cases")
    assert len([word for word in seen if word.text == "Entry"]) == 2


def test_a_pie_has_legible_shares_no_words_of_empty_wedges_and_none_cut() -> None:
    data = pd.DataFrame({
        "kind": ["Forced criminality", "Forced marriage", "Sexual exploitation", "Other", "Not known"],
        "value": [30.0, 40, 20, 0, 0],
    })  # fmt: skip
    ax = data.set_index("kind")["value"].plot.pie(autopct="%.0f%%")
    shown = figure_of(ax, data)
    for svg in (shown.svg, str(shown.narrow)):
        seen = words(svg)
        assert [word.text for word in seen if "%" in word.text] == ["33%", "44%", "22%"]
        assert not {"Other", "Not known"} & {word.text for word in seen}
        assert min(word.left for word in seen) >= 0
        assert max(word.right for word in seen) <= float(etree.fromstring(svg.encode()).get("width")[:-2])
    for wedge, text in zip(
        ax.patches[:3], [each for each in ax.texts if "%" in each.get_text()], strict=False
    ):
        assert contrast(to_hex(wedge.get_facecolor()), to_hex(text.get_color())) >= 3

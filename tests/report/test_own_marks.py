"""An analyst's own chart marks what is withheld or not available at its place, and no line passes over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so
from lxml import etree

from drawn_charts import words
from helpers import report
from helpers.report import current
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing
from helpers.report.own_marks import mark_missing

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
NOW = [5, 9, 7, None, 8, 6]
BEFORE = [3, None, 4, 6, None, 2]


@pytest.fixture(autouse=True)
def _own_figures(opened: dict[str, OpenedRelease]) -> Iterator[None]:
    current.set_opened(opened["en"])
    with mpl.rc_context({"backend": "agg"}):
        yield
    plt.close("all")


def tidy(now: list[Any] = NOW, before: list[Any] = BEFORE, status: str = "c") -> pd.DataFrame:
    """Two years of six months, as `release.data` has them."""
    values = [*before, *now]
    return pd.DataFrame({
        "month": pd.Categorical(MONTHS * 2, MONTHS, ordered=True),
        "year": pd.Categorical([2022] * 6 + [2023] * 6),
        "period": pd.PeriodIndex([f"{y}-{m:02d}" for y in (2022, 2023) for m in range(1, 7)], freq="M"),
        "value": np.array([missing(status) if each is None else each for each in values], dtype="float64"),
        "status": [status if each is None else "shown" for each in values],
    })  # fmt: skip


def pivot(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.pivot(index="month", columns="year", values="value")  # noqa: PD010


def of_2023(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["year"] == 2023]


def made(drawn: Any, data: pd.DataFrame) -> Exhibit:
    shown = report.figure(drawn, "own", title="T", alt="A", data=data, indicators=["sessions"])
    assert isinstance(shown, Exhibit)
    return shown


def marks(svg: str | None) -> list[tuple[str, float]]:
    """Each mark of a drawing, and its middle from left to right."""
    assert svg is not None
    return sorted(
        ((w.text, (w.left + w.right) / 2) for w in words(svg) if w.text in ("[c]", "[x]")), key=lambda w: w[1]
    )


NOTE = "What is withheld ([c]) is not drawn, and not all of it is marked in the chart."


def ticks(svg: str | None) -> dict[str, float]:
    assert svg is not None
    return {w.text: (w.left + w.right) / 2 for w in words(svg) if w.text in MONTHS}


LINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "seaborn": lambda d: sns.lineplot(d, x="month", y="value", hue="year"),
    "points": lambda d: sns.pointplot(d, x="month", y="value", hue="year", errorbar=None),
    "relplot": lambda d: sns.relplot(d, x="month", y="value", hue="year", kind="line"),
    "objects": lambda d: so.Plot(d, x="month", y="value", color="year").add(so.Line()),
    "pandas": lambda d: pivot(d).plot(),
    "labels": lambda d: pivot(d).plot.line(marker="o").set_xticks(range(0, 6, 2), MONTHS[::2])[0].axes,
}
OLD = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")


@OLD
@pytest.mark.parametrize("kind", LINES)
def test_what_is_withheld_is_marked_at_its_month(kind: str) -> None:
    drawn = made(LINES[kind](tidy()), tidy())
    for svg in (drawn.svg, drawn.narrow):
        places, where = marks(svg), ticks(svg)
        assert [text for text, _ in places] == ["[c]"] * 3
        if where.keys() == set(MONTHS):
            wanted = [where["Feb"], where["Apr"], where["May"]]
            assert [place for _, place in places] == pytest.approx(wanted, abs=1.5)


@OLD
@pytest.mark.parametrize("kind", ["seaborn", "relplot", "objects", "pandas", "points"])
def test_no_line_passes_over_what_is_withheld(kind: str) -> None:
    drawn, data = LINES[kind](tidy()), tidy()
    if isinstance(drawn, so.Plot):
        figure = plt.figure()
        drawn.on(figure).plot()
    else:
        figure = drawn.figure
    mark_missing(figure, data)
    found = []
    for line in figure.axes[0].lines:
        points = np.asarray(line.get_xydata(), dtype=float)
        if len(points) > 2:
            found.append({round(x) for x, y in points if np.isfinite(y)})
            assert any(not np.isfinite(y) and round(x) in (1, 3, 4) for x, y in points)
    assert {0, 2, 3, 5} in found and {0, 1, 2, 4, 5} in found


def test_a_point_between_two_withheld_ones_is_a_dot() -> None:
    frame = of_2023(tidy([5, None, 7, None, 8, 6]))
    ax = sns.lineplot(frame, x="month", y="value")
    mark_missing(ax.figure, frame)
    (line,) = ax.lines
    assert (line.get_marker(), line.get_markevery()) == ("o", [0, 2])


@OLD
@pytest.mark.parametrize(
    "draw",
    [
        lambda d: sns.barplot(d, x="month", y="value", hue="year"),
        lambda d: sns.catplot(d, x="month", y="value", hue="year", kind="bar"),
        lambda d: pivot(d).plot.bar(rot=0),
        lambda d: so.Plot(d, x="month", y="value", color="year").add(so.Bar(), so.Dodge()),
    ],
)
def test_a_bar_that_is_withheld_is_marked_at_its_own_place(draw: Callable[[pd.DataFrame], Any]) -> None:
    drawn = made(draw(tidy()), tidy())
    where, found = ticks(drawn.svg), marks(drawn.svg)
    assert len(found) == 3
    assert found[0][1] < where["Feb"] - 2, "of 2022, left"
    assert found[1][1] > where["Apr"] + 2, "of 2023, right"
    assert found[2][1] < where["May"] - 2


def test_bars_across_are_marked_too() -> None:
    for ax in (sns.barplot(tidy(), y="month", x="value", hue="year"), pivot(tidy()).plot.barh()):
        assert len(marks(made(ax, tidy()).svg)) == 3


def test_bars_of_matplotlib_whose_first_is_withheld() -> None:
    frame = of_2023(tidy([None, 9, 7, 4, 8, 6]))
    ax = plt.figure().subplots()
    ax.bar(frame["month"], frame["value"])
    drawn = made(ax, frame)
    assert marks(drawn.svg) == [("[c]", pytest.approx(ticks(drawn.svg)["Jan"], abs=1))]


def test_what_is_not_available_has_its_own_mark() -> None:
    frame = of_2023(tidy(status="x"))
    assert [text for text, _ in marks(made(sns.barplot(frame, x="month", y="value"), frame).svg)] == ["[x]"]


def test_times_along_an_axis() -> None:
    frame = of_2023(tidy())
    dated = frame.assign(date=frame["period"].dt.to_timestamp())
    indexed = frame.set_index("period")[["value"]]
    assert len(marks(made(sns.lineplot(dated, x="date", y="value"), dated).svg)) == 1
    assert len(marks(made(indexed.plot(), indexed).svg)) == 1


@pytest.mark.parametrize("across", [True, False])
def test_fields_of_a_heat_map(across: bool) -> None:
    wide = pivot(tidy()).T if across else pivot(tidy())
    found = marks(made(sns.heatmap(wide, annot=True, fmt=".0f"), wide).svg)
    assert len(found) == 3
    both = pd.concat([tidy().assign(half="a"), tidy().assign(half="b")])
    several = both.set_index(["month", "half", "year"])["value"].unstack(["half", "year"])  # noqa: PD010
    assert len(marks(made(sns.heatmap(several), several).svg)) == 6


@OLD
@pytest.mark.parametrize("margin_titles", [True, False])
def test_marks_stand_in_their_small_chart(margin_titles: bool) -> None:
    frame = tidy().assign(place="A")
    other = tidy([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, None]).assign(place="B")
    both = pd.concat([frame, other], ignore_index=True)
    grid = sns.relplot(
        both, x="month", y="value", col="year", row="place", kind="line",
        facet_kws={"margin_titles": margin_titles},
    )  # fmt: skip
    mark_missing(grid.figure, both)
    found = [
        [(round(t.get_position()[0]), t.get_text()) for t in ax.texts if t.get_text() == "[c]"]
        for ax in grid.axes.flat
    ]
    assert found == [[(1, "[c]"), (4, "[c]")], [(3, "[c]")], [(5, "[c]")], []]


UNSURE: dict[str, Callable[[pd.DataFrame], Any]] = {
    "dots": lambda d: sns.scatterplot(d, x="month", y="value", hue="year"),
    "strips": lambda d: sns.catplot(d, x="month", y="value", hue="year", kind="strip", jitter=False),
    "means": lambda d: sns.barplot(d, x="month", y="value", errorbar=None),
    "shares": lambda d: sns.histplot(d, x="value", bins=3),
    "stacked": lambda d: sns.histplot(d, x="month", weights="value", hue="year", multiple="stack"),
    "filled": lambda d: sns.lineplot(d.fillna({"value": 1.0}), x="month", y="value", hue="year"),
}


@OLD
@pytest.mark.parametrize("kind", UNSURE)
def test_a_chart_without_marks_says_that_what_is_withheld_is_not_drawn(kind: str) -> None:
    drawn = made(UNSURE[kind](tidy()), tidy())
    assert (marks(drawn.svg), drawn.note) == ([], NOTE)


def test_a_note_says_what_of_several_series_has_no_mark() -> None:
    frame = tidy([None] * 6)
    drawn = made(sns.barplot(frame, x="month", y="value", hue="year"), frame)
    assert (len(marks(drawn.svg)), drawn.note) == (2, NOTE), "of 2023 nothing is drawn"
    frame = tidy([None] * 6, status="x")
    drawn = made(sns.lineplot(frame, x="month", y="value", hue="year"), frame)
    assert drawn.note == NOTE.replace("withheld ([c])", "not available ([x])")


@OLD
@pytest.mark.parametrize("kind", LINES)
def test_a_chart_that_marks_all_needs_no_note(kind: str) -> None:
    assert made(LINES[kind](tidy()), tidy()).note == ""


def test_the_note_is_in_the_language_of_the_report(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["vi"])
    drawn = made(sns.scatterplot(tidy(), x="month", y="value"), tidy())
    assert drawn.note.startswith("Số không công bố ([c]) không được vẽ")


def test_bars_that_are_all_withheld_at_a_place_have_one_mark_in_the_middle() -> None:
    frame = tidy([5, None, 7, 4, 8, 6], [3, None, 4, 6, 7, 2])
    for ax in (sns.barplot(frame, x="month", y="value", hue="year"), pivot(frame).plot.bar(rot=0)):
        drawn = made(ax, frame)
        assert marks(drawn.svg) == [("[c]", pytest.approx(ticks(drawn.svg)["Feb"], abs=1))]


def test_a_bar_beside_which_a_whole_series_is_withheld_keeps_its_place() -> None:
    frame = tidy([None] * 6)
    drawn = made(sns.barplot(frame, x="month", y="value", hue="year"), frame)
    where = ticks(drawn.svg)
    assert [place < where[month] - 2 for (_, place), month in zip(marks(drawn.svg), ("Feb", "May"), strict=True)] == [
        True, True,
    ]  # fmt: skip


@OLD
def test_a_zero_is_no_withheld_value() -> None:
    frame = tidy([5, 0, 7, None, 8, 6], [3, 0, 4, 6, 0, 2])
    for draw in (
        lambda d: sns.barplot(d, x="month", y="value", hue="year"),
        lambda d: so.Plot(d, x="month", y="value", color="year").add(so.Bar(), so.Dodge()),
        lambda d: pivot(d).plot.bar(rot=0),
    ):
        drawn = made(draw(frame), frame)
        assert marks(drawn.svg) == [("[c]", pytest.approx(ticks(drawn.svg)["Apr"] + 10, abs=8))]


def test_parts_with_the_same_numbers_are_not_told_apart() -> None:
    frame = tidy([5, 9, None, 4, 8, 6], [5, 9, None, 4, 8, 6])
    frame.loc[2, "status"], frame.loc[2, "value"] = "z", report.NOT_APPLICABLE
    drawn = made(sns.lineplot(frame, x="month", y="value", hue="year"), frame)
    assert (marks(drawn.svg), drawn.note) == ([], NOTE)


def test_two_scales_over_one_another_have_no_marks() -> None:
    wide = pivot(tidy())
    drawn = made(wide.plot(secondary_y=[2023]), wide)
    assert (marks(drawn.svg), drawn.note) == ([], NOTE)


def test_marks_in_fields_stay_where_numbers_have_no_room() -> None:
    numbers = np.arange(900.0).reshape(30, 30) * 1e6
    numbers[3, 4] = missing("c")
    frame = pd.DataFrame(numbers, [f"r{n}" for n in range(30)]).rename(columns=str)
    drawn = made(sns.heatmap(frame, annot=True, fmt=".0f"), frame)
    assert [text for text, _ in marks(drawn.narrow)] == ["[c]"]
    assert "5000000" not in {w.text for w in words(str(drawn.narrow))}


def test_a_selection_in_an_order_of_its_own() -> None:
    frame = of_2023(tidy())
    drawn = made(sns.barplot(frame, x="month", y="value", order=["May", "Apr", "Jan"]), frame)
    assert (len(marks(drawn.svg)), drawn.note) == (1, "")
    drawn = made(sns.barplot(frame, x="month", y="value", order=["May", "Jan"]), frame)
    assert (marks(drawn.svg), drawn.note) == ([], NOTE)


def test_no_mark_where_a_value_is_shown() -> None:
    frame = tidy()
    mean = made(sns.barplot(frame, x="month", y="value", errorbar=None), frame)
    assert marks(mean.svg) == [], "the mean of what is shown"
    whole = tidy([5, 9, 7, 4, 8, 6])
    only = made(sns.lineplot(of_2023(whole), x="month", y="value"), whole)
    assert marks(only.svg) == [], "the year that is drawn is whole"
    stacked = made(pivot(frame).plot.bar(stacked=True), pivot(frame))
    assert marks(stacked.svg) == [], "the other year's bar stands there"


def test_a_line_that_is_not_of_the_frame_stays_whole() -> None:
    frame = of_2023(tidy())
    ax = sns.lineplot(frame, x="month", y="value")
    ax.plot([0, 5], [4, 4])
    ax.axhline(3)
    mark_missing(ax.figure, frame)
    assert [bool(np.isnan(np.asarray(line.get_ydata(), dtype=float)).any()) for line in ax.lines] == [
        True, False, False,
    ]  # fmt: skip


def test_axes_that_are_of_no_labels_get_no_mark() -> None:
    wide = pivot(tidy()).rename(columns=str)
    assert marks(made(sns.scatterplot(wide, x="2022", y="2023"), wide).svg) == []
    assert marks(made(sns.histplot(tidy(), x="value", bins=3), tidy()).svg) == []


def test_charts_of_the_reports_mark_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = tidy()
    own = made(report.charts.lines(frame, plt.figure().subplots(), "month"), frame).svg
    monkeypatch.setattr("helpers.report.own_marks.mark_missing", lambda *_: set())
    assert own == made(report.charts.lines(frame, plt.figure().subplots(), "month"), frame).svg


def test_marks_are_small_letters_of_the_chart() -> None:
    frame = of_2023(tidy())
    svg = made(sns.barplot(frame, x="month", y="value"), frame).svg
    (mark,) = [e for e in etree.fromstring(str(svg).encode()).iter("{*}text") if e.text == "[c]"]
    assert "8px" in mark.get("style") and report.charts.labels.INK.muted.lower() in mark.get("style")


def test_an_axis_of_zeros_begins_at_zero() -> None:
    frame = of_2023(tidy([0, None, 0, 0, None, 0]))
    for draw in (sns.barplot, sns.lineplot, sns.stripplot):
        shown = {w.text for w in words(str(made(draw(frame, x="month", y="value"), frame).svg))}
        assert {each for each in shown if any(map(str.isdigit, each))} == {"0"}


def test_a_label_of_bars_gives_no_zero_for_what_is_withheld() -> None:
    frame = of_2023(tidy([5, 9, 7, None, 8, 0]))
    ax = frame.plot.bar(x="month", y="value")
    ax.bar_label(ax.containers[0])
    assert [text for text, _ in marks(made(ax, frame).svg)] == ["[c]"]
    labels = [text.get_text() for text in ax.texts if text.get_visible()]
    assert [text for text in labels if text.isdigit()] == ["5", "9", "7", "8", "0"]

"""`report.figure`, `report.table`, `report.say`: what the ecosystem makes becomes exhibits, or is refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so
from lxml import etree

from helpers import report
from helpers.errors import ParamsError
from helpers.report import current
from helpers.report import language as lang
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing
from helpers.report.words import Words
from projects import FEW

TITLE = {"en": "Sessions by month", "vi": "Số buổi theo tháng"}
ALT = {"en": "Chart of sessions.", "vi": "Biểu đồ số buổi."}


@pytest.fixture(autouse=True)
def no_figure_is_left_open() -> Iterator[None]:
    """On the backend without a screen, and with the rc params as they were."""
    with mpl.rc_context({"backend": "agg"}):
        yield
    plt.close("all")


@pytest.fixture
def release(opened: dict[str, OpenedRelease]) -> OpenedRelease:
    """The report on Lang Son, in English."""
    current.set_opened(opened["en"])
    return opened["en"]


@pytest.fixture
def monthly(release: OpenedRelease) -> pd.DataFrame:
    """Sessions of two years by month."""
    return release.data("sessions", by="month", years=2)


def wide(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.pivot_table(index="month", columns="year", values="value")


def twin(frame: pd.DataFrame) -> Any:
    ax = wide(frame)[2023].plot()
    wide(frame)[2022].plot(ax=ax.twinx(), color="C1")
    return ax


def map_of_facets(frame: pd.DataFrame) -> Any:
    grid = sns.FacetGrid(frame, col="year")
    grid.map_dataframe(sns.barplot, x="month", y="value")
    return grid


DRAWN: dict[str, Callable[[pd.DataFrame], Any]] = {
    "lineplot": lambda d: sns.lineplot(d, x="month", y="value", hue="year"),
    "barplot": lambda d: sns.barplot(d, x="value", y="month", hue="year"),
    "boxplot": lambda d: sns.boxplot(d, x="year", y="value"),
    "pointplot": lambda d: sns.pointplot(d, x="year", y="value", errorbar=None),
    "histplot": lambda d: sns.histplot(d, x="value", bins=5),
    "scatterplot": lambda d: sns.scatterplot(d, x="month", y="value", style="year"),
    "heatmap": lambda d: sns.heatmap(wide(d), annot=True, fmt=".0f"),
    "relplot": lambda d: sns.relplot(d, x="month", y="value", col="year", kind="line"),
    "catplot": lambda d: sns.catplot(d, x="month", y="value", hue="year", kind="bar"),
    "displot": lambda d: sns.displot(d, x="value"),
    "facet grid": map_of_facets,
    "joint grid": lambda d: sns.jointplot(wide(d), x=2022, y=2023),
    "objects": lambda d: so.Plot(d, x="month", y="value", color="year").add(so.Line()),
    "pandas bars": lambda d: wide(d).plot(kind="bar"),
    "pandas subplots": lambda d: wide(d).plot(subplots=True),
    "pandas hist": lambda d: wide(d).hist(),
    "figure": lambda d: plt.subplots()[1].bar(range(24), d["value"].astype(float)).patches[0].figure,
    "twin axes": twin,
    "several axes": lambda d: sns.lineplot(d, x="month", y="value", ax=plt.subplots(1, 2)[1][0]).figure,
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*copy keyword", "ignore:vert")
@pytest.mark.parametrize("kind", DRAWN)
def test_what_draws_becomes_a_figure(monthly: pd.DataFrame, kind: str) -> None:
    made = report.figure(DRAWN[kind](monthly), "sessions", title=TITLE, alt=ALT, data=monthly)
    drawing = etree.fromstring(made.svg.encode())
    assert drawing.get("width") == "481.89pt"  # 170 mm
    texts = [text.text for text in drawing.iter("{*}text")]
    assert texts  # letters stay letters
    assert not {"value", "month", "year = 2022"} & set(texts)
    assert {origin.id for origin in made.origins} == {"from-sessions"}
    assert made.table is not None and len(made.table.rows) == 24
    assert plt.get_fignums() == []
    assert "Sessions by month" in made.to_markdown() and "Chart of sessions." in made.to_html()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_figure_speaks_the_language_of_the_report(opened: dict[str, OpenedRelease], language: str) -> None:
    current.set_opened(opened[language])
    people = opened[language].data("participants", by="month")
    made = report.figure(
        sns.barplot(people, x="month", y="value"), "people", title=TITLE, alt=ALT, data=people
    )
    assert made.title == TITLE[language]
    texts = {text.text for text in etree.fromstring(made.svg.encode()).iter("{*}text")}
    assert texts >= ({"Jan", "1,000", "people"} if language == "en" else {"T1", "1.000", "người"})


def drawn_texts(made: Exhibit) -> list[etree._Element]:
    return list(etree.fromstring(made.svg.encode()).iter("{*}text"))


@pytest.mark.parametrize(("language", "label"), [("en", "Frequency"), ("vi", "Tần số")])
def test_counts_of_pandas_keep_their_name(
    opened: dict[str, OpenedRelease], language: str, label: str
) -> None:
    current.set_opened(opened[language])
    data = opened[language].data("sessions", by="month", years=2)
    made = report.figure(data["value"].plot.hist(bins=5), "h", title=TITLE, alt=ALT, data=data)
    assert label in {text.text for text in drawn_texts(made)}


def test_data_of_another_year_than_the_drawn_one_are_told(monthly: pd.DataFrame) -> None:
    now, before = (monthly[monthly["year"] == year] for year in (2023, 2022))
    with pytest.raises(ParamsError, match="the data are not what is drawn"):
        report.figure(sns.barplot(now, x="month", y="value"), "s", title=TITLE, alt=ALT, data=before)


@pytest.mark.parametrize(
    ("stat", "draw", "label"),
    [
        ("count", sns.histplot, "Số lượng"),
        ("density", sns.histplot, "Mật độ"),
        ("percent", sns.histplot, "Phần trăm"),
        ("probability", sns.histplot, "Xác suất"),
        ("proportion", sns.ecdfplot, "Tỷ lệ"),
    ],
)
def test_words_that_seaborn_writes_are_in_the_language(
    opened: dict[str, OpenedRelease], stat: str, draw: Any, label: str
) -> None:
    current.set_opened(opened["vi"])
    data = opened["vi"].data("sessions", by="month", years=2)
    made = report.figure(draw(data, x="value", stat=stat), "h", title=TITLE, alt=ALT, data=data)
    assert label in {text.text for text in drawn_texts(made)}


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_months_in_narrow_facets_are_thinned_and_never_overlap(monthly: pd.DataFrame, kind: str) -> None:
    frame = pd.concat([monthly.assign(place=str(number)) for number in range(4)])
    grid = (sns.catplot if kind == "bar" else sns.relplot)(
        frame, x="month", y="value", col="place", kind=kind, height=2, aspect=0.6
    )
    made = report.figure(grid, "narrow", title=TITLE, alt=ALT, data=frame)
    months = {lang.month_short(month, "en") for month in range(1, 13)} & {t.text for t in drawn_texts(made)}
    assert "Jan" in months and len(months) < 8


def test_a_missing_value_that_no_datum_explains_is_not_told_as_not_available(
    monthly: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "_MISSING", set())
    rate = pd.Series([0.0, 4.0], index=pd.Index(["a", "b"], name="place")) / [0, 2]
    made = report.table(rate, "rate", title=TITLE).table
    assert made is not None
    assert [row.cells for row in made.rows] == [("a", "[z]"), ("b", "2")]
    monthly["value"] = monthly["value"].rolling(3).mean()
    moving = report.table(monthly, "moving", title=TITLE).table
    assert moving is not None
    assert ["[z]" in row.cells for row in moving.rows[:3]] == [True, True, False]


def test_the_same_drawing_gives_the_same_bytes(monthly: pd.DataFrame) -> None:
    first, second = (
        report.figure(DRAWN["heatmap"](monthly), "sessions", title=TITLE, alt=ALT, data=monthly).svg
        for _ in range(2)
    )
    assert first == second


def test_a_computed_rate_is_a_table(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["nation"])
    both = opened["nation"].data(["interception_cases", "sessions"], level="province")
    held = both.pivot_table(index="place", columns="indicator", values="value")
    rate = (held["Cases of illegal crossing"] / held["Sessions"] * 100).nlargest(3).rename("Per 100 sessions")
    made = report.table(rate, "rate", title=TITLE, indicators=["interception_cases", "sessions"])
    assert made.id == "tbl-rate" and made.table is not None
    assert [column.label for column in made.table.columns] == ["Place", "Per 100 sessions"]
    assert [row.cells for row in made.table.rows] == [
        (place, f"{value:.1f}") for place, value in rate.astype(float).items()
    ]
    assert [origin.id for origin in made.origins] == ["from-interception-cases", "from-sessions"]


def test_a_pivot_with_totals_and_levels(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["vi"])
    crossings = opened["vi"].data("interception_cases", by=["border", "direction"], years=2)
    total = crossings.pivot_table(
        index="border", columns=["year", "direction"], values="value", aggfunc="sum", margins=True
    )
    made = report.table(total, "crossings", title=TITLE).table
    assert made is not None
    assert [column.label for column in made.columns][:2] == ["Tuyến", "2022 · Nhập cảnh"]
    assert made.columns[-1].label == "Tổng"
    assert made.rows[-1].cells[0] == "Tổng" and made.rows[-1].strong


def test_withheld_values_are_marked(opened: dict[str, OpenedRelease]) -> None:
    release = opened["nation"]
    current.set_opened(release)
    victims = release.data("victims_assisted", places=FEW)
    for frame in (victims, victims.set_index("place")["value"]):
        made = report.table(frame, "victims", title=TITLE).table
        assert made is not None
        marks = [row.cells[-1] for row in made.rows]
        assert marks.count("[c]") == (victims["status"] == "c").sum() > 0


def test_years_and_missing_labels_stay_what_they_are(monthly: pd.DataFrame) -> None:
    frame = pd.DataFrame({"year": pd.Categorical([2022, 2023]), "what": ["a", None], "n": [2022, 2023]})
    made = report.table(frame, "years", title=TITLE)
    assert made.table is not None
    assert [row.cells for row in made.table.rows] == [("2022", "a", "2,022"), ("2023", "", "2,023")]
    rows = asdict(made)["values"]["rows"]
    assert rows == (("2022", "a", 2022.0), ("2023", "", 2023.0))


def test_a_zero_that_may_be_a_sum_of_withheld_values_is_refused(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["nation"])
    victims = opened["nation"].data("victims_assisted", places=FEW)
    hidden = victims[victims["status"] == "c"].groupby("indicator", observed=True)[["value"]]
    with pytest.raises(ParamsError, match=r"the number of .* which is withheld, .* sum\(skipna=False\)"):
        report.table(hidden.sum(), "sum", title=TITLE)
    made = report.table(hidden.sum(skipna=False), "sum", title=TITLE).table
    assert made is not None and made.rows[0].cells[-1] == "[c]"


def test_a_number_in_the_place_of_a_withheld_one_is_refused(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["nation"])
    victims = opened["nation"].data("victims_assisted", places=FEW)
    filled = victims.assign(value=victims["value"].fillna(0))
    assert victims["status"].eq("c").any()
    with pytest.raises(
        ParamsError, match=r"a number stands where the column status says that there is none, \[c\]"
    ):
        report.table(filled[["place", "value", "status"]], "filled", title=TITLE)


def test_name_of_an_exhibit_that_no_file_can_have_is_refused(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["nation"])
    with pytest.raises(ParamsError, match="named by up to 100 small letters"):
        report.table(pd.DataFrame({"a": ["b"]}), "x" * 101, title=TITLE)


def pivoted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.pivot(index="place", columns="year", values="value")  # noqa: PD010


COMPUTED: dict[str, Callable[[pd.DataFrame], Any]] = {
    "arithmetic": lambda f: 100 / (f.set_index("place")["value"] * 2 - 3),
    "pivot": pivoted,
    "melt": lambda f: pivoted(f).reset_index().melt("place")["value"],
    "merge": lambda f: f.merge(f, on=["place", "year"])[["place", "value_x"]],
    "concat": lambda f: pd.concat([f, f]).set_index("place")["value"],
    "total": lambda f: pivoted(f).sum(skipna=False).rename("All"),
    "map": lambda f: f["value"].map(lambda value: value / 7),
    "sort": lambda f: f.sort_values("value")["value"],
    "share": lambda f: f["value"] / f["value"].max() * 100,
}


@pytest.mark.parametrize("way", COMPUTED)
def test_what_is_computed_of_a_withheld_value_still_says_so(
    opened: dict[str, OpenedRelease], way: str
) -> None:
    current.set_opened(opened["nation"])
    current.note_missing({"c", "x"})
    victims = opened["nation"].data("victims_assisted", level="province")
    found = pd.concat(
        [victims[victims["status"] == "c"].head(2), victims[victims["status"] == "shown"].head(2)]
    )
    made = report.table(COMPUTED[way](found), "victims", title=TITLE).table
    assert made is not None
    marks = {cell for row in made.rows for cell in row.cells if cell.startswith("[")}
    assert marks == {"[c]"}


def test_a_missing_value_of_ones_own_is_not_told_as_one_of_the_data(
    opened: dict[str, OpenedRelease], monkeypatch: pytest.MonkeyPatch
) -> None:
    current.set_opened(opened["nation"])
    rate = pd.DataFrame({"rate": [1.0, float("nan")]}, index=["a", "b"])
    monkeypatch.setattr(current, "_MISSING", set())
    made = report.table(rate, "rate", title=TITLE).table
    assert made is not None and made.rows[1].cells == ("b", "[z]")
    current.note_missing({"c", "x"})
    with pytest.raises(ParamsError, match="a value is missing and does not say why"):
        report.table(rate, "rate", title=TITLE)
    over_0 = pd.DataFrame({"rate": [1.0, float("inf")]}, index=["a", "b"])
    filled = report.table(over_0.replace(float("inf"), report.NOT_APPLICABLE), "rate-2", title=TITLE).table
    assert filled is not None and filled.rows[1].cells == ("b", "[z]")


def test_a_sentence_says_why_a_number_is_missing(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    for status, words in (("c", "withheld"), ("x", "not available"), ("z", "not applicable")):
        made = report.say(en="{n} people.", vi="{n} người.", n=missing(status) / 2)
        assert made.text.startswith(f"\\({words}\\)")
    assert "withheld or not available" in report.say(en="{n}.", vi="{n}.", n=float("nan")).text


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"percent": ["shar"]}, "there is no column 'shar'; did you mean 'share'?"),
        ({"decimals": {"sher": 2}}, "there is no column 'sher'; did you mean 'share'?"),
        ({"percent": True}, "percent takes a list of columns, such as percent=['share']"),
    ],
)
def test_formats_of_columns_that_there_are_not(
    release: OpenedRelease, named: dict[str, Any], message: str
) -> None:
    with pytest.raises(ParamsError) as fault:
        report.table(pd.DataFrame({"share": [0.5]}), "x", title=TITLE, **named)
    assert message in str(fault.value)


def test_numbers_have_the_decimals_of_the_indicator_that_heads_them(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    both = opened["en"].data(["sessions", "posttest_meeting_pct"], years=2)
    written = Words(opened["en"])
    expected = {
        written.cell(opened["en"].cell(name, period=year), name)
        for name in ("sessions", "posttest_meeting_pct")
        for year in (2022, 2023)
    }
    down = both.pivot(index="indicator", columns="year", values="value")  # noqa: PD010
    for number, frame in enumerate((both, down, down.T)):
        made = report.table(frame, f"both-{number}", title=TITLE).table
        assert made is not None
        assert expected <= {cell for row in made.rows for cell in row.cells}
    down = down.rename(columns=str).assign(change=[7.25, 0.5])
    made = report.table(down, "change", title=TITLE).table
    assert made is not None and [row.cells[-1] for row in made.rows] == ["7.3", "0.5"]


def test_a_row_of_ones_own_has_the_decimals_of_its_numbers(release: OpenedRelease) -> None:
    both = release.data(["officers_trained_women", "posttest_meeting_pct"], years=2)
    wide = both.pivot(index="indicator", columns="year", values="value")  # noqa: PD010
    women, share = wide.index
    made = report.table(wide.rename(index={women: "of whom women"}), "women", title=TITLE).table
    written = Words(release)
    expected = [written.cell(release.cell("officers_trained_women", period=year)) for year in (2022, 2023)]
    assert made is not None
    assert made.rows[0].cells == ("of whom women", *expected)
    assert made.rows[1].cells[0] == share and made.rows[1].cells[1].endswith("%")


def test_sections_head_their_rows_across_all_columns(release: OpenedRelease) -> None:
    kinds = pd.Categorical(["first", "last", "first"], ["first", "none", "last"])
    frame = pd.DataFrame(
        {"kind": kinds, "goal": ["over 600", "–", "3 (2024)"], "n": [1, 2, 3]}, index=list("abc")
    )
    made = report.table(report.sections(frame, "kind", right=["goal"]), "s", title=TITLE)
    assert made.table is not None
    assert [(row.cells, row.span, row.indent) for row in made.table.rows] == [
        (("first",), True, 0), (("a", "over 600", "1"), False, 1), (("c", "3 (2024)", "3"), False, 1),
        (("none",), True, 0), (("last",), True, 0), (("b", "–", "2"), False, 1),
    ]  # fmt: skip
    assert [column.align for column in made.table.columns] == ["left", "right", "right"]
    assert asdict(made)["values"]["rows"][:2] == (("first", "", ""), ("a", "over 600", 1.0))
    with pytest.raises(ParamsError, match="there is no column 'gaol'; did you mean 'goal'"):
        report.table(frame, "s", title=TITLE, right=["gaol"])


def test_rows_may_be_totals_parts_and_headings(release: OpenedRelease) -> None:
    frame = pd.DataFrame({"n": [7, None, 3, 4.0]}, index=["All people", "Sex", "Women", "Men"])
    kinds = {"All people": "total", "Sex": "heading", "Women": "part", "Men": "part"}
    made = report.table(frame, "people", title=TITLE, rows=kinds)
    assert made.table is not None
    assert [(row.cells, row.indent, row.strong) for row in made.table.rows] == [
        (("All people", "7"), 0, True),
        (("Sex", ""), 0, False),
        (("Women", "3"), 1, False),
        (("Men", "4"), 1, False),
    ]
    assert [row[1] for row in asdict(made)["values"]["rows"]] == [7.0, "", 3.0, 4.0]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"Womn": "part"}, "there is no row 'Womn'; did you mean 'Women'?"),
        ({"Women": "indent"}, "unknown kind of row 'indent'; there are: heading, part, section, total"),
        ({"Women": "heading"}, "the row 'Women' has values, so it is no heading"),
        ({"Withheld": "heading"}, "the row 'Withheld' has values, so it is no heading"),
    ],
)
def test_kinds_of_rows_that_there_are_not(release: OpenedRelease, rows: Any, message: str) -> None:
    frame = pd.DataFrame({"n": [3.0, missing("c")]}, index=["Women", "Withheld"])
    with pytest.raises(ParamsError) as fault:
        report.table(frame, "people", title=TITLE, rows=rows)
    assert message in str(fault.value)


def test_a_year_follows_its_place_and_a_region_is_short_in_a_head(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    wider = opened["en"].data("sessions", places=opened["en"].own_and_wider, years=2)
    by_place = wider.pivot(index="indicator", columns=["place", "year"], values="value")  # noqa: PD010
    made = report.table(by_place, "wider", title=TITLE).table
    assert made is not None
    assert [column.label for column in made.columns] == [
        "Indicator", "Lang Son 2022", "Lang Son 2023", "Northern Midlands and Mountains 2022",
        "Northern Midlands and Mountains 2023", "Viet Nam 2022", "Viet Nam 2023",
    ]  # fmt: skip


def test_texts_that_are_numbers_stand_right(release: OpenedRelease) -> None:
    frame = pd.DataFrame({
        "change": ["+18%", "−3", "[c]"], "vi": ["+1.234,5 %", "0", "[x]"], "name": ["1", "2 b", "c"],
    })  # fmt: skip
    made = report.table(frame, "change", title=TITLE).table
    assert made is not None
    assert [column.align for column in made.columns] == ["right", "right", "left"]


@pytest.mark.parametrize(("language", "expected"), [
    ("en", ["+50%", "−50%", "+5", "0", "+1.4\N{NO-BREAK SPACE}pts", "[c]", "[x]", "[z]"]),
    ("vi", ["+50%", "−50%", "+5", "0", "+1,4\N{NO-BREAK SPACE}điểm %", "[c]", "[x]", "[z]"]),
])  # fmt: skip
def test_changes_are_told_in_signs(
    opened: dict[str, OpenedRelease], language: Any, expected: list[str]
) -> None:
    current.set_opened(opened[language])
    share = opened[language].label("posttest_meeting_pct")
    labels = ["a", "b", "small base", "same", share, "withheld", "not received", "no tests"]
    before = pd.Series([100, 30, 29, 5, 60.0, 12, missing("x"), 85.0], index=labels)
    now = pd.Series([150, 15, 34, 5, 61.4, missing("c"), 3, missing("z")], index=labels)
    assert report.change(now, before).to_list() == expected
    assert list(report.change(now, before).index) == labels


def test_changes_of_other_rows_are_refused(release: OpenedRelease) -> None:
    with pytest.raises(ParamsError, match="takes two Series of the same rows"):
        report.change(pd.Series([1.0], index=["a"]), pd.Series([1.0], index=["b"]))
    with pytest.raises(ParamsError, match="takes two Series of the same rows"):
        report.change(1, 2)  # type: ignore[arg-type]


def test_an_infinite_rate_is_refused(release: OpenedRelease) -> None:
    with pytest.raises(ParamsError, match="a value is infinite, such as a rate over 0"):
        report.table(pd.DataFrame({"rate": [float("inf")]}), "x", title=TITLE)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ([[1, 2], None], "list"),
        ([("a", 1)], "tuple"),
        ([object()], "object"),
        ([1 + 2j], "complex"),
        ([b"a"], "bytes"),
        (pd.to_timedelta([1], unit="D"), "Timedelta"),
        ([Decimal("1.5")], "Decimal"),
    ],
)
def test_what_is_no_number_text_or_date_is_no_cell(release: OpenedRelease, column: Any, kind: str) -> None:
    said = f"row 1 of column 'x' is of type {kind}, and a table shows numbers"
    with pytest.raises(ParamsError, match=said):
        report.table(pd.DataFrame({"x": column}), "x", title=TITLE)


def test_numbers_of_an_own_file_are_not_said_to_come_from_returns(
    opened: dict[str, OpenedRelease], monkeypatch: pytest.MonkeyPatch
) -> None:
    current.set_opened(opened["en"])
    own = pd.DataFrame({"station": ["A"], "n": [3]})
    assert report.table(own, "x", title=TITLE).source == "provincial returns."
    monkeypatch.setattr(current, "_OWN_FILES", [])
    current.note_own_file("notebooks/own.csv")
    said = r"the notebook reads notebooks/own\.csv, and nothing says where these numbers come from; name it"
    with pytest.raises(ParamsError, match=said):
        report.table(own, "x", title=TITLE)
    source = {"en": "Survey of stations", "vi": "Khảo sát đồn"}
    assert report.table(own, "x", title=TITLE, source=source).source.startswith("Survey of stations")
    assert report.table(own, "x", title=TITLE, indicators=["sessions"]).source.startswith(
        "provincial returns"
    )
    sessions = opened["en"].data("sessions", by="quarter")
    assert report.table(sessions, "x", title=TITLE).source.startswith("provincial returns")


def test_labels_that_are_numbers_are_in_the_language(opened: dict[str, OpenedRelease]) -> None:
    groups = pd.cut(pd.Series([1.0, 2.0, 3.5]), [0, 1.5, 2.25, 1000.0])
    expected = {
        "en": ["(0, 1.5]", "(1.5, 2.25]", "(2.25, 1000]"],
        "vi": ["(0; 1,5]", "(1,5; 2,25]", "(2,25; 1000]"],
    }
    for language, labels in expected.items():
        current.set_opened(opened[language])
        made = report.table(groups.value_counts(sort=False).rename("n"), "x", title=TITLE)
        assert [row.cells[0] for row in made.table.rows] == labels


def test_numbers_of_a_sentence(opened: dict[str, OpenedRelease]) -> None:
    for language, expected in (
        ("en", "1,234 of 44 in 2022; 3.1 or 3.14, 28.6% \\[c\\]"),
        ("vi", "1.234 trên 44 năm 2022; 3,1 hay 3,14, 28,6% \\[c\\]"),
    ):
        current.set_opened(opened[language])
        said = report.say(
            en="{n} of {all} in {before}; {r} or {r:.2f}, {q:%} {name}",
            vi="{n} trên {all} năm {before}; {r} hay {r:.2f}, {q:%} {name}",
            n=1234, all=44, before=2022, r=3.14159, q=0.286, name="[c]",
        )  # fmt: skip
        assert said.text.replace("&nbsp;", "\N{NO-BREAK SPACE}") == expected
    assert report.say(en="{n} x", vi="{n} x", n=pd.NA).text == "\\(không công bố hoặc không có số liệu\\) x"


REFUSED: dict[str, tuple[Callable[[pd.DataFrame], Any], str]] = {
    "language": (
        lambda d: report.say(en="x"), 'no text in Vietnamese; write report.say(en="...", vi="...")',
    ),
    "nothing": (lambda d: report.say(), 'no text in English; write report.say(en="...", vi="...")'),
    "other language": (lambda d: report.say({"en": "a", "vi": "b", "fr": "c"}), "has a text in 'fr'"),
    "no number": (lambda d: report.say(en="{n}", vi="{n}"), "{n} has no number; give n=..."),
    "unused": (lambda d: report.say(en="a", vi="b", n=1), "n is in no sentence; write {n} where it belongs"),
    "brace": (lambda d: report.say(en="{n", vi="{n}", n=1), "write {{ for a brace"),
    "nameless": (lambda d: report.say(en="{}", vi="{}"), "{} is no name; write {n} and give n=..."),
    "list": (lambda d: report.say(en="{n}", vi="{n}", n=[1]), "takes numbers and texts, not a list"),
    "format": (lambda d: report.say(en="{n:d}", vi="{n:d}", n=1), "'d' is no way to write a number"),
    "no chart": (
        lambda d: report.figure(3, "x", title=TITLE, alt=ALT, data=d),
        "a value of type int is no chart; hand over Axes, a Figure, a seaborn grid or an objects.Plot",
    ),
    "empty chart": (
        lambda d: report.figure(plt.gca(), "x", title=TITLE, alt=ALT, data=d),
        "the chart is empty; draw into the Axes that you hand over",
    ),
    "name": (
        lambda d: report.figure(plt.gca(), "X y", title=TITLE, alt=ALT, data=d),
        "small letters, digits and hyphens, such as 'sessions-by-month', not 'X y'",
    ),
    "no alt": (
        lambda d: report.figure(DRAWN["lineplot"](d), "x", title=TITLE, alt="", data=d),
        "report.figure('x'): alt is missing; write alt=",
    ),
    "no data": (
        lambda d: report.figure(DRAWN["lineplot"](d), "x", title=TITLE, alt=ALT, data=None),
        "report.figure('x'): data=, the DataFrame that was drawn, is missing or None",
    ),
    "no frame": (lambda d: report.table(None, "x", title="a"), "report.table('x'): the DataFrame is missing or None"),
    "styler": (lambda d: report.table(d.style, "x", title=TITLE), "hand over its data: styler.data"),
    "title": (lambda d: report.table(d, "x", title={"en": "x"}), "title has no text in Vietnamese"),
    "long": (lambda d: report.table(pd.DataFrame(range(999)), "x", title="a"), "999 rows are more than anybody reads"),
    "broad": (lambda d: report.table(pd.DataFrame([range(20)]), "x", title="a"), "holds 7 columns, and this has 20"),
    "no rows": (lambda d: report.table(d[:0], "x", title="a"), "the data have no rows"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_is_one_sentence(monthly: pd.DataFrame, mistake: str) -> None:
    call, message = REFUSED[mistake]
    with pytest.raises(ParamsError) as fault:
        call(monthly)
    assert message in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.fixture
def most() -> pd.DataFrame:
    """Ten of 44 places, as `nlargest` leaves them: the others are still categories."""
    places = [f"Place {number}" for number in range(44)]
    frame = pd.DataFrame({"place": pd.Categorical(places, places, ordered=True), "value": range(44)})
    return frame.nlargest(10, "value")


def test_axis_of_many_places_without_rows_is_refused_with_what_to_write(
    release: OpenedRelease, most: pd.DataFrame
) -> None:
    with pytest.raises(
        ParamsError, match=r"44 labels of 'place'.* no row of 34 of them; pass order=frame\['place'\]"
    ):
        report.figure(sns.barplot(most, x="value", y="place"), "most", title=TITLE, alt=ALT, data=most)


@pytest.mark.parametrize("way", ["order", "categories", "pandas"])
def test_each_way_out_draws_the_places_that_have_rows(
    release: OpenedRelease, most: pd.DataFrame, way: str
) -> None:
    used = most.assign(place=most["place"].cat.remove_unused_categories())
    ax = {
        "order": lambda: sns.barplot(most, x="value", y="place", order=most["place"]),
        "categories": lambda: sns.barplot(used, x="value", y="place"),
        "pandas": lambda: most.plot.barh(x="place", y="value"),
    }[way]()
    assert report.figure(ax, "most", title=TITLE, alt=ALT, data=most)


def test_months_without_rows_may_be_labelled(monthly: pd.DataFrame) -> None:
    first = monthly[monthly["month"] == monthly["month"].iloc[0]]
    assert report.figure(sns.barplot(first, x="month", y="value"), "x", title=TITLE, alt=ALT, data=first)


def test_no_report_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_OPENED", [])
    with pytest.raises(ParamsError, match="no report is open; begin with release = open_report"):
        report.say(en="a", vi="b")


def test_exhibits_are_of_the_same_kind_as_the_workbooks_own(monthly: pd.DataFrame) -> None:
    assert isinstance(report.table(monthly, "x", title="a"), Exhibit)


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (pd.DataFrame({"value": [1.0, 2.0]}, index=pd.Index(["By road", None], name="route")), "row 2"),
        (
            pd.DataFrame({"value": [1.0, 2.0]}, index=pd.Index([np.nan, "By road"], name="route")),
            "row 1",
        ),
        (pd.DataFrame([[1.0, 2.0]], columns=pd.Index(["By road", np.nan])), "column 2"),
        (
            pd.DataFrame({"value": [1.0]}, index=pd.MultiIndex.from_tuples([("By road", np.nan)])),
            "row 1",
        ),
    ],
)
def test_row_or_column_without_a_name_is_refused(
    release: OpenedRelease, frame: pd.DataFrame, told: str
) -> None:
    with pytest.raises(ParamsError, match=f"{told} has no name; give it one, such as frame.rename"):
        report.table(frame, "routes", title=TITLE)
    named = frame.rename(index={np.nan: "Not stated"}, columns={np.nan: "Not stated"})
    assert "Not stated" in report.table(named, "routes", title=TITLE).to_text()


@pytest.mark.parametrize("text", ["nan", "NaN", "<NA>"])
def test_missing_number_that_was_made_a_text_is_refused(opened: dict[str, OpenedRelease], text: str) -> None:
    current.set_opened(opened["nation"])
    with pytest.raises(ParamsError, match=r"row 2 of column 'n' is the text '.*', made of a missing number"):
        report.table(pd.DataFrame({"n": ["1", text]}, index=["a", "b"]), "texts", title=TITLE)


def test_infinite_number_in_a_sentence_is_refused_with_what_to_write(
    opened: dict[str, OpenedRelease],
) -> None:
    current.set_opened(opened["nation"])
    with pytest.raises(ParamsError, match=r"a number is infinite, as of a division by 0; write .replace"):
        report.say(en="{n}.", vi="{n}.", n=float("inf"))

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from drawn_charts import paths, shown, words
from helpers.privacy.release import Cell
from helpers.report import charts
from helpers.report.charts.labels import Label
from helpers.report.drawing import Drawing, draw, tidy
from helpers.report.language import month_short
from helpers.report.theme import THEME

MONTHS = {language: [month_short(month, language) for month in range(1, 13)] for language in ("en", "vi")}
NOW = THEME.colours.highlight


def lines(*years: list[Cell], language: str = "en", **chosen: object) -> Drawing:
    series = {str(2024 - len(years) + at): cells for at, cells in enumerate(years)}
    return draw(charts.lines, tidy("month", MONTHS[language], series), "month", language=language, **chosen)


def test_a_hidden_month_is_a_gap_in_the_line() -> None:
    whole = lines(shown(*range(1, 13))).wide
    broken = lines([*shown(1, 2, 3, 4), Cell(None, "c"), *shown(6, 7, 8, 9, 10, 11, 12)]).wide
    assert [path.count("M") for path in paths(whole, NOW, "stroke")] == [1]
    assert [path.count("M") for path in paths(broken, NOW, "stroke")] == [2]


def test_a_stretch_of_hidden_months_is_marked_once() -> None:
    cells = [
        *shown(1, 2),
        *[Cell(None, "c")] * 3,
        *shown(6, 7),
        Cell(None, "x"),
        *shown(9, 10, 11),
        Cell(None, "c"),
    ]
    for svg in lines(shown(*range(12)), cells):
        said = [word.text for word in words(svg)]
        assert said.count("[c]") == 2 and said.count("[x]") == 1


def test_the_peak_of_the_last_year_is_named() -> None:
    svg = lines(shown(*[99] * 12), shown(*range(1, 13)), language="vi", peak=True).wide
    assert ">12, tháng 12</text>" in svg


@pytest.mark.parametrize("at", range(12))
def test_the_name_of_a_peak_is_clear_of_the_numbers_of_the_axis(at: int) -> None:
    values = [10.0] * 12
    values[at] = 24.0
    for svg in lines(shown(*range(12)), shown(*values), peak=True):
        (peak,) = [word for word in words(svg) if " in " in word.text]
        assert not any(peak.touches(word) for word in words(svg) if word != peak)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "18 in January and December"), ("vi", "18, tháng 1 và tháng 12")]
)
def test_two_months_that_are_equally_high_are_both_named(language: str, name: str) -> None:
    values = shown(18, *range(1, 11), 18)
    for svg in lines(shown(*range(12)), values, language=language, peak=True):
        assert name in [word.text for word in words(svg)]


def test_of_three_equally_high_months_none_is_named() -> None:
    for svg in lines(shown(*range(12)), shown(18, 18, *range(1, 10), 18), peak=True):
        assert not [word for word in words(svg) if " in " in word.text]


def test_all_zero_has_no_peak() -> None:
    svg = lines(shown(*[0] * 12), shown(*[0] * 12), peak=True).wide
    assert not [word for word in words(svg) if " in " in word.text]


def test_names_of_lines_that_end_together_do_not_overlap() -> None:
    for svg in lines(shown(*range(12)), shown(*range(12)), shown(*range(12))):
        ends = sorted(word.bottom for word in words(svg) if word.text in ("2021", "2022", "2023"))
        assert len(ends) == 3
        assert min(b - a for a, b in zip(ends, ends[1:], strict=False)) >= 0.66 * THEME.sizes.chart


def test_a_target_is_a_dashed_line_with_its_label() -> None:
    svg = lines(shown(*range(12)), language="vi", target=20.0).wide
    assert "mục tiêu 20" in svg
    assert "stroke-dasharray" in svg


def test_few_years_of_one_line_carry_their_values() -> None:
    frame = tidy("year_of", ["2022", "2023"], {"": shown(1234, 2345)}, "series")
    svg = draw(charts.lines, frame, "year_of", language="vi").wide
    assert ">1.234</text>" in svg and ">2.345</text>" in svg


@pytest.mark.parametrize("top", [1, 2, 3, 7, 9.5, 41, 71, 99, 100, 101, 5402, 60000, 1_234_567])
def test_numbers_of_the_axis_are_whole_few_and_reach_the_top(top: float) -> None:
    svg = lines(shown(*[top] * 12)).wide
    steps = [float(word.text.replace(",", "")) for word in words(svg) if word.text not in MONTHS["en"]]
    assert steps[0] == 0
    assert steps[-1] >= top
    assert 2 <= len(steps) <= 7


def test_label_of_a_peak_at_the_edge_takes_no_room_from_the_axes() -> None:
    """It finds a place inside: months on the axis keep their width."""
    figure, ax = plt.subplots()
    ax.plot([18, 4, 6], scalex=True)
    label = Label(ax, 0, 18, "18 in January and in December, the highest of all months")
    box = label.get_tightbbox(figure.canvas.get_renderer())
    plt.close(figure)
    assert box is not None
    assert ax.bbox.x0 <= box.x0 < box.x1 <= ax.bbox.x1

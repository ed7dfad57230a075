from __future__ import annotations

from lxml import etree

from helpers.privacy.release import Cell
from helpers.report.charts import Line, line_chart
from helpers.report.theme import THEME

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = [str(month) for month in range(1, 13)]


def shown(*values: float) -> list[Cell]:
    return [Cell(float(value), "shown") for value in values]


def paths(svg: str, colour: str) -> list[str]:
    return [
        path.get("d")
        for path in etree.fromstring(svg).iter(f"{SVG}path")
        if f"stroke: {colour.lower()}" in path.get("style", "")
    ]


def test_a_hidden_month_is_a_gap_in_the_line() -> None:
    whole = line_chart(MONTHS, [Line("2023", shown(*range(1, 13)), True)], language="en")
    cells = [*shown(1, 2, 3, 4), Cell(None, "c"), *shown(6, 7, 8, 9, 10, 11, 12)]
    broken = line_chart(MONTHS, [Line("2023", cells, True)], language="en")
    assert [path.count("M") for path in paths(whole, THEME.colours.highlight)] == [1]
    assert [path.count("M") for path in paths(broken, THEME.colours.highlight)] == [2]


def test_the_peak_of_the_emphasised_line_is_named() -> None:
    lines = [Line("2022", shown(*[99] * 12)), Line("2023", shown(*range(1, 13)), True)]
    names = [f"tháng {month}" for month in range(1, 13)]
    svg = line_chart(MONTHS, lines, language="vi", mark_peak=True, peak_names=names)
    assert ">12, tháng 12</text>" in svg


def test_all_zero_has_no_peak() -> None:
    svg = line_chart(
        MONTHS,
        [Line("a", shown(*[0] * 12)), Line("b", shown(*[0] * 12), True)],
        language="en",
        mark_peak=True,
    )
    assert " in " not in svg.split("<text", 1)[1]


def test_names_of_lines_that_end_together_do_not_overlap() -> None:
    svg = line_chart(
        MONTHS, [Line("2022", shown(*range(12))), Line("2023", shown(*range(12)), True)], language="en"
    )
    ends = {"".join(t.itertext()): float(t.get("y")) for t in etree.fromstring(svg).iter(f"{SVG}text")}
    assert abs(ends["2022"] - ends["2023"]) >= THEME.sizes.chart


def test_a_target_is_a_dashed_line_with_its_label() -> None:
    svg = line_chart(MONTHS, [Line("2023", shown(*range(12)), True)], language="vi", target=20)
    assert "mục tiêu 20" in svg
    assert "stroke-dasharray" in svg


def test_few_years_of_one_line_carry_their_values() -> None:
    svg = line_chart(["2022", "2023"], [Line("", shown(1234, 2345), True)], language="vi")
    assert ">1.234</text>" in svg and ">2.345</text>" in svg

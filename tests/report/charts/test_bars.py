from __future__ import annotations

import pytest

from clear_texts import covered_texts
from drawn_charts import boxes, shown, words
from helpers.privacy.release import Cell
from helpers.report import charts
from helpers.report.drawing import Drawing, draw, tidy
from helpers.report.theme import THEME

NOW, BEFORE = THEME.colours.highlight, THEME.colours.context


def bars(
    cells: list[Cell], before: list[Cell] | None = None, language: str = "en", **chosen: object
) -> Drawing:
    labels = list("abcd")[: len(cells)]
    series = {"2022": before} if before else {}
    return draw(
        charts.bars, tidy("route", labels, {**series, "2023": cells}), "route", language=language, **chosen
    )


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    for svg in bars(shown(200, 100, 50)):
        found = boxes(svg, NOW)
        assert len({bar[0] for bar in found}) == 1
        lengths = [right - left for left, _top, right, _bottom in found]
        assert lengths[1] / lengths[0] == pytest.approx(0.5, abs=0.002)
        assert lengths[2] / lengths[0] == pytest.approx(0.25, abs=0.002)


def test_columns_start_at_zero_and_are_in_proportion() -> None:
    frame = tidy("kind", ["a", "b"], {"2022": shown(10, 40), "2023": shown(20, 80)})
    for svg in draw(charts.columns, frame, "kind", language="en"):
        now, before = boxes(svg, NOW), boxes(svg, BEFORE)
        assert len({box[3] for box in now + before}) == 1
        heights = sorted(bottom - top for _left, top, _right, bottom in now + before)
        assert [h / heights[-1] for h in heights] == pytest.approx([0.125, 0.25, 0.5, 1.0], abs=0.002)


def test_the_mark_of_a_withheld_bar_has_one_length_beside_any_other_bar() -> None:
    lengths = set()
    for other in (1.0, 70000.0):
        for svg in bars([Cell(other, "shown"), Cell(None, "c")]):
            ((left, _top, right, _bottom),) = boxes(svg, "url(")
            lengths.add(round(right - left, 1))
    assert lengths == {22.0}


def test_only_the_emphasised_bar_is_highlighted() -> None:
    svg = bars(shown(3, 2, 1), highlight={"b"}).wide
    assert len(boxes(svg, NOW)) == 1
    assert len(boxes(svg, BEFORE)) == 2


def test_zero_is_written_and_has_no_bar() -> None:
    for svg in bars(shown(0, 5)):
        assert ">0</text>" in svg
        assert len(boxes(svg, NOW)) == 1


def test_values_are_written_as_the_language_does() -> None:
    assert ">60.000</text>" in bars(shown(60000), language="vi").wide
    assert ">60,000</text>" in bars(shown(60000)).wide


def test_the_year_before_is_named_once() -> None:
    assert bars(shown(5, 6), before=shown(4, 3)).wide.count("(2022)") == 1


def test_a_long_label_has_more_lines_on_a_telephone() -> None:
    label = "Bóc lột lao động cưỡng bức trong các cơ sở lừa đảo trực tuyến"
    drawing = draw(charts.bars, tidy("form", [label, "Khác"], {"2023": shown(7, 9)}), "form", language="vi")
    lines = [[word.text for word in words(svg) if word.text in label] for svg in drawing]
    assert " ".join(lines[0]) == " ".join(lines[1]) == label
    assert len(lines[0]) < len(lines[1])


def test_small_charts_stand_two_in_a_row_on_a_telephone() -> None:
    names = [f"Indicator {letter}" for letter in "abcdef"]
    frame = tidy("quarter", ["Q1", "Q2"], {name: shown(1, 2) for name in names}, "indicator")
    drawing = draw(charts.panels, frame, "quarter", language="en")
    rows = [len({round(word.bottom) for word in words(svg) if word.text in names}) for svg in drawing]
    assert rows == [2, 3]


def test_mark_of_a_low_column_of_a_panel_stands_above_its_high_neighbours() -> None:
    cells = [*shown(9, 8), Cell(None, "c"), *shown(9, 7), Cell(None, "x"), *shown(9, 5)] * 2
    frame = tidy("quarter", [f"Q{at}" for at in range(16)], dict.fromkeys("abcdef", cells), "indicator")
    for svg in draw(charts.panels, frame, "quarter", language="en"):
        assert covered_texts(svg) == []
        assert [word.text for word in words(svg)].count("[c]") == 12

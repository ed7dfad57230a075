"""Where a drawing can be seen whole on a telephone."""

from __future__ import annotations

import re

from helpers.report.charts.letters import LEAST, TELEPHONE, style_on_telephone
from helpers.report.charts.words import Word

WIDTH = 482.0


def word(x: float, y: float, text: str = "2023", align: str = "center") -> Word:
    return Word(x, y, text, "#000000", 9.0, 400, align, 200.0)


def shares(style: str | None) -> tuple[float, ...]:
    assert style is not None
    return tuple(float(found) for found in re.findall(r":([\d.]+)", style))


def test_words_with_room_grow_until_they_can_be_read() -> None:
    larger, before, after = shares(style_on_telephone([word(100, 50), word(380, 50)], WIDTH, upright=False))
    assert 9 * larger * TELEPHONE / WIDTH >= LEAST
    assert 9 * (larger - 0.05) * TELEPHONE / WIDTH < LEAST
    assert before == after == 0


def test_names_at_the_left_get_room_outside_the_sheet() -> None:
    names = [word(120, 20 + 24 * n, "Cưỡng ép lao động kéo dài", "right") for n in range(3)]
    larger, before, after = shares(style_on_telephone(names, WIDTH, upright=False))
    assert 9 * larger * TELEPHONE * (1 - (before + after) / 100) / WIDTH >= LEAST * 0.99
    assert before > 0


def test_words_that_would_touch_do_not_grow() -> None:
    close = [word(100, 50, "12.000.000"), word(148, 50, "12.000.000")]
    assert style_on_telephone(close, WIDTH, upright=False) is None


def test_a_map_is_whole_with_the_largest_letters_that_fit() -> None:
    close = [word(100, 50, "Quảng Ninh"), word(148, 50, "Bắc Giang")]
    apart = [word(100, 50, "Quảng Ninh"), word(300, 50, "Bắc Giang")]
    little, much = (shares(style_on_telephone(words, WIDTH, upright=True))[0] for words in (close, apart))
    assert 1 <= little < much

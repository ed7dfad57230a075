from __future__ import annotations

import io
import re
import unicodedata

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from helpers.errors import RenderError
from helpers.report import fonts
from helpers.report.theme import (
    STYLE,
    THEME,
    chart_style,
    contrast,
    css_variables,
    matplotlib_style,
    text_colour_on,
    typst_variables,
)


@pytest.mark.parametrize("name", ["ink", "heading", "muted", "highlight", "attention"])
def test_text_colours_are_legible_on_paper(name: str) -> None:
    assert contrast(getattr(THEME.colours, name), THEME.colours.paper) >= 4.5


def test_a_notice_is_legible() -> None:
    assert contrast(THEME.colours.attention_ink, THEME.colours.attention_wash) >= 4.5


@pytest.mark.parametrize("fill", THEME.sequential)
def test_values_are_legible_on_every_shade(fill: str) -> None:
    assert contrast(text_colour_on(fill), fill) >= 4.5


def test_shades_grow_darker() -> None:
    on_white = [contrast(fill, "#FFFFFF") for fill in THEME.sequential]
    assert on_white == sorted(on_white)


def test_css_and_typst_hold_the_same_tokens() -> None:
    css = set(re.findall(r"--([a-z0-9-]+):", css_variables()))
    typst = set(re.findall(r"#let ([a-z0-9-]+) =", typst_variables()))
    assert css == typst
    assert "--highlight: #0B69A3;" in css_variables()
    assert '#let highlight = rgb("#0B69A3")' in typst_variables()


def test_svg_settings_are_reproducible_and_keep_text() -> None:
    assert chart_style()["svg.fonttype"] == "none"
    assert chart_style()["svg.hashsalt"]


def test_the_style_file_says_what_the_tokens_say() -> None:
    assert STYLE.read_text(encoding="utf-8") == matplotlib_style(), "run `make theme`"
    assert chart_style()["text.color"] == THEME.colours.ink
    assert chart_style()["axes.prop_cycle"].by_key()["color"][0] == THEME.colours.highlight


def test_the_style_file_is_one_that_matplotlib_knows_by_its_path() -> None:
    with plt.style.context(STYLE):
        assert mpl.rcParams["axes.edgecolor"] == THEME.colours.context_dark


def test_matplotlib_finds_the_typeface_in_both_weights() -> None:
    fonts.register_fonts()
    for weight, name in fonts.FILES.items():
        found = font_manager.findfont(
            font_manager.FontProperties(family=THEME.font, weight=weight), fallback_to_default=False
        )
        assert found.endswith(name)


@pytest.mark.parametrize("weight", [400, 600])
def test_web_font_has_every_letter_of_vietnamese(weight: int) -> None:
    known = TTFont(io.BytesIO(fonts.subset_woff2(weight))).getBestCmap()
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    marks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    wanted = {unicodedata.normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in marks} | set(letters)
    wanted |= {letter.upper() for letter in wanted} | set("–—‘’“”…•·−×≤≥₫→✓")
    assert not [letter for letter in wanted if ord(letter) not in known]


def test_web_font_is_small_and_the_same_every_time() -> None:
    first = fonts.subset_woff2(400)
    fonts.subset_woff2.cache_clear()
    assert fonts.subset_woff2(400) == first
    assert len(first) < 25_000


def test_figures_are_as_wide_as_each_other() -> None:
    assert len({fonts.text_width(digit, 10.0) for digit in "0123456789"}) == 1


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(RenderError, match="no font of weight 700; use 400 or 600"):
        fonts.font_file(700)

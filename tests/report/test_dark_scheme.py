"""The dark look: every colour reads on it, and charts change with the page."""

from __future__ import annotations

import pytest

from helpers.report.dark_scheme import DARK, dark_of, dark_variables, follow_scheme
from helpers.report.theme import THEME, colour_tokens, contrast, text_colour_on


@pytest.mark.parametrize("name", ["ink", "heading", "muted", "highlight", "attention"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_text_colours_are_legible_in_the_dark(name: str, ground: str) -> None:
    assert contrast(getattr(DARK.colours, name), getattr(DARK.colours, ground)) >= 4.5


def test_a_notice_is_legible_in_the_dark() -> None:
    assert contrast(DARK.colours.attention_ink, DARK.colours.attention_wash) >= 4.5
    assert contrast(DARK.colours.attention_ink, DARK.colours.paper) >= 4.5  # the band of a restricted report


@pytest.mark.parametrize(("light", "dark"), [*zip(THEME.sequential, DARK.sequential, strict=True)])
def test_values_are_legible_on_every_shade_in_the_dark(light: str, dark: str) -> None:
    token = "paper" if text_colour_on(light) == THEME.colours.paper else "heading"
    assert contrast(getattr(DARK.colours, token), dark) >= 4.5


def test_every_colour_has_its_dark_value() -> None:
    rule = dark_variables()
    assert all(f"--{name}: " in rule for name, _ in colour_tokens())
    assert rule.startswith("@media screen and (prefers-color-scheme: dark)")  # paper stays light


def test_colours_of_the_look_follow_the_page() -> None:
    page = '<p style="fill: #0b69a3"></p><svg><path style="fill: #0b69a3; stroke: #FFFFFF"/></svg>'
    made = follow_scheme(page)
    assert '<path style="fill: var(--highlight, #0b69a3); stroke: var(--paper, #FFFFFF)"/>' in made
    assert '<p style="fill: #0b69a3"></p>' in made


@pytest.mark.parametrize("own", ["#000000", "#404040", "#800080", "#0000ff", "#006400"])
def test_own_colours_of_an_analyst_can_be_read_in_the_dark(own: str) -> None:
    assert f"fill: {own}; fill: light-dark({own}, " in follow_scheme(
        f'<svg><text style="fill: {own}"/></svg>'
    )
    assert contrast(dark_of(own), DARK.colours.paper) >= 4.5


def test_a_light_ground_becomes_a_dark_one() -> None:
    assert contrast(dark_of("#fafafa"), DARK.colours.ink) >= 4.5

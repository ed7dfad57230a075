"""The look of a page where the reader's device asks for a dark one: the same tokens in other colours, in charts too.

Light and dark change places: what is dark on light becomes light on dark, so that every pair of colours keeps its
contrast. Paper, Word and JupyterLab stay light.
"""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from helpers.report.theme import THEME, Colours, Theme, colour_tokens, contrast

DARK = Theme(
    colours=Colours(
        ink="#D6DFE8",
        heading="#F2F6FA",
        muted="#A7B4C2",
        hairline="#33475A",
        wash="#1B2A38",
        paper="#111B25",
        highlight="#74BDEC",
        attention="#F0914A",
        attention_ink="#FFC897",
        attention_wash="#33220F",
        context="#5D6E7F",
        context_dark="#94A2B0",
    ),
    sequential=("#1D3346", "#22486A", "#285A84", "#2F6B9C", "#9AD0F5"),
    categories=("#74BDEC", "#F0914A", "#3CC9A0", "#E3A6C6", "#EDB94D", "#A5D8F7"),
)
_GREY, _LEAST_CONTRAST = 0.2, 4.5
"""Saturation below which a colour is a grey; the contrast of a text, after WCAG."""
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_COLOUR = re.compile(r"\b(fill|stroke): ?(#[0-9a-fA-F]{6})\b")


def dark_variables() -> str:
    """The CSS rule that gives every colour its dark value on a screen that wants it."""
    pairs = "".join(f"    --{name}: {value};\n" for name, value in colour_tokens(DARK))
    return f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{ color-scheme: dark;\n{pairs}  }}\n}}\n"


def follow_scheme(page: str) -> str:
    """The HTML in which the colours of its charts are tokens, and so change with the page.

    A colour that is no token, such as an analyst's own, gets a dark counterpart beside it.
    """
    return _SVG.sub(lambda svg: _COLOUR.sub(_in_both, svg[0]), page)


def _in_both(found: re.Match[str]) -> str:
    name, colour = found[1], found[2].upper()
    token = _tokens().get(colour)
    if token:
        return f"{name}: var(--{token}, {found[2]})"
    return f"{found[0]}; {name}: light-dark({found[2]}, {dark_of(colour)})"


@lru_cache(maxsize=1)
def _tokens() -> dict[str, str]:
    """Colour -> the first token that has it."""
    return {value.upper(): name for name, value in reversed(colour_tokens(THEME))}


@lru_cache(maxsize=256)
def dark_of(colour: str) -> str:
    """A colour that reads on the dark page: greys change places, others are as light as they need to be."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREY or light > 1 - _GREY / 2 or light < _GREY / 2:
        return _hex(hue, 0.95 - 0.85 * light, saturation / 2)
    made = colour
    while contrast(made, DARK.colours.paper) < _LEAST_CONTRAST:
        light += 0.05
        made = _hex(hue, light, saturation)
    return made


def _hex(hue: float, light: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, light, saturation)
    return "#" + "".join(f"{round(255 * part):02X}" for part in parts)

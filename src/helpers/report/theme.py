"""The look of every report as one set of tokens, for charts (matplotlib), screens (CSS) and paper (Typst).

Colours, sizes and widths are decided here and nowhere else. Fonts as files belong in fonts.py.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from cycler import cycler

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Colours:
    """Every colour of the reports.

    Text takes ink, heading, muted, highlight, attention (4.5 : 1 on white); attention_ink on attention_wash.
    context and context_dark are for marks.
    """

    ink: str = "#243B53"
    heading: str = "#102A43"
    muted: str = "#52606D"
    hairline: str = "#D9E2EC"
    wash: str = "#F0F4F8"
    paper: str = "#FFFFFF"
    highlight: str = "#0B69A3"
    attention: str = "#C65102"
    attention_ink: str = "#8A3A03"
    attention_wash: str = "#FFF3E6"
    context: str = "#B8C2CC"
    context_dark: str = "#7B8794"


@dataclass(frozen=True)
class Sizes:
    """Type sizes in points, at a body of 10 pt on paper."""

    title: float = 22.0
    section: float = 15.0
    headline: float = 11.5
    text: float = 10.0
    subtitle: float = 9.0
    chart: float = 9.0
    note: float = 8.0
    tile: float = 7.5


@dataclass(frozen=True)
class Widths:
    """Widths: the page in millimetres, lines in points."""

    text_mm: float = 170.0
    margin_mm: float = 20.0
    line: float = 2.2
    context_line: float = 1.6
    rule: float = 0.8
    hairline: float = 0.6
    dot: float = 6.5


@dataclass(frozen=True)
class Theme:
    """All tokens of the look."""

    font: str = "Source Sans Pro"
    fallback_fonts: tuple[str, ...] = ("Source Sans 3", "Noto Sans", "Segoe UI", "Arial")
    regular: int = 400
    semibold: int = 600
    colours: Colours = Colours()
    sizes: Sizes = Sizes()
    widths: Widths = Widths()
    # The fourth step is lighter than a straight ramp would have it: a value must be legible on it.
    sequential: tuple[str, ...] = ("#E6F0F7", "#B9D7EA", "#83BADB", "#4C9ACA", "#0B5C8F")
    # Okabe and Ito.
    categories: tuple[str, ...] = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")


THEME = Theme()

RC_PARAMS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "border-guard-workbook",
    "svg.image_inline": True,
    "text.parse_math": False,
    "text.usetex": False,
    "axes.unicode_minus": True,
    "font.family": [THEME.font],
    "font.size": THEME.sizes.chart,
    "font.weight": THEME.regular,
    "text.color": THEME.colours.ink,
    "figure.dpi": 72,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "figure.facecolor": "none",
    "savefig.bbox": None,
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": THEME.colours.context_dark,
    "axes.linewidth": THEME.widths.rule,
    "axes.labelcolor": THEME.colours.ink,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "axes.xmargin": 0.0,
    "axes.ymargin": 0.0,
    "grid.color": THEME.colours.hairline,
    "grid.linewidth": THEME.widths.hairline,
    "grid.linestyle": "-",
    "xtick.color": THEME.colours.context_dark,
    "xtick.labelcolor": THEME.colours.ink,
    "xtick.labelsize": THEME.sizes.chart,
    "xtick.major.size": 3.0,
    "xtick.major.width": THEME.widths.rule,
    "xtick.minor.visible": False,
    "ytick.color": THEME.colours.context_dark,
    "ytick.labelcolor": THEME.colours.ink,
    "ytick.labelsize": THEME.sizes.chart,
    "ytick.major.size": 0.0,
    "ytick.minor.visible": False,
    "lines.linewidth": THEME.widths.line,
    "lines.solid_capstyle": "round",
    "lines.solid_joinstyle": "round",
    "path.simplify": False,
    "hatch.linewidth": 0.7,
    "hatch.color": THEME.colours.context_dark,
}


ANALYST_RC_PARAMS: dict[str, Any] = {
    **RC_PARAMS,
    "figure.figsize": (THEME.widths.text_mm / 25.4, THEME.widths.text_mm / 25.4 * 0.5),
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.spines.bottom": True,
    "axes.titlesize": THEME.sizes.chart,
    "axes.titleweight": THEME.semibold,
    "axes.titlelocation": "left",
    "axes.labelsize": THEME.sizes.chart,
    "axes.xmargin": 0.05,
    "axes.ymargin": 0.05,
    "axes.prop_cycle": cycler(
        color=[THEME.colours.highlight, *THEME.categories[1:], THEME.colours.context_dark]
    ),
    "image.cmap": "Blues",
    "legend.frameon": False,
    "legend.fontsize": THEME.sizes.chart,
    "legend.title_fontsize": THEME.sizes.chart,
    "patch.edgecolor": THEME.colours.paper,
}
"""The look of a chart that an analyst draws in a notebook: what the charts of the workbook put on their sheet."""


def css_variables() -> str:
    """A CSS rule that sets every token as a custom property of the root: --ink, --size-text, --font."""
    family = ", ".join(f'"{name}"' for name in (THEME.font, *THEME.fallback_fonts))
    pairs = [(name, value) for name, value in _colours()]
    pairs += [(f"size-{name}", f"{value:g}pt") for name, value in _numbers(THEME.sizes)]
    pairs += [
        (_dashed(name), f"{value:g}mm")
        for name, value in (
            ("text-width", THEME.widths.text_mm),
            ("margin", THEME.widths.margin_mm),
        )
    ]
    pairs += [("rule", f"{THEME.widths.rule:g}pt"), ("regular", str(THEME.regular))]
    pairs += [("semibold", str(THEME.semibold)), ("font", f"{family}, sans-serif")]
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in pairs) + "}\n"


def typst_variables() -> str:
    """Typst source that binds every token: `#let ink = rgb("#243B53")`, `#let size-text = 10pt`."""
    pairs = [(name, f'rgb("{value}")') for name, value in _colours()]
    pairs += [(f"size-{name}", f"{value:g}pt") for name, value in _numbers(THEME.sizes)]
    pairs += [
        ("text-width", f"{THEME.widths.text_mm:g}mm"),
        ("margin", f"{THEME.widths.margin_mm:g}mm"),
        ("rule", f"{THEME.widths.rule:g}pt"),
        ("regular", str(THEME.regular)),
        ("semibold", str(THEME.semibold)),
        ("font", f'"{THEME.font}"'),
    ]
    return "".join(f"#let {name} = {value}\n" for name, value in pairs)


def text_colour_on(fill: str) -> str:
    """The text colour that reads best on a fill."""
    return max((THEME.colours.heading, THEME.colours.paper), key=lambda colour: contrast(colour, fill))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colours() -> list[tuple[str, str]]:
    named = [(_dashed(f.name), str(getattr(THEME.colours, f.name))) for f in fields(THEME.colours)]
    named += [(f"sequential-{n}", colour) for n, colour in enumerate(THEME.sequential, 1)]
    named += [(f"category-{n}", colour) for n, colour in enumerate(THEME.categories, 1)]
    return named


def _numbers(tokens: Sizes) -> list[tuple[str, float]]:
    return [(_dashed(f.name), float(getattr(tokens, f.name))) for f in fields(tokens)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")

"""The look of every report as one set of tokens, for charts (matplotlib), screens (CSS) and paper (Typst).

Colours, sizes and widths are decided here and nowhere else, but for the colours of a dark screen (dark_scheme.py).
After a change `make theme` writes what matplotlib and Quarto read. Fonts as files belong in fonts.py.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib import RcParams

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Colours:
    """Every colour of the reports.

    Text takes ink, heading, muted, highlight, attention (4.5 : 1 on white); attention_ink on attention_wash.
    highlight marks the report's year, context the year before; context_dark is for axes and last series.
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
    gutter_mm: float = 8.0
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

STYLE = Path(__file__).with_name("assets") / "workbook.mplstyle"
"""What `matplotlib_style` says, as a file that matplotlib and seaborn read: `plt.style.use(STYLE)`."""


@lru_cache(maxsize=1)
def chart_style() -> RcParams:
    """The settings of the style file, for `matplotlib.rc_context`."""
    from matplotlib import rc_params_from_file

    return rc_params_from_file(STYLE, use_default_template=False)


def matplotlib_style() -> str:
    """The style file of every chart: what makes any drawing of matplotlib or seaborn look like the reports."""
    colours, sizes, widths = THEME.colours, THEME.sizes, THEME.widths
    wide = widths.text_mm / 25.4
    cycle = [colours.highlight, *THEME.categories[1:], colours.context_dark]
    settings: dict[str, object] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "border-guard-workbook",
        "text.parse_math": False,
        "text.usetex": False,
        "text.color": colours.ink,
        "font.family": THEME.font,
        "font.size": sizes.chart,
        "font.weight": THEME.regular,
        "figure.dpi": 72,
        "figure.figsize": f"{wide:.4f}, {wide / 2:.4f}",
        "figure.autolayout": False,
        "figure.constrained_layout.use": False,
        "figure.facecolor": "none",
        "savefig.bbox": "standard",
        "savefig.facecolor": "none",
        "axes.facecolor": "none",
        "axes.edgecolor": colours.context_dark,
        "axes.linewidth": widths.rule,
        "axes.labelcolor": colours.ink,
        "axes.labelsize": sizes.chart,
        "axes.titlesize": sizes.chart,
        "axes.titleweight": THEME.semibold,
        "axes.titlelocation": "left",
        "axes.titlecolor": colours.heading,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.unicode_minus": True,
        "axes.prop_cycle": f"cycler('color', {[colour.lstrip('#') for colour in cycle]})",
        "grid.color": colours.hairline,
        "grid.linewidth": widths.hairline,
        "xtick.color": colours.context_dark,
        "xtick.labelcolor": colours.ink,
        "xtick.labelsize": sizes.chart,
        "xtick.major.size": 3,
        "xtick.major.width": widths.rule,
        "ytick.color": colours.context_dark,
        "ytick.labelcolor": colours.ink,
        "ytick.labelsize": sizes.chart,
        "ytick.major.size": 0,
        "lines.linewidth": widths.line,
        "lines.solid_capstyle": "round",
        "lines.solid_joinstyle": "round",
        "path.simplify": False,
        "patch.edgecolor": colours.paper,
        "hatch.color": colours.context_dark,
        "hatch.linewidth": 0.7,
        "image.cmap": "Blues",
        "legend.frameon": False,
        "legend.fontsize": sizes.chart,
        "legend.title_fontsize": sizes.chart,
    }
    lines = ["# The look of every chart. Made by `make theme` from theme.py; do not edit by hand."]
    lines += [f"{name}: {str(value).removeprefix('#')}" for name, value in settings.items()]
    return "\n".join(lines) + "\n"


def css_variables() -> str:
    """A CSS rule that sets every token as a custom property of the root: --ink, --size-text, --font."""
    family = ", ".join(f'"{name}"' for name in (THEME.font, *THEME.fallback_fonts))
    pairs = colour_tokens()
    pairs += [(f"size-{name}", f"{value:g}pt") for name, value in _numbers(THEME.sizes)]
    pairs += [
        (_dashed(name), f"{value:g}mm")
        for name, value in (
            ("text-width", THEME.widths.text_mm),
            ("margin", THEME.widths.margin_mm),
            ("gutter", THEME.widths.gutter_mm),
        )
    ]
    pairs += [("rule", f"{THEME.widths.rule:g}pt"), ("regular", str(THEME.regular))]
    pairs += [("semibold", str(THEME.semibold)), ("font", f"{family}, sans-serif")]
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in pairs) + "}\n"


def colour_tokens(of: Theme = THEME) -> list[tuple[str, str]]:
    """Name and value of every colour, as CSS and Typst call them: highlight, sequential-1, category-1."""
    named = [(_dashed(f.name), str(getattr(of.colours, f.name))) for f in fields(of.colours)]
    named += [(f"sequential-{n}", colour) for n, colour in enumerate(of.sequential, 1)]
    named += [(f"category-{n}", colour) for n, colour in enumerate(of.categories, 1)]
    return named


def typst_variables() -> str:
    """Typst source that binds every token: `#let ink = rgb("#243B53")`, `#let size-text = 10pt`."""
    pairs = [(name, f'rgb("{value}")') for name, value in colour_tokens()]
    pairs += [(f"size-{name}", f"{value:g}pt") for name, value in _numbers(THEME.sizes)]
    pairs += [
        ("text-width", f"{THEME.widths.text_mm:g}mm"),
        ("margin", f"{THEME.widths.margin_mm:g}mm"),
        ("gutter", f"{THEME.widths.gutter_mm:g}mm"),
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


def _numbers(tokens: Sizes) -> list[tuple[str, float]]:
    return [(_dashed(f.name), float(getattr(tokens, f.name))) for f in fields(tokens)]


def _dashed(name: str) -> str:
    return name.replace("_", "-")

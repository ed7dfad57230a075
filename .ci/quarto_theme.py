"""Writes what Quarto and matplotlib read of the reports' look: of theme.py, report.css, report.typ, word_styles.py.

`make theme` runs this after a change of the look; a test holds the files equal to it.
"""

from __future__ import annotations

from pathlib import Path

from helpers.report.theme import STYLE, THEME, css_variables, matplotlib_style
from helpers.render.pandoc import asset
from helpers.render.render_pdf import typst_tokens
from helpers.render.word_styles import reference_docx

FOLDER = Path(__file__).resolve().parents[1] / "quarto"
NOTE = "Made by `make theme` from the reports' look (theme.py, {}); do not edit by hand."
FIRST, LAST = "/* key results and main points */", "/* callouts, footnotes */"


def files() -> dict[str, bytes]:
    """Name -> content of every file that is made."""
    return {
        "theme.scss": _scss().encode(),
        "typst-template.typ": _typst().encode(),
        "reference.docx": reference_docx(),
    }


def _scss() -> str:
    """Bootstrap's and reveal.js's variables, then the rules of what exhibits display."""
    colours = THEME.colours
    family = ", ".join(f'"{name}"' for name in (THEME.font, *THEME.fallback_fonts))
    variables = {
        "font-family-sans-serif": f"{family}, sans-serif",
        "body-color": colours.ink,
        "body-bg": colours.paper,
        "link-color": colours.highlight,
        "primary": colours.highlight,
        "warning": colours.attention,
        "headings-color": colours.heading,
        "headings-font-weight": THEME.semibold,
        "presentation-heading-color": colours.heading,
        "presentation-heading-font-weight": THEME.semibold,
        "toc-color": colours.highlight,
    }
    defaults = "".join(f"${name}: {value} !default;\n" for name, value in variables.items())
    css = asset("report.css")
    notice = css[css.index(".notice {") : css.index(".imprint {")]
    rules = css[css.index(FIRST) : css.index(LAST)]
    counters = "body { counter-reset: figure table; }\n"
    return (
        f"/*-- scss:defaults --*/\n// {NOTE.format('report.css')}\n{defaults}\n"
        f"/*-- scss:rules --*/\n{css_variables()}{counters}{notice}{rules}"
    )


def _typst() -> str:
    """A part of a pandoc template, in which a dollar is written twice."""
    source = f"// {NOTE.format('report.typ')}\n{typst_tokens()}\n{asset('report.typ')}"
    return source.replace("$", "$$")


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
    STYLE.write_text(matplotlib_style(), encoding="utf-8")

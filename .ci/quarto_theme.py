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
    """reveal.js's variables, then the rules of what exhibits display, in the size of slides."""
    colours = THEME.colours
    # reveal.js takes the quotation marks of a list of names away, and a name with a digit is none without them.
    names = "', '".join((THEME.font, *THEME.fallback_fonts))
    family = f"unquote(\"'{names}', sans-serif\")"
    variables = {
        "font-family-sans-serif": family,
        "presentation-font-size-root": "28px",
        "presentation-h1-font-size": "1.9em",
        "presentation-h2-font-size": "1.3em",
        "body-color": colours.ink,
        "body-bg": colours.paper,
        "link-color": colours.highlight,
        "presentation-heading-color": colours.heading,
        "presentation-heading-font-weight": THEME.semibold,
    }
    defaults = "".join(f"${name}: {value} !default;\n" for name, value in variables.items())
    css = asset("report.css")
    notice = css[css.index(".notice {") : css.index(".imprint {")]
    rules = css[css.index(FIRST) : css.index(LAST)]
    counters = "body { counter-reset: figure table; }\n"
    slides = (
        "html { font-size: 22px; }\n.reveal .date, .reveal .author { margin: 0.3rem 0; }\n"
        ".reveal ul.key-results { display: grid; margin: 0 0 1rem; }\n.reveal ul.key-results li::marker { content: none; }\n"
    )
    return (
        f"/*-- scss:defaults --*/\n// {NOTE.format('report.css')}\n{defaults}\n"
        f"/*-- scss:rules --*/\n{css_variables()}{counters}{notice}{rules}{slides}"
    )


def _typst() -> str:
    """A part of a pandoc template, in which a dollar is written twice."""
    source = f"// {NOTE.format('report.typ')}\n{typst_tokens()}\n{asset('report.typ')}"
    return source.replace("$", "$$")


if __name__ == "__main__":
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
    STYLE.write_text(matplotlib_style(), encoding="utf-8")

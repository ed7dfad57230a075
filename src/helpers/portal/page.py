"""The portal as one self-contained page: template, style, script and typeface in one file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers.inputs.params.settings import Language
from helpers.portal.portal_words import PortalWords
from helpers.portal.site_files import FEED
from helpers.portal.views import PortalView
from helpers.publish.data_set.about_data_set import AboutDataSet
from helpers.publish.data_set.schema_org import schema_org_data_set
from helpers.report.dark_scheme import dark_variables
from helpers.report.fonts import subset_woff2
from helpers.report.theme import THEME, css_variables, text_colour_on

ASSETS = Path(__file__).parent / "assets"
EARLY_SCRIPT = 'document.documentElement.classList.add("scripted")'
"""Runs before anything is drawn, so that the browser never lays out the language and years that are not shown."""


def render_page(portal: PortalView, about: AboutDataSet | None = None) -> str:
    """The portal's HTML. It asks the network for nothing, and its policy forbids that it could.

    `about` is what search engines are told of the data set.
    """
    switch = [(view.language, view.words) for view in portal.languages]
    return render_template(
        "portal.html",
        portal.languages[0].words.title,
        switch,
        ("charts.js", "compare.js"),
        portal=portal,
        data_set=schema_org_data_set(about) if about else None,
        feed=FEED if about and about.site else "",
    )


def render_template(
    name: str,
    title: str,
    switch: Sequence[tuple[Language, PortalWords]],
    scripts: Sequence[str] = (),
    **values: object,
) -> str:
    """A page of the portal in its style, with its script and the switch between languages.

    `scripts` define what portal.js, which comes last, uses where it is there.
    """
    script = "".join((ASSETS / each).read_text(encoding="utf-8") for each in (*scripts, "portal.js"))
    return (
        _environment()
        .get_template(name)
        .render(
            **values,
            title=title,
            switch=switch,
            style=Markup(_style()),  # noqa: S704
            script=Markup(script),  # noqa: S704
            early_script=Markup(EARLY_SCRIPT),  # noqa: S704
            script_hashes=[_hash_of(EARLY_SCRIPT), _hash_of(script)],
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


@lru_cache(maxsize=1)
def _style() -> str:
    shades = "".join(
        f".look-{n} {{ background: var(--sequential-{n}); color: var(--{_token_on(fill)}); }}\n"
        for n, fill in enumerate(THEME.sequential, 1)
    )
    fonts = "".join(_font_face(weight) for weight in (THEME.regular, THEME.semibold))
    look = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("portal.css", "compare.css"))
    return fonts + css_variables() + dark_variables() + look + shades


def _token_on(fill: str) -> str:
    """The colour of what is written on a shade."""
    return "paper" if text_colour_on(fill) == THEME.colours.paper else "heading"


def _font_face(weight: int) -> str:
    data = base64.b64encode(subset_woff2(weight)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{THEME.font}"; font-weight: {weight}; font-style: normal; '
        f'src: url(data:font/woff2;base64,{data}) format("woff2"); }}\n'
    )


def _hash_of(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")

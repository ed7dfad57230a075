"""The operator's page of a comparison: all that differs, with exact numbers, and charts before, after and laid over.

It lies in data/internal/, for its owner alone, and asks the network for nothing. The difference of two charts is made
by the browser: where they are the same, it is black.
"""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.files.folder_exchange import writing
from helpers.files.safe_writing import write_privately
from helpers.paths import Project
from helpers.report.theme import css_variables
from helpers.review.compared_packets import Comparison, for_others, grouped_throughs
from helpers.review.compared_pages import ExhibitChange
from helpers.review.comparison_summary import cell_in_words, number, summary

ASSETS = Path(__file__).parent / "assets"
MOST_PICTURES = 60
"""Of a change of the look every chart is another; so many are shown, the others are named."""


def write_page(project: Project, comparison: Comparison, exact: pd.DataFrame) -> Path:
    """Write the page and say where it lies.

    Raises:
        OutputError: it cannot be written.
    """
    path = project.data / "internal" / "compare" / _name(comparison) / "index.html"
    told = for_others(replace(comparison, guarded=frozenset()))  # the page has guarded values, too
    pictured = [each for each in comparison.exhibits if each.before or each.after]
    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    page = environment.get_template("comparison.html").render(
        style=css_variables(),
        summary=summary(told),
        told=told,
        through=grouped_throughs(comparison),
        cells=[_row(cell, comparison.guarded) for cell in told["cells"]],
        exact=exact.astype(object).where(exact.notna(), None).to_dict("records"),
        pictures=[_pictured(each) for each in pictured[:MOST_PICTURES]],
        more=len(pictured) - MOST_PICTURES,
    )
    with writing(project, path):
        write_privately(path, page.encode())
    return path


def _name(comparison: Comparison) -> str:
    return "--".join(
        re.sub(r"[^\w.-]", "-", each).strip(".-") or "side" for each in (comparison.before, comparison.after)
    )


def _row(cell: dict[str, Any], guarded: frozenset[str]) -> dict[str, Any]:
    return cell | {"said": cell_in_words(cell), "guarded": cell["indicator"] in guarded}


def _pictured(exhibit: ExhibitChange) -> dict[str, str]:
    return {
        "name": f"{exhibit.report}, {exhibit.id}",
        "title": exhibit.title,
        "change": exhibit.what,
        "before": _as_image(exhibit.before),
        "after": _as_image(exhibit.after),
    }


def _as_image(chart: str) -> str:
    """A chart as the address of a picture, in colours of its own: in a picture no variable of the page is known."""
    if not chart:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(chart.encode()).decode("ascii")

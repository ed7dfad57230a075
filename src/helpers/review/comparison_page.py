"""The operator's page of a comparison: all that differs, with exact numbers, and charts before, after and laid over.

It lies in data/internal/, for its owner alone, and asks the network for nothing. The difference of two charts is made
by the browser: where they are the same, it is black.
"""

from __future__ import annotations

import base64
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.files.folder_exchange import writing
from helpers.files.safe_writing import write_privately
from helpers.paths import Project
from helpers.report.theme import css_variables
from helpers.review.compared_packets import Comparison, for_others, grouped_throughs
from helpers.review.compared_pages import ExhibitChange
from helpers.review.compared_returns import ExactDifferences, told_to_operator
from helpers.review.comparison_summary import cell_in_words, number, summary

ASSETS = Path(__file__).parent / "assets"
MOST_PICTURES = 60
"""Of a change of the look every chart is another; so many are shown, the others are named."""


def write_page(project: Project, comparison: Comparison, exact: ExactDifferences) -> Path:
    """Write the page and say where it lies.

    Raises:
        ParamsError: a params file is wrong.
        OutputError: it cannot be written.
    """
    path = project.data / "internal" / "compare" / _name(comparison) / "index.html"
    whole = told_to_operator(project, comparison, exact)
    told, facts = for_others(whole), exact.facts.astype(object)
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
        through=grouped_throughs(whole),
        cells=[_row(cell, comparison.guarded) for cell in told["cells"]],
        exact=facts.where(facts.notna(), None).to_dict("records"),
        returns=exact.returns,
        unknown=exact.unknown,
        years=comparison.times,
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


def _pictured(exhibit: ExhibitChange) -> dict[str, Any]:
    return {
        "name": f"{exhibit.report}, {exhibit.id}",
        "title": exhibit.title,
        "change": exhibit.what,
        "drawn": [
            {"before": _as_image(old), "after": _as_image(new)}
            for old, new in zip_longest(exhibit.before, exhibit.after, fillvalue="")
        ],
    }


def _as_image(chart: str) -> str:
    """A chart as the address of a picture, in colours of its own: in a picture no variable of the page is known."""
    if not chart:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(chart.encode()).decode("ascii")

"""The operator's page of a comparison: all that differs, with exact numbers, and pictures laid over each other.

It lies in data/internal/, for its owner alone, and asks the network for nothing. The difference of two pictures is made
by the browser: where they are the same, it is black.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
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
from helpers.review.compared_paper import PageChange, by_turns, changed_paper
from helpers.review.compared_returns import ExactDifferences, told_to_operator
from helpers.review.compared_screens import ScreenChange, changed_screens
from helpers.review.comparison_summary import cell_in_words, look_in_words, number, summary

ASSETS = Path(__file__).parent / "assets"
MOST_PICTURES = 60
"""Of a change of the look every chart is another; so many are shown unless all are asked for, the others are named."""


def write_page(
    project: Project, comparison: Comparison, exact: ExactDifferences, *, every_picture: bool = False
) -> Path:
    """Write the page and say where it lies.

    Args:
        project: the project.
        comparison: what differs.
        exact: what of it only the operator may read.
        every_picture: show every chart and page that changed, not a few; and the top of some pages of HTML.

    Raises:
        ParamsError: a params file is wrong.
        OutputError: it cannot be written.
    """
    path = project.data / "internal" / "compare" / _name(comparison) / "index.html"
    whole = told_to_operator(project, comparison, exact)
    told, facts = for_others(whole), exact.facts.astype(object)
    drawn = [each for each in comparison.exhibits if each.before or each.after]
    pictured = by_turns(drawn, lambda each: each.id)
    most = len(pictured) if every_picture else MOST_PICTURES
    paper = None if comparison.times else changed_paper(comparison.pairs, every=every_picture)
    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "few": _few, "look": look_in_words}
    page = environment.get_template("comparison.html").render(
        style=css_variables(),
        summary=summary(told),
        told=told,
        sentences=[each | {"parts": list(_marked(each["before"], each["after"]))} for each in told["texts"]],
        through=grouped_throughs(whole),
        exhibits=_by_exhibit(comparison.exhibits),
        cells=[_row(cell, comparison.guarded) for cell in told["cells"]],
        exact=facts.where(facts.notna(), None).to_dict("records"),
        returns=exact.returns,
        unknown=exact.unknown,
        pictures=[_pictured(each) for each in pictured[:most]],
        more=len(pictured) - most,
        screens=[_screen(each) for each in changed_screens(whole)] if every_picture else [],
        paper=paper,
        pages=[_page(each) for each in paper.shown] if paper else [],
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


def _few(names: Sequence[str], most: int = 6) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _marked(before: str | None, after: str | None) -> Iterator[tuple[str, str]]:
    """A changed sentence in pieces, each with what it is: `same`, `gone` or `new`."""
    old, new = ((text or "").split() for text in (before, after))
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", " ".join(old[i:j])
            continue
        if i < j:
            yield "gone", " ".join(old[i:j])
        if k < m:
            yield "new", " ".join(new[k:m])


def _by_exhibit(exhibits: Sequence[ExhibitChange]) -> dict[tuple[str, str], list[str]]:
    """Exhibit and how it changed -> the reports in which it did."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in exhibits:
        found.setdefault((each.id, each.what), []).append(each.report)
    return found


def _pictured(exhibit: ExhibitChange) -> dict[str, Any]:
    return {
        "name": f"{exhibit.report}, {exhibit.id}",
        "title": exhibit.title,
        "change": exhibit.what,
        "drawn": [
            {"before": _address(old.encode(), "svg+xml"), "after": _address(new.encode(), "svg+xml")}
            for old, new in zip_longest(exhibit.before, exhibit.after, fillvalue="")
        ],
    }


def _page(page: PageChange) -> dict[str, str]:
    return {
        "name": f"{page.report}, {page.file}, page {page.number}",
        "before": _address(page.before, "png"),
        "after": _address(page.after, "png"),
    }


def _screen(screen: ScreenChange) -> dict[str, str]:
    return {
        "name": f"{screen.report}, {screen.file}",
        "before": _address(screen.before, "png"),
        "after": _address(screen.after, "png"),
    }


def _address(picture: bytes | None, kind: str) -> str:
    """A picture as an address of its own; a chart in its own colours, since it knows no variable of the page."""
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode('ascii')}" if picture else ""

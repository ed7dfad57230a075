"""Why figures are withheld, as a text for reports and for the files beside them, and which. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.privacy.explain import LIST_ITEM
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.exhibit import Exhibit
from helpers.report.language import SYMBOLS
from helpers.report.words import Words


def listed_in_markdown(text: str) -> str:
    """A plain text whose last lines are a list, as Markdown."""
    paragraph, *items = text.split(LIST_ITEM)
    lines = "\n".join(f"- {escape.markdown(each)}" for each in items)
    return escape.markdown(paragraph) + (f"\n\n{lines}" if items else "")


def why_withheld(release: Release, indicators: Iterable[str]) -> str:
    """Why figures of these indicators are withheld, or that none is."""
    if any(release.indicator(name).sensitive for name in indicators):
        return release.explanation[release.language]
    return Words(release).say(
        "No indicator of this report counts victims, so none of its numbers is marked [c]."
    )


def marked_in(exhibit: Exhibit) -> list[str]:
    """The numbers of an exhibit that are marked [c], by their rows and columns: 'Rescued, Received: 2022, 2023'."""
    if exhibit.table is None:
        return []
    heads = [column.head for column in exhibit.table.columns]
    marks = [
        (row.cells[0], head)
        for row in exhibit.table.rows
        if not row.span
        for head, text in zip(heads[1:], row.cells[1:], strict=True)
        if SYMBOLS["c"] in text
    ]
    by_row = _alike(marks)
    by_column = _alike([(head, row) for row, head in marks])
    if len(by_column) < len(by_row):
        return [f"{exhibit.numbers}: {heads}: {rows}" for heads, rows in by_column]
    return [f"{exhibit.numbers}: {rows}: {heads}" for rows, heads in by_row]


def _alike(marks: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those with the same others together: names, and the others."""
    others: dict[str, list[str]] = {}
    for name, other in marks:
        others.setdefault(name, []).append(other)
    names: dict[str, list[str]] = {}
    for name, held in others.items():
        names.setdefault(", ".join(dict.fromkeys(held)), []).append(name)
    return [(", ".join(each), held) for held, each in names.items()]

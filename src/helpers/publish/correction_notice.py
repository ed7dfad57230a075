"""The notice on page 1 of a corrected report, and its section "Corrected figures": what was wrong, before and after.

Both are put into the executed notebook by the build, for every kind of report alike; no notebook asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from helpers.inputs.params.corrections import Edition
from helpers.inputs.params.report_time import months_of
from helpers.privacy.release import Cell, Release
from helpers.publish.corrected_figures import CorrectedFigure, but_of_people
from helpers.render.report_parts import cells_of
from helpers.report import escape
from helpers.report import language as lang
from helpers.report.data_table import TextColumn, table
from helpers.report.exhibit import Exhibit, Values
from helpers.report.words import Words

SECTION = "corrected-figures"
TABLE = f"tbl-{SECTION}"
MOST_ROWS = 20
"""Of the table in the report; its file has all."""
_SUBHEADING = re.compile(r"^##[ \t]", re.MULTILINE)


def add_correction(
    notebook: nbformat.NotebookNode,
    release: Release,
    edition: Edition,
    changes: Sequence[Sequence[CorrectedFigure]],
) -> nbformat.NotebookNode:
    """The executed notebook with its notice before the first section, and its corrected figures at the end.

    Args:
        notebook: as it was executed.
        release: of the report.
        edition: the newest, which the notice is of.
        changes: what each correction of the report changed, the oldest first, guarded numbers too.
    """
    w = Words(release)
    cells = notebook.cells
    head = _head(w, changes)
    section = [
        new_markdown_cell(f"## {head} {{#{SECTION}}}\n\n{_newest(w, edition, changes[-1])}", id=SECTION)
    ]
    for number in range(edition.number, 1, -1):
        figures = changes[number - 2]
        if number < edition.number:
            section.append(new_markdown_cell(_earlier(w, edition, number, figures), id=f"{SECTION}-{number}"))
        if exhibit := corrected_table(release, figures, None if number == edition.number else number):
            shown = new_output("display_data", exhibit._repr_mimebundle_())
            section.append(new_code_cell("", outputs=[shown], id=exhibit.id))
    end = len(cells_of(cells, "report"))
    cells[end:end] = section
    first = next((at for at, cell in enumerate(cells) if _heads_a_section(cell)), end)
    cells.insert(first, new_markdown_cell(_notice(w, edition, head, changes[-1]), id="correction"))
    return notebook


def corrected_table(
    release: Release, figures: Sequence[CorrectedFigure], edition: int | None = None
) -> Exhibit | None:
    """The corrected numbers, the report's own totals first; none of people or cases. Nothing where there are none.

    `edition` is the one that an earlier correction made; without it, the newest did.
    """
    w = Words(release)
    told = sorted(but_of_people(figures, release.catalogue), key=lambda each: _rank(release, each))
    if not told:
        return None
    heads = [
        w.say("Indicator"),
        w.say("Place"),
        w.say("Period"),
        w.say("Edition {n}", n=edition - 1) if edition else w.say("Published before"),
        w.say("Edition {n}", n=edition) if edition else w.say("Corrected"),
    ]
    name = f"{TABLE}-edition-{edition}" if edition else TABLE
    shown = [heads[0], w.say("Where and when"), *heads[3:]]
    columns = [TextColumn(head, "left" if at < 2 else "right") for at, head in enumerate(shown)]
    names = [_names(w, each) for each in told]
    rows = [
        (what, f"{where}, {when}", w.cell(each.before, each.key[0]), w.cell(each.after, each.key[0]))
        for (what, where, when), each in zip(names, told, strict=True)
    ]
    note = ""
    if len(rows) > MOST_ROWS:
        note = w.say(
            "The {n} first of {all} corrected figures: totals of this report's place before their parts. All of them "
            "are in data/{file}.csv.",
            n=w.number(MOST_ROWS),
            all=w.number(len(rows)),
            file=name,
        )
    return Exhibit(
        kind="table",
        id=name,
        title=w.say("What edition {n} corrected", n=edition)
        if edition
        else w.say("What was published before, and what is right"),
        subtitle=w.say("Released figures of this report that the correction changed"),
        alt="",
        source=w.say("Editions {before} and {n}.", before=edition - 1, n=edition)
        if edition
        else w.say("The edition before and this one."),
        note=note,
        language=w.language,
        table=table(columns, rows[:MOST_ROWS], language=w.language),
        values=Values(
            tuple(heads),
            tuple(
                (*name, _value(each.before), _value(each.after))
                for name, each in zip(names, told, strict=True)
            ),
        ),
    )


def _head(w: Words, changes: Sequence[Sequence[CorrectedFigure]]) -> str:
    """The name of the section, which promises figures only where it lists any."""
    listed = any(but_of_people(figures, w.release.catalogue) for figures in changes)
    return w.say("Corrected figures") if listed else w.say("About this correction")


def _notice(w: Words, edition: Edition, section: str, figures: Sequence[CorrectedFigure]) -> str:
    newest = edition.newest
    head = w.say(
        "Corrected on {day}: edition {n}", day=lang.date(newest.corrected, w.language), n=edition.number
    )
    text = w.say(
        "What was wrong, in reports published since {since}: {wrong}",
        since=_since(w, edition),
        wrong=newest.wrong[w.language],
    )
    if but_of_people(figures, w.release.catalogue):
        more = w.say("Numbers before and after: “{section}”", section=section)
    else:
        more = w.say("More on this correction: “{section}”", section=section)
    body = f"{escape.markdown(text)} [{escape.markdown(more)}](#{SECTION})."
    return f"::: {{.callout-important}}\n## {escape.markdown(head)}\n\n{body}\n:::"


def _newest(w: Words, edition: Edition, figures: Sequence[CorrectedFigure]) -> str:
    """What the section says above the table of the newest correction."""
    said = w.say(
        "This is edition {n} of {day}. Edition {before} is not valid any more.",
        n=edition.number,
        day=lang.date(edition.newest.corrected, w.language),
        before=edition.number - 1,
    )
    return "\n\n".join(
        [escape.markdown(f"{said} {edition.newest.wrong[w.language]}"), *_of_people(w, figures)]
    )


def _earlier(w: Words, edition: Edition, number: int, figures: Sequence[CorrectedFigure]) -> str:
    """What stands above the table of an earlier correction, so that who quotes an old edition finds its numbers."""
    made = edition.corrections[number - 2]
    head = w.say("Corrected on {day}: edition {n}", day=lang.date(made.corrected, w.language), n=number)
    paragraphs = [escape.markdown(made.wrong[w.language]), *_of_people(w, figures)]
    return "\n\n".join([f"### {escape.markdown(head)}", *paragraphs])


def _of_people(w: Words, figures: Sequence[CorrectedFigure]) -> Iterator[str]:
    if len(but_of_people(figures, w.release.catalogue)) < len(figures):
        yield escape.markdown(
            w.say(
                "Some figures of people or cases are not as in the edition before, or are withheld where they were "
                "told, or told where they were withheld. None of them is listed here."
            )
        )


def _since(w: Words, edition: Edition) -> str:
    return lang.date(edition.since(date.fromisoformat(w.release.published_date)), w.language)


def _names(w: Words, figure: CorrectedFigure) -> tuple[str, str, str]:
    """What the number counts, where and when, in words."""
    indicator, place, period, breakdown, category = figure.key
    parts = [w.label(indicator, short=True), *_categories(w, breakdown, category)]
    return ", ".join(parts), w.place(place), lang.period_long(period, w.language)


def _categories(w: Words, breakdown: str, category: str) -> Iterator[str]:
    if breakdown == "total":
        return
    names, codes = breakdown.split("."), category.split(".")
    for name, code in zip(names, codes, strict=True) if len(names) == len(codes) else ():
        yield code if name == "project" else w.code(name, code)


def _rank(release: Release, figure: CorrectedFigure) -> Any:
    """Own place first; years before quarters before months, totals before their parts; then the largest change."""
    indicator, place, period, breakdown, _ = figure.key
    before, after = figure.before.value, figure.after.value
    size = abs(after - before) / max(abs(before), 1.0) if before is not None and after is not None else 2.0
    is_own_time = period[:4] == str(release.scope.year)
    length = -len(months_of(period))
    kinds = (place != release.scope.place, not is_own_time, breakdown != "total", length)
    return (*kinds, -round(size, 9), *figure.key)


def _value(cell: Cell) -> float | str:
    return lang.SYMBOLS[cell.status] if cell.value is None else cell.value


def _heads_a_section(cell: Any) -> bool:
    return cell["cell_type"] == "markdown" and bool(_SUBHEADING.search(cell["source"]))

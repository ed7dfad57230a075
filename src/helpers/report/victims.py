"""Victims assisted: pathway and identification for the place, profile for region and nation only."""

from __future__ import annotations

from collections.abc import Collection

from helpers.privacy.release import Cell, Release, share
from helpers.privacy.scope import NATION
from helpers.report import charts
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, or_sentence
from helpers.report.words import Words

PATHWAYS = ("victims_rescued", "victims_received", "victims_self_returned")
UNNAMED = ("other", "unknown")
"""Categories that a headline does not single out."""
IDENTIFICATION = ("victims_confirmed", "victims_presumed")


def victims_by_pathway(release: Release) -> Exhibit | Prose:
    """Bars of victims rescued, received and self-returned, and of those confirmed and presumed."""
    w = Words(release)
    names = [*PATHWAYS, *IDENTIFICATION, "victims_referred"]
    labels = [w.label(name, short=True) for name in names]
    now = [release.cell(name) for name in names]
    before = [release.cell(name, period=w.before) for name in names] if w.has_before else None
    columns = [Column(w.say("Group"), "left"), Column(str(w.year))]
    if before:
        columns.append(Column(str(w.before)))
    rows = [
        Row((label, w.cell(now[i]), *([w.cell(before[i])] if before else [])))
        for i, label in enumerate(labels)
    ]
    series = {str(w.before): before} if before else {}
    series[str(w.year)] = now
    drawing = draw(
        charts.bars,
        tidy("group", labels, series),
        "group",
        highlight=set(labels[: len(PATHWAYS)]),
        language=w.language,
    )
    figure = Exhibit(
        kind="figure",
        id="fig-victims-by-pathway",
        title=_headline(w),
        subtitle=w.subtitle(
            w.say("Victims and suspected victims assisted, by pathway, identification and referral")
        ),
        alt=w.say(
            "Bar chart of victims assisted by pathway, identification and referral, to show how they were reached."
        ),
        source=w.source(),
        note=w.say("The thin bar is the year before.") if before else "",
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )
    return or_sentence(figure, now)


def _headline(w: Words) -> str:
    now = w.release.cell("victims_assisted")
    if now.status == "c":
        return w.say("The number of victims assisted is withheld, so that nobody can be identified")
    if not now.shown:
        return w.say("The number of victims assisted in {year} is not available", year=w.year)
    if not now.value:
        return w.say("No victim was assisted in {year}", year=w.year)
    before = w.release.cell("victims_assisted", period=w.before)
    value = w.cell(now)
    movement = w.movement(now, before)
    if movement == "rose":
        return w.say("{value} victims were assisted, up from {earlier}", value=value, earlier=w.cell(before))
    if movement == "fell":
        return w.say(
            "{value} victims were assisted, down from {earlier}", value=value, earlier=w.cell(before)
        )
    if movement == "unchanged":
        return w.say("{value} victims were assisted, as many as in {before}", value=value, before=w.before)
    return w.say("{value} victims were assisted", value=value)


def victims_by_exploitation(release: Release) -> Exhibit | Prose:
    """Bars of victims assisted by form of exploitation, in the whole nation."""
    return _by_category(
        release,
        "exploitation",
        "fig-victims-by-exploitation",
        Words(release).say("Victims assisted by form of exploitation"),
        Words(release).say(
            "Bar chart of victims by form of exploitation in the whole nation, to show which prevails."
        ),
    )


def victims_by_destination(release: Release) -> Exhibit | Prose:
    """Bars of victims assisted by country of destination, in the whole nation."""
    return _by_category(
        release,
        "destination",
        "fig-victims-by-destination",
        Words(release).say("Victims assisted by country of destination"),
        Words(release).say(
            "Bar chart of victims by destination in the whole nation, to show where they were taken."
        ),
    )


def nothing_by_category(w: Words, measure: str, cells: Collection[Cell]) -> Prose | None:
    """What to say instead of a chart of the nation by category that would draw nothing; else none."""
    if any(cell.value for cell in cells):
        return None
    values = {"measure": measure, "year": w.year}
    if any(cell.status == "c" for cell in cells):
        return Prose.plain(
            w.say(
                "{measure}: the numbers of {year} are withheld, so that nobody can be recognised.", **values
            )
        )
    if any(cell.shown for cell in cells):
        return Prose.plain(w.say("{measure}: there was none in {year}.", **values))
    return Prose.plain(w.say("{measure}: the numbers of {year} are not available.", **values))


def _by_category(
    release: Release, breakdown: str, identifier: str, measure: str, alt: str
) -> Exhibit | Prose:
    w = Words(release)
    cells = release.by("victims_assisted", breakdown, place=NATION)
    if nothing := nothing_by_category(w, measure, cells.values()):
        return nothing
    codes = [code for code, cell in cells.items() if cell.value != 0]
    labels = [w.code(breakdown, code) for code in codes]
    shown = [cells[code] for code in codes]
    named = [i for i, code in enumerate(codes) if code not in UNNAMED] or list(range(len(codes)))
    leading = max(named, key=lambda i: shown[i].or_zero())
    drawing = draw(
        charts.bars,
        tidy(breakdown, labels, {str(w.year): shown}),
        breakdown,
        highlight={labels[leading]},
        language=w.language,
    )
    pct = share(shown[leading], release.cell("victims_assisted", place=NATION))
    return Exhibit(
        kind="figure",
        id=identifier,
        title=w.say(
            "{name}: {pct} of all victims assisted in the nation",
            name=labels[leading],
            pct=w.percent(pct.or_zero()),
        )
        if pct.shown
        else w.say("Most categories are withheld, so that nobody can be identified"),
        subtitle=f"{measure}, {w.place(NATION)}, {w.year}",
        alt=alt,
        source=w.source(),
        note=w.say("Categories without a victim are left out."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(
            [Column(w.say("Category"), "left"), Column(str(w.year))],
            [Row((label, w.cell(cell))) for label, cell in zip(labels, shown, strict=True)],
            language=w.language,
        ),
    )

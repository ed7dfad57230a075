"""Where a project works: its training events by province on the tile map."""

from __future__ import annotations

from helpers.paths import find_project
from helpers.privacy.release import Cell, Release
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, or_sentence
from helpers.report.results import framework_of, over_years, provinces_of, told_year
from helpers.report.words import Words

EVENTS = "training_events"


def activities_map(release: Release) -> Exhibit | Prose:
    """Tile map of the training events of the project in each of its provinces, since it began.

    A project whose training is not in the returns shows which provinces took part.
    """
    w = Words(release)
    project = framework_of(release).project
    slugs = provinces_of(release)
    cells = {slug: _events(release, slug) for slug in slugs}
    names = {slug: w.place(slug) for slug in slugs}
    known = project.code is not None
    active = [slug for slug in slugs if cells[slug].value]
    drawing = draw(
        charts.tile_map,
        tidy("place_code", slugs, {"": list(cells.values())}),
        charts.read_tiles(find_project(), release.scope.vintage),
        names=names,
        without=lang.word("no command" if project.provinces == "all" else "outside", w.language),
        told="" if known else w.say("took part"),
        language=w.language,
    )
    figure = Exhibit(
        kind="figure",
        id="fig-activities-map",
        title=_headline(w, len(active), cells, known=known),
        subtitle=w.say(
            "Training events of the project by province, to the end of {year}", year=told_year(w.release)
        )
        if known
        else w.say("Provinces that took part in the project"),
        alt=w.say("Tile map of the project's provinces shaded by training events, to show where it worked."),
        source=w.source() if known else f"{project.source[w.language]}.",
        note=w.say(
            "Courses, workshops, classes and seminars. One tile a province, placed roughly as on a map."
        )
        if known
        else w.say("One tile a province, placed roughly as on a map."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(
            [
                Column(w.say("Province"), "left"),
                Column(w.say("Training events") if known else w.say("Took part")),
            ],
            [Row((names[slug], w.cell(cell) if known else w.say("yes"))) for slug, cell in cells.items()],
            language=w.language,
        ),
    )
    return or_sentence(figure, cells.values())


def _headline(w: Words, active: int, cells: dict[str, Cell], *, known: bool) -> str:
    if not known:
        return w.say("Officials of {n} provinces took part", n=active)
    total = sum(cell.or_zero() for cell in cells.values())
    if not total:
        return w.say("No training event of the project was reported")
    return w.say(
        "{events} in {provinces}",
        events=w.counted(total, "One training event", "{n} training events"),
        provinces=w.counted(active, "one province", "{n} provinces"),
    )


def _events(release: Release, slug: str) -> Cell:
    """The project's events in a province, over the years that have returns."""
    project = framework_of(release).project
    if project.code is None:
        return Cell(1.0, "shown")
    return over_years(release, EVENTS, slug, "project", project.code)

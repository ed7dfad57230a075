"""What was delivered: training documents, equipment, and support for reintegration."""

from __future__ import annotations

from helpers.privacy.release import NATION, Release
from helpers.report.exhibit import Exhibit
from helpers.report.table import Column, Row, table
from helpers.report.words import Words


def materials_table(release: Release) -> Exhibit:
    """Table of document sets, equipment by item, and victims supported in reintegration, by year."""
    w = Words(release)
    years = release.scope.years[-5:]
    rows = [
        Row((w.label(name), *(w.cell(release.cell(name, period=y)) for y in years)))
        for name in ("document_sets", "equipment_delivered")
    ]
    by = {year: release.by("equipment_delivered", "item", period=year) for year in years}
    for code in release.codelists.codes("material_item"):
        cells = [by[year].get(code) for year in years]
        if any(cell is not None and cell.value for cell in cells):
            rows.append(
                Row((w.code("item", code), *(w.cell(cell) if cell else "0" for cell in cells)), indent=1)
            )
    sets, equipment = release.cell("document_sets"), release.cell("equipment_delivered")
    return Exhibit(
        kind="table",
        id="tbl-materials",
        title=w.say(
            "Stations received {sets} document sets and {items} items of equipment",
            sets=w.cell(sets),
            items=w.cell(equipment),
        ),
        subtitle=w.subtitle(w.say("Training documents and equipment delivered, by year"), w.span()),
        alt="",
        source=w.source(),
        note="",
        language=w.language,
        table=table(
            [Column(w.say("Item"), "left"), *(Column(str(y)) for y in years)], rows, language=w.language
        ),
    )


def reintegration_table(release: Release) -> Exhibit:
    """Table of victims who began support in reintegration: the place, its region and the nation, by year."""
    w = Words(release)
    places = [release.scope.place]
    if release.scope.province:
        places += [release.region.slug, NATION]
    years = release.scope.years[-5:]
    rows = [
        Row(
            (
                w.place(place),
                *(w.cell(release.cell("victims_reintegrated", place=place, period=y)) for y in years),
            )
        )
        for place in places
    ]
    nation = release.cell("victims_reintegrated", place=NATION)
    return Exhibit(
        kind="table",
        id="tbl-reintegration",
        title=w.say("{n} people began support to rebuild their lives, nationwide", n=w.cell(nation)),
        subtitle=f"{w.say('Victims who began support in reintegration, by year')}, {w.span()}",
        alt="",
        source=w.source(),
        note=w.withheld_note()
        + " "
        + w.say("Each person counts once, in the quarter in which support began."),
        language=w.language,
        table=table(
            [Column(w.say("Place"), "left"), *(Column(str(y)) for y in years)], rows, language=w.language
        ),
    )

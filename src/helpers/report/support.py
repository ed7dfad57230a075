"""What was delivered: training documents, equipment, and support for reintegration."""

from __future__ import annotations

from helpers.privacy.release import NATION, Release
from helpers.report.data_table import Column, Row, table
from helpers.report.exhibit import Exhibit
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
    return Exhibit(
        kind="table",
        id="tbl-materials",
        title=delivered(w)
        or w.say("No delivery of document sets or equipment was reported for {year}", year=w.year),
        subtitle=w.subtitle(w.say("Training documents and equipment delivered, by year"), w.span()),
        alt="",
        source=w.source(),
        note="",
        language=w.language,
        table=table(
            [Column(w.say("Item"), "left"), *(Column(str(y)) for y in years)], rows, language=w.language
        ),
    )


def delivered(w: Words) -> str:
    """What stations received in the year as a sentence without full stop; empty where it was nothing."""
    sets, items = w.release.cell("document_sets"), w.release.cell("equipment_delivered")
    values = {
        "sets": w.counted(sets.or_zero(), "one training document set", "{n} training document sets"),
        "items": w.counted(items.or_zero(), "one item of equipment", "{n} items of equipment"),
    }
    if sets.value and items.value:
        return w.say("Stations received {sets} and {items}", **values)
    if sets.value:
        return w.say("Stations received {sets}", sets=values["sets"])
    if items.value:
        return w.say("Stations received {items}", items=values["items"])
    return ""


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
    return Exhibit(
        kind="table",
        id="tbl-reintegration",
        title=_reintegration_headline(w),
        subtitle=f"{w.say('Victims who began support in reintegration, by year')}, {w.span()}",
        alt="",
        source=w.source(),
        note=w.say("Each person counts once, in the quarter in which support began."),
        language=w.language,
        table=table(
            [Column(w.say("Place"), "left"), *(Column(str(y)) for y in years)], rows, language=w.language
        ),
    )


def _reintegration_headline(w: Words) -> str:
    own = w.release.cell("victims_reintegrated")
    nation = w.cell(w.release.cell("victims_reintegrated", place=NATION))
    if w.release.scope.province is None:
        return w.say("People who began support to rebuild their lives: {nation}", nation=nation)
    if own.status == "c":
        return w.say(
            "The number who began support here is withheld; nationwide it is {nation}", nation=nation
        )
    if own.value is None:
        return w.say("Support in reintegration of {year} is not available", year=w.year)
    if not own.value:
        return w.say("Nobody began support in reintegration here; nationwide {nation} did", nation=nation)
    return w.say("People who began support here: {own}; nationwide: {nation}", own=w.cell(own), nation=nation)

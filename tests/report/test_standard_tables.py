"""The tables of the standard notebooks: their cells run for every kind of report, and print what the Release says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from helpers.metrics.published_as import PUBLISHED_AS
from helpers.privacy.release import MISSING, Cell, quarters
from helpers.privacy.scope import NATION
from helpers.report import current, own
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from standard_cells import PLACES, Printed, Rows, run_cells

MAIN = ("sessions", "participants", "interception_cases", "people_intercepted", "trafficking_cases")
VICTIMS = (
    "victims_assisted", "victims_rescued", "victims_received", "victims_self_returned", "victims_confirmed",
    "victims_presumed", "victims_referred",
)  # fmt: skip
TRAINING = (
    "courses_held", "workshops_held", "indepth_classes_held", "seminars_held", "officers_trained",
    "officers_trained_women", "indepth_officers", "pretest_takers", "pretest_meeting_pct", "posttest_takers",
    "posttest_meeting_pct",
)  # fmt: skip
TREND = (
    *MAIN, "officers_trained", "suspects_arrested", "victims_assisted", "posttest_meeting_pct", "document_sets",
    "equipment_delivered", "leaflets",
)  # fmt: skip


def outreach(p: Printed) -> Rows:
    times = [{"period": each} for each in (*quarters(p.words.year), *reversed(p.two))]
    return [p.row(name, *times) for name in ("sessions", "participants", "participants_women", "leaflets")]


def interceptions(p: Printed) -> Rows:
    cells = p.release.by("interception_cases", "border.direction")
    own_borders: list[str] = p.release.codelists.codes("border")
    if p.release.scope.province:
        own_borders = [*p.release.province.neighbours, *(["sea"] if p.release.province.coastal else [])]
    kept = dict.fromkeys(
        key.split(".")[0] for key, cell in cells.items() if key.split(".")[0] in own_borders or cell.value
    )
    names = ("interception_cases", "people_intercepted")

    def row(both: str, single: str, border: str) -> tuple[str, ...]:
        ways = [(name, way) for name in names for way in ("entry", "exit")]
        split = [p.release.by(name, both).get(f"{border}{way}", MISSING) for name, way in ways]
        whole = (
            [p.release.by(name, single).get(border.rstrip("."), MISSING) for name in names] if border else []
        )
        return tuple(map(p.words.cell, [*split, *(whole or [p.release.cell(name) for name in names])]))

    return [*(row("border.direction", "border", f"{border}.") for border in kept), row("direction", "", "")]


def cases(p: Printed) -> Rows:
    pair = ("trafficking_cases", "suspects_arrested")
    return [p.by_year(name, place=place) for name in pair for place in p.places]


def victims(p: Printed) -> Rows:
    """Under heads; a place of which most is withheld has no columns."""
    told = []
    for place in p.places:
        asked = [p.release.cell(name, place=place, period=year) for name in VICTIMS[1:] for year in p.two]
        told += [place] if sum(cell.shown for cell in asked) * 2 >= len(asked) else []
    rows = [p.row(name, *p.by_place_and_year(told or p.places)) for name in VICTIMS]
    head = tuple("" for _ in rows[0])
    return [rows[0], head, *rows[1:4], head, *rows[4:]]


def profile(p: Printed) -> Rows:
    """Groups; those of which a number is withheld stand together, with what is left of the whole."""
    asked = p.by_place_and_year([NATION])
    whole = [p.release.cell("victims_assisted", **each).or_zero() for each in asked]
    rows = [p.row("victims_assisted", *asked)]
    for part in ("sex", "age_band"):
        rows.append(("",) * len(asked))
        groups = []
        for code in p.release.codelists.codes(p.release.catalogue.codelist(part)):
            cells = [p.release.by("victims_assisted", part, **each).get(code, MISSING) for each in asked]
            if any(cell.value != 0 for cell in cells):
                groups.append(cells)
        together = [cells for cells in groups if any(cell.status == "c" for cell in cells)]
        if len(together) > 1:
            groups = [cells for cells in groups if cells not in together]
            shown = [sum(cells[at].or_zero() for cells in groups) for at in range(len(asked))]
            groups.append([Cell(all_of - told, "shown") for all_of, told in zip(whole, shown, strict=True)])
        rows += [tuple(map(p.words.cell, cells)) for cells in groups]
    return rows


def training(p: Printed) -> Rows:
    """Kinds of training that were never held have no row."""
    rows = {name: p.by_year(name) for name in TRAINING}
    always = ("officers_trained", "officers_trained_women")
    return [row for name, row in rows.items() if name in always or {*row} != {"0"}]


def materials(p: Printed) -> Rows:
    rows = [p.by_year(name) for name in ("document_sets", "equipment_delivered")]
    for code in p.release.codelists.codes("material_item"):
        cells = [p.release.by("equipment_delivered", "item", period=y).get(code, MISSING) for y in p.years]
        if any(cell.value for cell in cells):
            rows.append(tuple(map(p.words.cell, cells)))
    return rows


def by_place(p: Printed, places: list[str]) -> Rows:
    return [
        tuple(cell for name in (*MAIN, "victims_assisted") for cell in p.row(name, {"place": place}))
        for place in [*places, NATION]
    ]


def ranking(p: Printed) -> Rows:
    people = p.release.places("participants")
    return by_place(p, sorted(people, key=lambda slug: -people[slug].or_zero()))


def published(p: Printed) -> Rows:
    """What was published of the year, the returns' number, and whether it bears the other out."""
    rows = []
    for line in p.release.published:
        if line.period == str(p.words.year) and line.indicator in PUBLISHED_AS:
            cell = p.release.cell(PUBLISHED_AS[line.indicator], place=NATION)
            qualified = {"": "{number}", "nearly": "nearly {number}"}.get(line.qualifier, "over {number}")
            number = p.words.number(line.value)
            text = p.words.say(qualified, number=number) if line.qualifier else number
            verdict = p.words.say("agrees" if line.agrees(cell.or_zero()) else "differs")
            rows.append((text, p.words.cell(cell), verdict))
    return rows if len({verdict for *_, verdict in rows}) > 1 else [row[:2] for row in rows]


TABLES: dict[str, Callable[[Printed], Rows]] = {
    "tbl-outreach-by-quarter": outreach,
    "tbl-interceptions": interceptions,
    "tbl-cases-by-year": cases,
    "tbl-victims": victims,
    "tbl-training": training,
    "tbl-materials": materials,
    "tbl-reintegration": lambda p: [
        p.by_year("victims_reintegrated", place=place)
        for place in (
            p.places if p.release.scope.province else [*p.release.places("sessions", "region"), NATION]
        )
    ],
    "tbl-yearly-trend": lambda p: [p.by_year(name) for name in TREND],
}
OF_NATION: dict[str, Callable[[Printed], Rows]] = {
    "tbl-regions": lambda p: by_place(p, list(p.release.places("sessions", "region"))),
    "tbl-ranking": ranking,
    "tbl-victims-profile": profile,
    "tbl-published": published,
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Exhibit]]:
    """The exhibits that cells hand over, as they do."""
    found: dict[str, Exhibit] = {}
    monkeypatch.setattr(own, "_noted", lambda exhibit: found.setdefault(exhibit.id, exhibit))
    monkeypatch.setattr(current, "_MISSING", set())
    yield found


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("scope", PLACES)
def test_tables_print_what_the_release_says(
    opened_scopes: dict[str, OpenedRelease], made: dict[str, Exhibit], scope: str, language: Any
) -> None:
    release = opened_scopes[scope].in_language(language)
    assert isinstance(release, OpenedRelease)
    run_cells(release)
    expected = TABLES | (OF_NATION if release.scope.kind == "nation" else {})
    if not published(Printed(release)):
        expected.pop("tbl-published", None)
    if len(interceptions(Printed(release))) < 3:  # the row of all routes would say the same: a sentence does
        expected.pop("tbl-interceptions")
    assert sorted(made) == sorted(expected)
    for identifier, rows in expected.items():
        shown = made[identifier].table
        assert shown is not None
        numbers = [row.cells[1:] for row in shown.rows]
        if identifier == "tbl-yearly-trend" and len(release.scope.years) > 1:
            numbers = [cells[:-1] for cells in numbers]
        assert numbers == rows(Printed(release)), identifier


@pytest.mark.parametrize("scope", PLACES)
def test_tables_name_their_place_and_years(
    opened_scopes: dict[str, OpenedRelease], made: dict[str, Exhibit], scope: str
) -> None:
    release = opened_scopes[scope]
    run_cells(release)
    for identifier, exhibit in made.items():
        assert exhibit.subtitle.endswith(str(release.scope.year)), identifier
        if identifier not in {"tbl-reintegration", "tbl-victims", *OF_NATION}:
            assert release.place_name in exhibit.subtitle
        assert exhibit.origins


def test_rows_of_tables_are_totals_parts_and_headings(
    opened_scopes: dict[str, OpenedRelease], made: dict[str, Exhibit]
) -> None:
    run_cells(opened_scopes["nation"])
    kinds = {
        identifier: "".join(
            "T" if row.strong else "p" if row.indent else "." if any(row.cells[1:]) else "h"
            for row in (exhibit.table.rows if exhibit.table else ())
        )
        for identifier, exhibit in made.items()
    }
    assert kinds["tbl-outreach-by-quarter"] == "..p."
    assert kinds["tbl-interceptions"] == "....T"
    assert kinds["tbl-victims"] == "Thppphpp."
    assert kinds["tbl-training"] == ".....p....."
    assert kinds["tbl-victims-profile"].startswith("Thp") and kinds["tbl-victims-profile"].count("h") == 2
    assert kinds["tbl-materials"].startswith("..p")
    assert kinds["tbl-regions"].endswith(".T") and kinds["tbl-ranking"].endswith(".T")

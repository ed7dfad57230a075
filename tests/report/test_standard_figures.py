"""The figures and first pages of the standard notebooks: their cells draw and print what the Release says."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from clear_texts import covered_texts
from drawn_charts import words
from helpers import report
from helpers.privacy.release import MISSING, Cell, months, quarters
from helpers.privacy.scope import NATION
from helpers.report import current, own, sentences
from helpers.report.charts.labels import SMALLEST
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.front_matter import KeyResults, MainPoints, Prose
from helpers.report.missing_values import missing
from standard_cells import NOTEBOOKS, PLACES, Printed, Rows, run_cells

TREND = (
    "sessions", "participants", "interception_cases", "people_intercepted", "trafficking_cases", "officers_trained",
)  # fmt: skip
COMPARED = (
    "sessions", "participants", "leaflets", "interception_cases", "people_intercepted", "officers_trained",
)  # fmt: skip
TESTS = ("pretest_meeting_pct", "posttest_meeting_pct")


def by_time(name: str, times: Callable[[int], list[str]]) -> Callable[[Printed], Rows]:
    """Months or quarters down, years across."""

    def rows(p: Printed) -> Rows:
        return [
            p.row(name, *({"period": time} for time in each)) for each in zip(*map(times, p.two), strict=True)
        ]

    return rows


def by_year(names: tuple[str, ...]) -> Callable[[Printed], Rows]:
    return lambda p: [p.row(name, *({"period": year} for year in p.two)) for name in names]


def by_part(name: str, part: str, p: Printed, years: list[int], **asked: Any) -> dict[str, list[Cell]]:
    held = [p.release.by(name, part, period=year, **asked) for year in years]
    return {code: [each.get(code, MISSING) for each in held] for code in held[-1]}


def routes(p: Printed) -> Rows:
    cells = by_part("interception_cases", "border.direction", p, p.two)
    kept = list(cells)
    if p.release.scope.province:
        own_borders = [*p.release.province.neighbours, *(["sea"] if p.release.province.coastal else [])]
        kept = [key for key in cells if key.split(".")[0] in own_borders or cells[key][-1].value]
    return [tuple(map(p.words.cell, cells[key])) for key in kept]


def categories(name: str, part: str) -> Callable[[Printed], Rows]:
    return lambda p: of_categories(p, by_part(name, part, p, p.two))


def of_categories(p: Printed, cells: dict[str, list[Cell]]) -> Rows:
    """Of the last two years; what is withheld in the last one by one is told in the note."""
    kept = [key for key in cells if any(c.value for c in cells[key]) or cells[key][-1].status == "c"]
    hidden = [key for key in kept if cells[key][-1].status == "c"]
    seen = [cells[key][-1].status for key in kept]
    if len(hidden) > 1 and sum(bool(cells[key][-1].value) for key in kept) > 1 and "x" not in seen:
        kept = [key for key in kept if key not in hidden]  # the note tells them together
    return [tuple(map(p.words.cell, cells[key])) for key in from_the_largest(kept, cells)]


def from_the_largest(keys: list[str], cells: dict[str, list[Cell]]) -> list[str]:
    """By the last year's value; 'other' and 'unknown' last."""
    unnamed = ("other", "unknown")
    return sorted(keys, key=lambda key: (key in unnamed, -cells[key][-1].or_zero() * (key not in unnamed)))


def knowledge(p: Printed) -> Rows:
    own_place, year = p.release.scope.place, p.release.scope.year
    asked = [(own_place, each) for each in p.release.scope.years[-3:]]
    wider = p.places[1:] or list(p.release.places("officers_trained", "region"))
    return [
        tuple(cell for name in TESTS for cell in p.row(name, {"place": place, "period": each}))
        for place, each in [*asked, *((place, year) for place in wider)]
    ]


def kinds(p: Printed) -> Rows:
    cells = by_part("officers_trained", "kind", p, p.two)
    rows = [cells[kind] for kind in ("course", "workshop") if kind in cells]
    told = [*(tuple(map(p.words.cell, each)) for each in rows), *by_year(("indepth_officers",))(p)]
    return [row for row in told if {*row} != {"0"}]  # a kind of which nothing was held says nothing


def places(name: str, level: Any, **asked: Any) -> Callable[[Printed], Rows]:
    def rows(p: Printed) -> Rows:
        years = asked.get("years", p.two)(p) if callable(asked.get("years")) else p.two
        held = [p.release.places(name, level, period=year) for year in years]
        return [tuple(p.words.cell(each[place], name) for each in held) for place in held[-1]]

    return rows


def quarterly(p: Printed) -> Rows:
    times = [quarter for year in p.release.scope.years for quarter in quarters(year)]
    seen = [
        name
        for name in TREND
        if 2 * sum(p.release.cell(name, period=time).status == "c" for time in times) <= len(times)
    ]  # quarters that are mostly withheld are told in the note
    return [tuple(cell for name in seen for cell in p.row(name, {"period": time})) for time in times]


def completeness(p: Printed) -> Rows:
    totals = p.release.coverage.groupby("month")[["expected", "received"]].sum()
    columns = []
    for year in p.years:
        shares = [
            100 * totals["received"].get(key, 0) / totals["expected"].get(key, 1)
            if key in totals.index
            else None
            for key in months(year)
        ]
        decimals = int(any(share is not None and not float(share).is_integer() for share in shares))
        columns.append(["[x]" if share is None else p.words.percent(share, decimals) for share in shares])
    return list(zip(*columns, strict=True))


def position(p: Printed) -> Rows:
    rows = []
    for name in COMPARED:
        if p.release.cell(name).shown:
            rank = p.words.rank(name)
            told = p.words.say("{rank} of {n}", rank=rank[0], n=rank[1]) if rank else "[z]"
            rows.append((*p.row(name, {}, {"place": NATION}), told))
    return rows


def region(p: Printed) -> Rows:
    places = p.release.provinces.by_vintage[p.release.scope.vintage]
    held = p.release.places("interception_cases", "province")
    own = p.release.region.slug
    return [(p.words.cell(cell),) for slug, cell in held.items() if places[slug].region == own]


def last(p: Printed) -> list[int]:
    return p.two[-1:]


FIGURES: dict[str, Callable[[Printed], Rows]] = {
    "fig-sessions-by-month": by_time("sessions", months),
    "fig-people-by-quarter": by_time("participants", quarters),
    "fig-crossings-by-month": by_time("interception_cases", months),
    "fig-crossings-by-route": routes,
    "fig-knowledge": knowledge,
    "fig-officers-by-kind": kinds,
    "fig-completeness": completeness,
}
OF_PROVINCE = {"fig-position": position, "fig-region": region}
OF_NATION = {
    "fig-quarterly-trend": quarterly,
    "fig-victims-by-exploitation": categories("victims_assisted", "exploitation"),
    "fig-cases-by-exploitation": categories("trafficking_cases", "exploitation"),
    "fig-victims-by-destination": categories("victims_assisted", "destination"),
    "fig-officers-by-region": places("officers_trained", "region"),
    "fig-map-participants": places("participants", "province", years=last),
    "fig-map-interception-cases": places("interception_cases", "province", years=last),
}
ALWAYS = {
    "fig-people-by-quarter", "fig-knowledge", "fig-quarterly-trend", "fig-completeness", "fig-position", "fig-region",
}  # fmt: skip
"""Figures that are shown whatever they hold."""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Exhibit]]:
    """The exhibits that cells hand over, as they do."""
    found: dict[str, Exhibit] = {}
    monkeypatch.setattr(own, "_noted", lambda exhibit: found.setdefault(exhibit.id, exhibit))
    monkeypatch.setattr(current, "_MISSING", set())
    yield found
    assert not plt.get_fignums(), "a cell left a figure open, which a build refuses"


@pytest.mark.parametrize(
    ("scope", "language"), [*((place, "en") for place in PLACES), ("province", "vi"), ("nation", "vi")]
)
def test_figures_and_first_page_hold_what_the_release_says(
    opened_scopes: dict[str, OpenedRelease], shown: dict[str, Exhibit], scope: str, language: Any
) -> None:
    release = opened_scopes[scope].in_language(language)
    assert isinstance(release, OpenedRelease)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        results = run_cells(release, figures=True)
    p = Printed(release)
    expected = FIGURES | (OF_NATION if release.scope.kind == "nation" else OF_PROVINCE)
    for identifier, rows in expected.items():
        if identifier not in shown:  # a sentence tells that there is nothing to draw
            said = results[identifier.removeprefix("fig-")]
            assert identifier not in ALWAYS and isinstance(said, Prose) and said.text.endswith(".")
            numbers = [row[-1] for row in rows(p) if row[-1].strip("[cxz]0")]
            assert len(numbers) <= 1  # beside hatched stubs, and then with their sum
            told = said.text.replace("\\", "")
            assert all(f" {number}" in told and "[c]" not in told for number in numbers)
            continue
        made = shown[identifier]
        assert made.table is not None and made.svg and words(made.svg)
        assert bool(made.narrow) != made.half
        for svg in filter(None, (made.svg, made.narrow)):
            assert covered_texts(svg) == [], identifier
            assert min(word.size for word in words(svg)) >= SMALLEST, identifier
        numbers = [row.cells[1:] for row in made.table.rows]
        assert numbers == rows(p), identifier
        assert made.subtitle.endswith(str(release.scope.year)) and made.alt.endswith(".")
        assert made.origins or identifier == "fig-completeness"
    assert isinstance(results["main-points"], MainPoints)
    check_key_results(results["key-results"], p)


def check_key_results(tiles: KeyResults, p: Printed) -> None:
    """Value, change on the year before, and what else the tile tells."""
    names = (*TREND[:1], "participants", "interception_cases", "trafficking_cases", "victims_assisted")
    assert [tile.value for tile in tiles.items[:5]] == [p.words.cell(p.release.cell(name)) for name in names]
    after = p.release.cell("posttest_meeting_pct")
    assert tiles.items[5].value == p.words.cell(after, "posttest_meeting_pct")
    for tile, name in zip(tiles.items, names, strict=False):
        assert tile.detail.startswith(p.words.against_before(name))
    assert not any("rank" in tile.detail or "xếp thứ" in tile.detail for tile in tiles.items)
    people, sessions = p.release.cell("participants"), p.release.cell("sessions")
    assert p.words.number(people.or_zero() / sessions.or_zero()) in tiles.items[1].detail


def test_a_provinces_report_shows_no_victims_of_the_nation_by_who_they_were(
    opened_scopes: dict[str, OpenedRelease], shown: dict[str, Exhibit]
) -> None:
    run_cells(opened_scopes["province"], figures=True)
    assert not {
        name for name in shown if name.startswith(("fig-victims-by-e", "fig-victims-by-d", "tbl-victims-p"))
    }


@pytest.mark.parametrize("scope", ["province", "first-year", "merged"])
def test_sex_of_victims_is_told_of_the_nearest_place_that_shows_it(
    opened_scopes: dict[str, OpenedRelease], scope: str
) -> None:
    release = opened_scopes[scope]
    run_cells(release)
    cells = {cell["id"]: "".join(cell["source"]) for cell in NOTEBOOKS["province"]["cells"]}
    said: list[str] = []
    names = {
        "release": release,
        "language": release.language,
        "report": SimpleNamespace(
            say=lambda **given: said.append(report.text(**given)), sourced=report.sourced
        ),
    }
    exec(cells["sex-data"], names)
    exec(cells["sex"], names)
    wider = (release.region.slug, NATION)
    women = [release.by("victims_assisted", "sex", place=place)["female"] for place in wider]
    place = next((at for at, cell in enumerate(women) if cell.value), None)
    assert len(said) == (place is not None)
    if place is not None:
        total = release.cell("victims_assisted", place=wider[place]).or_zero()
        female = women[place].or_zero()
        assert f"{female:.0f} were women or girls; {total - female:.0f} were men or boys" in said[0]
        assert f"Of {total:.0f} victims and suspected victims assisted in " in said[0]


def test_a_figure_with_nothing_to_draw_is_its_title_as_a_sentence(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    sessions = opened["en"].data("sessions", by="month")
    ax = report.charts.lines(sessions, plt.figure().subplots(), "month")
    texts = {"title": "No session was held", "alt": "Line chart."}
    said = report.figure(ax, "no-session", data=sessions, only_if=False, **texts)
    assert isinstance(said, Prose) and said == Prose.plain("No session was held.")
    assert not plt.get_fignums()
    assert "fig-no-session" not in current.made_so_far()


def test_a_computed_text_speaks_the_reports_language(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["vi"])
    assert report.text(en="{n:.0f} a session", vi="{n:.0f} lượt mỗi buổi", n=1234.4) == "1.234 lượt mỗi buổi"
    nothing = float("nan")
    assert report.text(en="{n} here", vi="{n} ở đây", n=nothing, missing="") == ""
    assert "(" in report.text(en="{n} here", vi="{n} ở đây", n=nothing)
    assert sentences.say(en="a_b {n}", vi="a_b {n}", n="*").text == "a_b \\*"
    assert report.text(en="{n}", vi="{n}", n="*") == "*"


def test_each_tile_tells_its_own_missing_value(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    current.note_missing({"c", "x"})
    values = pd.Series(
        {"victims_assisted": missing("c"), "posttest_meeting_pct": missing("x"), "sessions": 3.0}
    )
    tiles = pd.DataFrame({"value": values, "change": {"sessions": "up"}, "label": {"sessions": "held"}})
    shown = report.key_results(tiles.loc[["sessions", "posttest_meeting_pct", "victims_assisted"]])
    assert [(tile.value, tile.detail) for tile in shown.items] == [
        ("3", "up · minimum in 2022"),
        ("[x]", "not available"),
    ]  # a withheld number has none
    assert [tile.label for tile in shown.items][0] == "held"


def test_a_change_in_words_says_what_is_withheld(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    names = ["sessions", "trafficking_cases", "victims_assisted", "leaflets", "posttest_meeting_pct"]
    now = pd.Series([118.0, 9.0, 12.0, 5.0, 84.4], index=names)
    before = pd.Series([100.0, 6.0, missing("c"), missing("x"), 90.0], index=names, name=2022)
    said = report.change_in_words(now, before)
    assert said.to_list() == ["up about 18% on 2022", "2022: 6", "2022: withheld", "", "2022: 90.0%"]


def test_there_is_no_rank_among_some(opened: dict[str, OpenedRelease]) -> None:
    assert report.ranks(pd.Series([30.0, 50.0, 30.0, 0.0])).to_list()[:3] == [2, 1, 2]
    assert report.ranks(pd.Series([30.0, 50.0, 0.0])).isna().to_list() == [False, False, True]
    assert report.ranks(pd.Series([30.0, None])).isna().all()

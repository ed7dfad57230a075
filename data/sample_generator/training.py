"""Training: one row per course, class, workshop or seminar, with its tests."""

from __future__ import annotations

from datetime import timedelta
from statistics import NormalDist

from .allocation import share_out
from .draws import Draws, end_of_half, weekday
from .places import Place
from .years import Year

Row = dict[str, object]

SEASON = (0.1, 0.3, 1, 1.1, 1, 1, 0.9, 1, 1.1, 1.1, 0.9, 0.3)

# The score that meets the standard.
STANDARD = 60


def make_training(year: Year, places: tuple[Place, ...]) -> dict[str, list[Row]]:
    """Rows by province, `course_id` provisional; officers of each kind add up to the nation's."""
    planned: dict[str, list[Row]] = {place.slug: _courses(year, place) for place in places}
    for kind, project, hosts in (
        ("workshop", "national-programme", year.other_workshops),
        ("workshop", "inl-2", year.inl_workshops),
        ("indepth_class", "uk-cooperation", year.indepth_classes),
        ("seminar", "uk-cooperation", year.seminars),
    ):
        for host in hosts:
            planned[host].append(_planned(year, host, kind, project, 0))
    rows = [row for found in planned.values() for row in found]
    inl = [row for row in rows if row["project"] == "inl-2"]
    general = [row for row in rows if row["kind"] in ("course", "workshop") and row["project"] != "inl-2"]
    indepth = [row for row in rows if row["kind"] == "indepth_class"]
    seminars = [row for row in rows if row["kind"] == "seminar"]
    _give_officers(inl, year.inl_officers, spread=0.12, least=20)
    _give_officers(general, year.officers - year.inl_officers, spread=0.3, least=14)
    _give_officers(indepth, year.indepth_officers, spread=0.12, least=20)
    _give_officers(seminars, 46 * len(seminars), spread=0.2, least=20)
    tested = {slug: [_tested(row) for row in found] for slug, found in planned.items()}
    _give_to_inl_1(year, tested)
    return tested


def _give_to_inl_1(year: Year, rows: dict[str, list[Row]]) -> None:
    """Some of the provinces' own courses were paid for by INL phase 1; nothing else about them changes."""
    for slug, first_day in year.inl_1_courses:
        course = next(r for r in rows[slug] if r["kind"] == "course" and str(r["start_date"]) == first_day)
        course["project"] = "inl-1"


def _courses(year: Year, place: Place) -> list[Row]:
    """The province's own courses: one in most years, two in some, none at most once."""
    draws = Draws.of(year.year, place.slug, "courses")
    busy = place.crossings > 40
    count = draws.choices((1, 2, 3), weights=(0.55, 0.4, 0.05) if busy else (0.83, 0.17, 0))[0]
    if Draws.of(place.slug, "year without a course").randint(2020, 2039) == year.year:
        count = 0
    projects = {"general": 0.8, "national-programme": 0.2}
    return [_planned(year, place.slug, "course", draws.pick(projects), number) for number in range(count)]


def _planned(year: Year, slug: str, kind: str, project: str, number: int) -> Row:
    draws = Draws.of(year.year, slug, kind, project, number)
    length = {"course": 2, "indepth_class": 4, "workshop": 2, "seminar": 1}[kind] + draws.randint(0, 1)
    drawn = draws.day(year.year, draws.month(SEASON))
    start = weekday(drawn, length)
    if start + timedelta(days=length - 1) > end_of_half(drawn):
        start = weekday(drawn - timedelta(days=14), length)
    return {
        "course_id": f"{slug}#{kind}#{project}#{number}",
        "start_date": start,
        "end_date": start + timedelta(days=length - 1),
        "kind": kind,
        "project": project,
    }


def _give_officers(rows: list[Row], total: int, *, spread: float, least: int) -> None:
    pull = [Draws.of(row["course_id"], row["start_date"], "officers").around(spread) for row in rows]
    for row, officers in zip(rows, share_out(total, pull, [least] * len(rows)), strict=True):
        row["officers"] = officers


def _tested(row: Row) -> Row:
    """The course with its women and its tests; a seminar has no test."""
    draws = Draws.of(row["course_id"], row["start_date"], "tests")
    officers = int(str(row["officers"]))
    women = draws.part_of(officers, draws.uniform(0.05, 0.14)) if draws.random() > 0.06 else None
    tests: Row = {"women": women}
    for when, (low, high), spread in (("pre", (0.46, 0.59), 14), ("post", (0.83, 0.965), 11)):
        if row["kind"] == "seminar":
            tests |= {f"{when}_takers": 0, f"{when}_mean_score": None, f"{when}_meeting": 0}
            continue
        takers = round(officers * draws.uniform(0.88, 1.0))
        meeting = round(takers * draws.uniform(low, high))
        mean = STANDARD + spread * NormalDist().inv_cdf(min(0.99, meeting / takers)) + draws.uniform(-1, 1)
        tests |= {f"{when}_takers": takers, f"{when}_mean_score": round(mean, 1), f"{when}_meeting": meeting}
    return row | tests

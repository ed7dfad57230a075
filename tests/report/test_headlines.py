"""Headlines of tables: what they say where numbers are small, none, withheld or not received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import pytest

from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report import headlines
from small_release import small_release

OWN = "lang-son"
Given = dict[tuple[Any, ...], float | str]


def release_of(cells: Given, province: str | None = OWN, first_year: int = 2022) -> Release:
    """A Release of 2023 with these cells alone: place, indicator and what else names one -> value, or mark."""
    rows = []
    for (place, indicator, *rest), value in cells.items():
        period, breakdown, category = [*map(str, rest), *("2023", "total", "all")[len(rest) :]]
        shown = isinstance(value, (int, float))
        status = "shown" if shown else value
        rows.append((indicator, place, period, breakdown, category, value if shown else None, status))
    columns = ["indicator", "place", "period", "breakdown", "category", "value", "status"]
    release = small_release()
    return replace(
        release,
        frame=pd.DataFrame(rows, columns=columns).astype({"value": "float64"}),
        scope=replace(release.scope, province=province, first_year=first_year),
    )


def exits(people: float | str, out: float | str) -> Given:
    return {(OWN, "people_intercepted"): people, (OWN, "people_intercepted", 2023, "direction", "exit"): out}


def routes(
    first: float, second: float, people: tuple[float, float] = (), before: tuple[float, float] = ()
) -> Given:
    """Cases on the way out to China and in, people on these routes, and cases the year before."""
    cells: Given = {}
    told = [("interception_cases", 2023, (first, second)), ("people_intercepted", 2023, people)]
    for name, year, numbers in (*told, ("interception_cases", 2022, before)):
        if numbers:
            cells[OWN, name, year] = sum(numbers)
            for way, number in zip(("CN.exit", "CN.entry"), numbers, strict=True):
                cells[OWN, name, year, "border.direction", way] = number
    return cells


def of_two_years(indicator: str, before: float, now: float, **more: float) -> Given:
    return {(OWN, indicator, 2022): before, (OWN, indicator, 2023): now} | {
        (OWN, n): v for n, v in more.items()
    }


def begun(own: float | str, nation: float | str = 90) -> Given:
    return {(OWN, "victims_reintegrated"): own, (NATION, "victims_reintegrated"): nation}


def who_met(takers: float, share: float) -> Given:
    shares: Given = {(OWN, "posttest_meeting_pct"): share, (OWN, "pretest_meeting_pct"): 50}
    return shares | {(OWN, name): takers for name in ("posttest_takers", "pretest_takers")}


def handled(own: float | str) -> Given:
    return {(OWN, "trafficking_cases"): own, (NATION, "trafficking_cases"): 101}


SAID: list[tuple[Callable[[Release], str], Given, str]] = [
    (
        headlines.outreach_by_quarter,
        {(OWN, "participants"): 580, (OWN, "sessions"): 20},
        "29 attendances a session on average",
    ),
    (headlines.outreach_by_quarter, {(OWN, "sessions"): 0}, "There is no number of participants for 2023"),
    (
        headlines.people_by_quarter,
        of_two_years("participants", 600, 700),
        "Attendances: 700, up from 600 in 2022",
    ),
    (
        headlines.crossings_by_month,
        of_two_years("interception_cases", 151, 182, people_intercepted=6488),
        "182 cases of illegal crossing, up from 151 in 2022; 6,488 people",
    ),
    (
        headlines.crossings_by_month,
        of_two_years("interception_cases", 3, 1, people_intercepted=1),
        "One case of illegal crossing (3 in 2022); one person",
    ),
    (headlines.interceptions, exits(30, 12), "40% of the 30 people intercepted were leaving the country"),
    (headlines.interceptions, exits(20, 12), "12 of 20 people intercepted were leaving the country"),
    (headlines.crossings_by_route, routes(60, 40), "Exit to China was the main route, with 60% of cases"),
    (headlines.crossings_by_route, routes(90, 88), "Exit to China: 51% of cases; entry from China: 49%"),
    (
        headlines.crossings_by_route,
        routes(60, 40, people=(100, 260)),
        "Exit to China was the main route, with 60% of cases; of people 72% were on entry from China",
    ),
    (headlines.crossings_by_route, routes(9, 6), "Exit to China: 9 of 15 cases; entry from China: 6"),
    (headlines.crossings_by_route, routes(3, 0), "All cases on one route: exit to China"),
    (
        headlines.sessions_by_month,
        of_two_years("sessions", 12, 18),
        "Sessions: 18 (12 in 2022)",
    ),
    (
        headlines.sessions_by_month,
        of_two_years("sessions", 8837, 8840),
        "Sessions: 8,840, about as many as in 2022 (8,837)",
    ),
    (
        headlines.sessions_by_month,
        of_two_years("sessions", 600, 700),
        "Sessions: 700, up from 600 in 2022",
    ),
    (headlines.sessions_by_month, of_two_years("sessions", 6, 9), "Sessions: 9 (6 in 2022)"),
    (
        headlines.cases_and_arrests,
        of_two_years("trafficking_cases", 6, 9, suspects_arrested=6),
        "Trafficking cases: 9 (6 in 2022); suspects arrested: 6",
    ),
    (
        headlines.cases_and_arrests,
        of_two_years("trafficking_cases", 12, 30, suspects_arrested=6),
        "Trafficking cases: 30, up from 12 in 2022; suspects arrested: 6",
    ),
    (headlines.interceptions, exits(0, 0), "No case of illegal crossing was intercepted in 2023"),
    (headlines.interceptions, exits("x", "x"), "Interceptions of 2023 are not available"),
    (headlines.interceptions, exits(30, "c"), "Interceptions of 2023 are not available"),
    (headlines.cases_by_year, handled(5), "The province handled 5 of the nation's 101 cases"),
    (headlines.cases_by_year, handled(0), "The province handled none of the nation's 101 cases"),
    (headlines.cases_by_year, handled("c"), "The Border Guard handled 101 cases nationwide"),
    (
        headlines.victims,
        {(NATION, "victims_assisted"): 200, (NATION, "victims_referred"): 50},
        "Victims and suspected victims assisted nationwide: 200; referred or transferred to a service: 25%",
    ),
    (
        headlines.victims,
        {(OWN, "victims_assisted"): 0, (NATION, "victims_assisted"): 200},
        "The province assisted none of the nation's 200 victims and suspected victims",
    ),
    (
        headlines.victims,
        {(NATION, "victims_assisted"): 200, (NATION, "victims_referred"): "c"},
        "Victims and suspected victims assisted nationwide: 200",
    ),
    (
        partial(headlines.victims_by_category, breakdown="destination"),
        {
            (NATION, "victims_assisted"): 200,
            (NATION, "victims_assisted", 2023, "destination", "KH"): 90,
            (NATION, "victims_assisted", 2023, "destination", "CN"): 88,
        },
        "Cambodia: 45% of those assisted in the nation; China: 44%",
    ),
    (
        headlines.victims_profile,
        {(NATION, "victims_assisted"): 200, (NATION, "victims_assisted", 2023, "sex", "female"): 150},
        "Women and girls: 75% of those assisted in the nation",
    ),
    (
        headlines.victims_profile,
        {(NATION, "victims_assisted"): 12, (NATION, "victims_assisted", 2023, "sex", "female"): 9},
        "Women and girls: 9 out of 12 of those assisted in the nation",
    ),
    (
        headlines.officers_by_kind,
        {
            (OWN, "officers_trained", 2023, "kind", "course"): 47,
            (OWN, "officers_trained", 2023, "kind", "workshop"): 0,
            (OWN, "indepth_officers"): 34,
        },
        "47 of 81 attendances were at training courses (58%)",
    ),
    (
        headlines.officers_by_kind,
        {(OWN, "indepth_officers"): 12},
        "All 12 officer attendances were at in-depth classes",
    ),
    (
        headlines.knowledge,
        who_met(88, 90),
        "90.0% of tests after training met the standard, 50.0% before",
    ),
    (headlines.knowledge, who_met(12, 75), "Met the standard after training: 9 out of 12 tests"),
    (
        headlines.victims_profile,
        {(NATION, "victims_assisted"): 200, (NATION, "victims_assisted", 2023, "sex", "female"): "c"},
        "The split by sex is withheld, so that nobody can be identified",
    ),
    (
        headlines.training,
        {
            (OWN, "officers_trained", 2023, "kind", "course"): 1,
            (OWN, "courses_held"): 1,
            (OWN, "indepth_classes_held"): 0,
        },
        "One officer attendance at one course",
    ),
    (headlines.training, {(OWN, "courses_held"): 1}, "No training of officers was reported for 2023"),
    (
        headlines.materials,
        {(OWN, "document_sets"): 1, (OWN, "equipment_delivered"): 2},
        "Stations received one training document set and 2 items of equipment",
    ),
    (
        headlines.materials,
        {(OWN, "document_sets"): 0, (OWN, "equipment_delivered"): 1},
        "Stations received one item of equipment",
    ),
    (
        headlines.materials,
        {(OWN, "document_sets"): "x"},
        "No delivery of document sets or equipment was reported for 2023",
    ),
    (headlines.reintegration, begun(7), "People who began support here: 7; nationwide: 90"),
    (headlines.reintegration, begun(0), "Nobody began support in reintegration here; nationwide 90 did"),
    (
        headlines.reintegration,
        begun("c"),
        "The number who began support here is withheld; nationwide it is 90",
    ),
    (headlines.reintegration, begun("x"), "Support in reintegration of 2023 is not available"),
    (headlines.regions, {(NATION, "participants"): "x"}, "Main indicators by region"),
]


@pytest.mark.parametrize(("headline", "cells", "said"), SAID)
def test_a_headline_says_what_is_known(headline: Callable[[Release], str], cells: Given, said: str) -> None:
    assert headline(release_of(cells)) == said


def test_a_national_report_speaks_of_the_nation() -> None:
    cells = handled(5) | begun(7)
    nation = release_of(cells, province=None)
    assert headlines.cases_by_year(nation) == "The Border Guard handled 101 cases nationwide"
    assert headlines.reintegration(nation) == "People who began support to rebuild their lives: 90"


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (
            103,
            "Forced criminality: 32% of the nation's cases; sexual exploitation: 21%",
        ),  # the rest, 14, is less than 33, and chance may explain that 33 is more than 22
        (140, "Most frequent in the nation's cases, of the numbers that are shown: forced criminality"),
        ("c", "Most frequent in the nation's cases, of the numbers that are shown: forced criminality"),
    ],
)
def test_most_frequent_is_hedged_only_where_a_withheld_number_may_be_higher(
    whole: float | str, said: str
) -> None:
    forms = {"forced_criminality": 33, "sexual_exploitation": 22, "forced_labour": 17, "forced_marriage": 17}
    cells: Given = {
        (NATION, "trafficking_cases"): whole,
        (NATION, "trafficking_cases", 2023, "exploitation", "begging"): "c",
    }
    cells |= {(NATION, "trafficking_cases", 2023, "exploitation", form): n for form, n in forms.items()}
    assert headlines.cases_by_exploitation(release_of(cells)) == said


def test_the_region_whose_attendances_fell_most_is_named_with_both_numbers() -> None:
    regions = {"red-river-delta": (50, 100), "mekong-delta": (120, 400), "southeast": (90, 300)}
    cells: Given = {}
    for region, (before, now) in regions.items():
        cells |= {(region, "officers_trained", 2022): before, (region, "officers_trained", 2023): now}
    assert headlines.officers_by_region(release_of(cells, None)).endswith("at courses and workshops")
    cells |= {("southeast", "officers_trained", 2022): 300, ("southeast", "officers_trained", 2023): 231}
    assert headlines.officers_by_region(release_of(cells, None)).endswith("; Southeast fell from 300 to 231")
    assert headlines.officers_by_region(release_of(cells)).endswith(
        "at courses and workshops"
    )  # knows its own returns


def test_the_main_form_of_exploitation_stands_beside_its_part_of_the_year_before() -> None:
    cells: Given = {
        (NATION, "trafficking_cases"): 100,
        (NATION, "trafficking_cases", 2022): 80,
        (NATION, "trafficking_cases", 2023, "exploitation", "forced_labour"): 60,
        (NATION, "trafficking_cases", 2022, "exploitation", "forced_labour"): 40,
        (NATION, "trafficking_cases", 2023, "exploitation", "begging"): 40,
    }
    said = headlines.cases_by_exploitation(release_of(cells))
    assert said == "Most frequent in the nation's cases: forced labour, 60% (50% in 2022)"


def test_years_are_compared_where_both_are_shown() -> None:
    cells: Given = {
        (OWN, "sessions", 2022): 10, (OWN, "sessions", 2023): 11,
        (OWN, "participants", 2022): 10, (OWN, "participants", 2023): 10,
        (OWN, "victims_assisted", 2022): "c", (OWN, "victims_assisted", 2023): 12,
    }  # fmt: skip
    asked = ["sessions", "participants", "victims_assisted"]
    assert headlines.yearly_trend(release_of(cells), asked) == "Main indicators beside those of 2022"
    cells = {key: 10 * value if isinstance(value, int) else value for key, value in cells.items()}
    assert headlines.yearly_trend(release_of(cells), asked) == "Against 2022: sessions up 10%"
    cells[OWN, "participants", 2023] = 60
    said = headlines.yearly_trend(release_of(cells), asked)
    assert said == "Against 2022: attendances down 40%, sessions up 10%"
    first = release_of(cells, first_year=2023)
    assert headlines.yearly_trend(first, asked) == "2023 is the first year of comparable returns"


def test_a_headline_on_years_tells_what_matters_most_and_not_what_changed_most() -> None:
    cells: Given = {}
    changes = {"leaflets": (100, 900), "equipment_delivered": (40, 90), "officers_trained": (63, 47)}
    changes |= {
        "people_intercepted": (300, 900),
        "interception_cases": (151, 182),
        "victims_assisted": (26, 12),
    }
    for name, (before, now) in changes.items():
        cells |= {(OWN, name, 2022): before, (OWN, name, 2023): now}
    said = headlines.yearly_trend(release_of(cells), list(changes))
    assert said == (
        "Against 2022: victims and suspected victims down from 26 to 12, cases of illegal crossing up 21%"
    )


def test_a_headline_on_years_tells_the_fall_beside_the_rise() -> None:
    changes = {"participants": (100, 110), "interception_cases": (151, 182), "leaflets": (900, 500)}
    cells: Given = {
        (OWN, name, year): n
        for name, two in changes.items()
        for year, n in zip((2022, 2023), two, strict=True)
    }
    release = release_of(cells)
    assert headlines.yearly_trend(release, list(changes)) == (
        "Against 2022: cases of illegal crossing up 21%, leaflets down 44%"
    )
    assert headlines.falls(release, list(changes)) == "leaflets down 44%"
    assert headlines.falls(release_of(cells, first_year=2023), list(changes)) == ""


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"courses_held": (2, 1)}, " at one course (2022: 2)"),
        ({"courses_held": (4, 3)}, " at 3 courses (2022: 4)"),
        ({"courses_held": (2, 2)}, ""),
        ({"courses_held": (61, 51)}, ""),
        ({"courses_held": (2, 1), "workshops_held": (0, 1)}, ""),
        ({"courses_held": (2, 0)}, ""),
    ],
)
def test_a_fall_of_attendances_tells_at_how_few_courses(held: dict[str, tuple[int, int]], said: str) -> None:
    given = {"officers_trained": (63, 47), "courses_held": (0, 0), "workshops_held": (0, 0), **held}
    cells: Given = {
        (OWN, name, year): n for name, two in given.items() for year, n in zip((2022, 2023), two, strict=True)
    }
    assert headlines.falls(release_of(cells), ["officers_trained"]) == f"course attendances down 25%{said}"


def test_a_route_with_less_than_half_is_not_the_main_one_and_stands_beside_the_one_before() -> None:
    cells: Given = {(OWN, "interception_cases", 2022): 100, (OWN, "interception_cases", 2023): 200}
    for year, numbers in ((2022, (20, 50, 30)), (2023, (80, 60, 60))):
        for way, number in zip(("CN.exit", "KH.exit", "CN.entry"), numbers, strict=True):
            cells[OWN, "interception_cases", year, "border.direction", way] = number
    assert headlines.crossings_by_route(release_of(cells)) == (
        "Exit to China: 40% of cases; exit to Cambodia: 30%, in 2022 the most with 50%"
    )


def test_victims_withheld_here_are_told_of_the_region() -> None:
    region = release_of({}).region.slug
    cells: Given = {(OWN, "victims_assisted"): "c", (NATION, "victims_assisted"): 235}
    assert headlines.victims(release_of({**cells, (region, "victims_assisted"): 13})).endswith(
        ": 13; nationwide: 235"
    )
    assert "nationwide: 235" in headlines.victims(release_of({**cells, (region, "victims_assisted"): "c"}))


def test_the_part_referred_stands_beside_that_of_the_year_before() -> None:
    told = {"victims_assisted": (196, 235), "victims_referred": (159, 185)}
    cells: Given = {
        (NATION, name, year): n
        for name, two in told.items()
        for year, n in zip((2022, 2023), two, strict=True)
    }
    assert headlines.victims(release_of(cells, province=None)) == (
        "Victims and suspected victims assisted nationwide: 235; referred or transferred to a service: 79% "
        "(81% in 2022)"
    )


def test_a_share_of_tests_stands_beside_that_of_the_year_before() -> None:
    cells = who_met(80, 84.4) | {(OWN, "posttest_meeting_pct", 2022): 90, (OWN, "posttest_takers", 2022): 40}
    assert headlines.knowledge(release_of(cells)) == (
        "84.4% of tests after training met the standard (90.0% in 2022), 50.0% before"
    )
    few = cells | {(OWN, "posttest_takers", 2022): 20, (OWN, "pretest_takers"): 12}
    assert headlines.knowledge(release_of(few)) == (
        "84.4% of tests after training met the standard (18 out of 20 in 2022), 6 out of 12 before"
    )


def of_rank(**ranks: int) -> Release:
    """A Release in which the province has these ranks among all 44, by indicator."""
    others = [each.slug for each in small_release().provinces.commands("63") if each.slug != OWN]
    cells: Given = {(OWN, name): 50 for name in ranks}
    for name, rank in ranks.items():
        cells |= {(place, name): 60 if at < rank - 1 else 40 for at, place in enumerate(others)}
    return release_of(cells)


def test_position_gives_the_highest_ranks_and_none_below_the_first_third() -> None:
    ranked = of_rank(leaflets=14, sessions=15, participants=3, interception_cases=5, people_intercepted=4)
    names = ["leaflets", "sessions", "participants", "interception_cases", "people_intercepted"]
    assert headlines.position(ranked, names) == "Rank among 44 provinces: attendances 3, people intercepted 4"
    in_vietnamese = headlines.position(replace(ranked, scope=replace(ranked.scope, language="vi")), names[:1])
    assert in_vietnamese == "Thứ hạng trong 44 tỉnh, thành phố: tờ rơi thứ 14"
    assert headlines.position(ranked, names[:2]) == "Rank among 44 provinces: leaflets 14"
    assert headlines.position(ranked, names[1:2]) == "The province beside all others"

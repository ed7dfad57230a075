"""`release.data`: tidy frames of what may be published, and each wrong question named."""

from __future__ import annotations

import doctest
from importlib import import_module
from typing import Any

import pandas as pd
import pytest

import helpers.report.changes
import helpers.report.frames
import helpers.report.own
import helpers.report.pictures
import helpers.report.points
import helpers.report.published_frame
import helpers.report.route_names
import helpers.report.sentences
import helpers.report.summary
from helpers import open_report, report
from helpers.errors import ParamsError
from helpers.metrics.place_sums import NATION
from helpers.paths import Project
from helpers.report import current
from helpers.report.frames import OpenedRelease
from projects import FEW


def test_one_row_a_number(opened: dict[str, OpenedRelease]) -> None:
    frame = opened["en"].data("sessions", by="month", years=2)
    assert list(frame.columns) == [
        "indicator", "place", "region", "period", "year", "month", "value", "unit", "status",
        "indicator_code", "place_code",
    ]  # fmt: skip
    assert len(frame) == 24
    for row in frame.itertuples():
        cell = opened["en"].cell("sessions", period=f"{row.period.year}-{row.period.month:02d}")
        assert (None if pd.isna(row.value) else row.value) == cell.value
        assert row.status == cell.status


def test_labels_are_ordered_and_in_the_language_of_the_report(opened: dict[str, OpenedRelease]) -> None:
    frame = opened["vi"].data("interception_cases", by=["direction", "border"])
    assert set(frame["direction"]) == {"Nhập cảnh", "Xuất cảnh"}
    assert set(frame["border_code"]) == {"CN", "LA", "KH", "sea"}
    assert frame["border"].cat.ordered
    assert list(frame["border"].cat.categories) == ["Trung Quốc", "Lào", "Campuchia", "Đường biển"]
    months = opened["vi"].data("sessions", freq="month")["month"]
    assert list(months) == list(months.cat.categories) == [f"T{n}" for n in range(1, 13)]
    assert frame.attrs["units"] == {"interception_cases": "vụ"}


def test_periods_are_real(opened: dict[str, OpenedRelease]) -> None:
    quarters = opened["en"].data("sessions", by="quarter", years=[2022])
    assert list(quarters["period"]) == list(pd.period_range("2022Q1", "2022Q4", freq="Q"))
    assert opened["en"].data("sessions")["period"].dt.year.to_list() == [2023]


def test_places_by_level_and_by_name(opened: dict[str, OpenedRelease]) -> None:
    release = opened["nation"]
    provinces = release.data("sessions", level="province")
    assert set(FEW) <= set(provinces["place_code"])
    assert list(provinces["place"]) == [
        release.provinces.get(p, "63").name_en for p in provinces["place_code"]
    ]
    assert release.data("sessions", level="nation")["place_code"].to_list() == [NATION]
    named = release.data("sessions", places=["lang-son", NATION])
    assert named["place"].to_list() == ["Lang Son", "Viet Nam"]
    assert "region" not in named.columns  # of which one is no province
    assert release.data("sessions", level="region")["value"].sum() == named["value"].iloc[1]


def test_several_levels_are_one_frame(opened: dict[str, OpenedRelease]) -> None:
    frame = opened["nation"].data("sessions", level=["region", "nation"])
    regions = [opened["nation"].provinces.region(code).name("en") for code in frame["place_code"][:-1]]
    assert list(frame["place"].cat.categories) == [*regions, "Viet Nam"]
    assert frame["value"].iloc[-1] == opened["nation"].cell("sessions").value


def test_totals_are_those_of_the_release(opened: dict[str, OpenedRelease]) -> None:
    release = opened["vi"]
    frame = release.data("people_intercepted", by=["border", "direction"], totals=True)
    assert list(frame["border"].cat.categories)[-1] == list(frame["direction"].cat.categories)[-1] == "All"
    told = frame.set_index(["border_code", "direction_code"])["value"]
    assert told["all", "all"] == release.cell("people_intercepted").value
    assert told["CN", "all"] == release.by("people_intercepted", "border")["CN"].value
    assert told["all", "exit"] == release.by("people_intercepted", "direction")["exit"].value
    assert told["CN", "exit"] == release.by("people_intercepted", "border.direction")["CN.exit"].value
    assert len(frame) == 4 * 2 + 4 + 2 + 1


def test_a_total_is_shown_where_its_parts_are_withheld(opened: dict[str, OpenedRelease]) -> None:
    frame = opened["nation"].data("victims_assisted", by="sex", totals=True).set_index("sex_code")
    assert set(frame["status"]) == {"shown", "c"}
    assert frame.loc["all", "value"] == opened["nation"].cell("victims_assisted").value


def test_totals_of_nothing_split_are_no_second_rows(opened: dict[str, OpenedRelease]) -> None:
    assert len(opened["en"].data(["sessions", "leaflets"], totals=True)) == 2


def test_indicators_have_short_or_full_labels(opened: dict[str, OpenedRelease]) -> None:
    release = opened["en"]
    assert release.data("sessions")["indicator"].to_list() == [release.label("sessions")] == ["Sessions"]
    full = release.data("sessions", labels="full")["indicator"].to_list()
    assert full == [release.label("sessions", "full")] == ["Legal-education sessions"]


def test_what_subtitles_say(opened: dict[str, OpenedRelease]) -> None:
    province, nation, region = opened["vi"], opened["nation"], opened["region"]
    assert (province.place_name, nation.place_name) == ("Lạng Sơn", "Viet Nam")
    assert (province.span, province.two_years) == ("2022–2023", "2022 và 2023")
    assert province.own_and_wider == ["lang-son", region.scope.place, NATION]
    assert region.own_and_wider == [region.scope.place, NATION]
    assert nation.own_and_wider == [NATION]
    assert province.borders == ["Trung Quốc"]
    assert nation.borders == ["China", "Lao PDR", "Cambodia", "Sea"]


def test_what_is_withheld_is_missing_with_its_reason(opened: dict[str, OpenedRelease]) -> None:
    frame = opened["nation"].data("victims_assisted", level="province", years=2)
    hidden = frame[frame["status"] != "shown"]
    assert "c" in set(hidden["status"])
    assert hidden["value"].isna().all()
    assert frame.loc[frame["status"] == "shown", "value"].notna().all()
    assert pd.isna(frame["value"].sum(skipna=False))
    assert "c" in frame.attrs["missing"]


def test_what_a_frame_reads_counts_as_asked(opened: dict[str, OpenedRelease]) -> None:
    release = opened["nation"]
    with release.noting() as noted:
        release.data(["leaflets", "sessions"], level="region")
    assert list(noted) == ["leaflets", "sessions"]


def test_a_region_and_a_part_of_a_year_are_opened(opened: dict[str, OpenedRelease]) -> None:
    region, half, quarter = (opened[name] for name in ("region", "half", "quarter"))
    place = "northern-midlands-and-mountains"
    assert region.cell("sessions") == opened["nation"].cell("sessions", place=place)
    assert region.data("sessions")["place"].to_list() == ["Northern Midlands and Mountains"]
    commands = region.provinces.commands("63")
    assert set(region.coverage["province"]) == {each.slug for each in commands if each.region == place}
    first, second = (opened["en"].cell("sessions", period=f"2023-Q{n}") for n in (1, 2))
    assert half.cell("sessions").value == first.or_zero() + second.or_zero()
    assert quarter.cell("sessions") == second
    assert half.data("sessions", by="month")["month"].to_list() == ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    assert quarter.data("sessions")["period"].astype(str).to_list() == ["2023Q2"]
    assert half.data("sessions")["value"].to_list() == [half.cell("sessions").value]
    whole = opened["en"].data("sessions", years=2)["value"].to_list()
    assert half.data("sessions", by="year", years=2)["value"].to_list() == whole
    assert half.data("sessions", by="year")["value"].to_list() == whole[1:]
    assert quarter.data("sessions", by="quarter")["quarter"].to_list() == ["Q2"]
    assert len(quarter.data("sessions", by="quarter", years=2)) == 8
    assert half.data("sessions", by="period", years=2)["period"].astype(str).to_list() == ["2022Q1", "2023Q1"]
    same = quarter.data("sessions", by="period", years=2)
    assert same["value"].to_list() == [
        opened["en"].cell("sessions", period=f"{y}-Q2").value for y in (2022, 2023)
    ]
    assert quarter.data("sessions", years=2).equals(same), (
        "split by no time, the report's own part of each year"
    )
    assert quarter.data("sessions", years=2022)["period"].astype(str).to_list() == ["2022Q2"]
    assert opened["en"].data("sessions", by="period").equals(opened["en"].data("sessions"))
    assert (half.period_name, half.period_before) == ("first half of 2023", "first half of 2022")
    assert "Victims and suspected victims assisted" in quarter.told_by_year
    assert not {"Legal-education sessions", "Trafficking cases handled"} & {*quarter.told_by_year}
    with pytest.raises(ParamsError, match="'posttest_meeting_pct' does not add up, so it has no half-year"):
        half.cell("posttest_meeting_pct")
    with pytest.raises(
        ParamsError, match=r"tells a whole year .* and this report is on 2023-H1; make your own by"
    ):
        report.indicator_by_month(half, "sessions")
    assert report.symbols(region)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"region": "lang-son"},
            "'lang-son' is a province, not a region; write open_report(province='lang-son')",
        ),
        (
            {"region": "central-higlands"},
            "unknown region 'central-higlands'; did you mean 'central-highlands'?",
        ),
        (
            {"region": "southeast", "province": "lang-son"},
            "on a province, on a region or on a project; give one",
        ),
        ({"period": "2023Q1"}, "'2023Q1' is no period; write a year, half, quarter or month"),
        ({"period": "2023-Q1", "year": 2022}, "period '2023-Q1' is not of the year 2022; leave year out"),
    ],
)
def test_a_report_that_cannot_be_opened_says_why(
    opened_project: Project, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], message: str
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(opened_project.root))
    with pytest.raises(ParamsError) as fault:
        open_report(**asked)
    assert message in str(fault.value)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "indicator": ({"indicators": "sesions"}, "unknown indicator 'sesions'; did you mean 'sessions'?"),
    "no indicator": ({"indicators": []}, "data needs an indicator, such as release.data('sessions')"),
    "number": ({"indicators": 5}, "indicators takes a name or a list of names, not 5"),
    "split": ({"by": "sexx"}, "'victims_assisted' is not split by 'sexx'; did you mean 'sex'?"),
    "two times": ({"by": "month", "freq": "quarter"}, "split by quarter or by month, not by both"),
    "freq": ({"freq": "weekly"}, "unknown freq 'weekly'; there are: month, period, quarter, year"),
    "labels": ({"labels": "long"}, "unknown labels 'long'; there are: full, short"),
    "one of two levels": ({"level": ["region", "nations"]}, "unknown level 'nations'; did you mean 'nation'?"),
    "level": ({"level": "provinces"}, "unknown level 'provinces'; did you mean 'province'?"),
    "place": ({"places": ["cao-bnag"]}, "unknown place 'cao-bnag'; did you mean 'cao-bang'?"),
    "place and level": ({"places": "lang-son", "level": "region"}, "give a level or places, not both"),
    "no place": ({"places": []}, "places is empty; leave it out for the report's own place"),
    "too many years": ({"years": 9}, "years=9: this report holds 2, 2022 to 2023"),
    "no years": ({"years": 0}, "years=0: this report holds 2, 2022 to 2023"),
    "year as text": ({"years": "2023"}, "years takes how many, one, or a list, such as 2, 2022 or [2021, 2023], not "
        "'2023'"),
    "year outside": ({"years": [2031]}, "period '2031' lies outside of this Release, which holds 2022 to 2023"),
    "parts elsewhere": (
        {"indicators": "interception_cases", "by": "border", "places": "cao-bang"},
        "a report on lang-son is given totals of 'cao-bang', not its parts by border; open a report of that "
        "province, open_report(province='cao-bang')",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_question_is_one_sentence(opened: dict[str, OpenedRelease], wrong: str) -> None:
    arguments, message = WRONG[wrong]
    with pytest.raises(ParamsError) as fault:
        opened["en"].data(**{"indicators": "victims_assisted", **arguments})
    assert str(fault.value) == message


MODULES = [
    helpers.report.changes,
    helpers.report.frames,
    helpers.report.own,
    helpers.report.pictures,
    helpers.report.points,
    helpers.report.published_frame,
    helpers.report.route_names,
    helpers.report.sentences,
    helpers.report.summary,
]
PROJECTS = [import_module(f"helpers.report.{name}") for name in
            ("frameworks", "project_headlines", "project_parts", "project_training", "section_rows")]  # fmt: skip
HEADLINES = [import_module(f"helpers.report.headlines.{name}") for name in ("comparisons", "people", "work")]
CHARTS = [import_module(f"helpers.report.charts.{name}") for name in
          ("bars", "labels", "lines", "maps", "marks", "dots", "progress_bars")]  # fmt: skip


@pytest.mark.parametrize(
    "module",
    [*MODULES, *HEADLINES, *CHARTS, *PROJECTS],
    ids=lambda m: m.__name__,
)
def test_examples_run(
    opened: dict[str, OpenedRelease], opened_project: Project, monkeypatch: pytest.MonkeyPatch, module: Any
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(opened_project.root))
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for example in doctest.DocTestFinder().find(module):
        monkeypatch.setattr(current, "_MISSING", set())  # each is a notebook of its own
        runner.run(example)
    done = runner.summarize()
    assert done.attempted > 2
    assert not done.failed
    current.set_opened(opened["en"])

"""A Release refuses what it can never answer, with near matches; what could be there and is not published is `[x]`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.provinces import read_provinces
from helpers.paths import Project
from helpers.privacy.release import MISSING
from small_release import REGION, project_release, small_release


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"indicator": "sesions"}, "unknown indicator 'sesions'; did you mean 'sessions'?"),
        ({"place": "cao-bnag"}, "unknown place 'cao-bnag'; did you mean 'cao-bang'"),
        ({"place": "Lạng Sơn"}, "unknown place 'Lạng Sơn'; did you mean 'lang-son'"),
        ({"place": "central-highland"}, "unknown place 'central-highland'; did you mean 'central-highlands'"),
        ({"place": "vietnam"}, "unknown place 'vietnam'; did you mean 'viet-nam'"),
        ({"place": "ha-noi"}, "province 'ha-noi' has no Border Guard command"),
        ({"period": "2023Q1"}, "'2023Q1' is no period; did you mean '2023-Q1'?"),
        ({"period": "2023-q1"}, "'2023-q1' is no period; did you mean '2023-Q1'?"),
        ({"period": "Q1 2023"}, "'Q1 2023' is no period; did you mean '2023-Q1'?"),
        ({"period": "2023-5"}, "'2023-5' is no period; did you mean '2023-05'?"),
        ({"period": "05/2023"}, "'05/2023' is no period; did you mean '2023-05'?"),
        ({"period": "2023-Q5"}, "'2023-Q5' is no period; write a year, quarter or month, such as 2023,"),
        ({"period": "2023-13"}, "'2023-13' is no period; write a year"),
        ({"period": "last year"}, "'last year' is no period"),
        ({"period": 2032}, "period '2032' lies outside of this Release, which holds 2022 to 2023"),
        ({"period": "2019-Q1"}, "period '2019-Q1' lies outside of this Release"),
        ({"indicator": "trafficking_cases", "breakdown": "exploitaton"}, "did you mean 'exploitation'?"),
        (
            {"breakdown": "border", "category": "CN"},
            "'sessions' is not broken down by 'border'; there is none",
        ),
        ({"category": "female"}, "category 'female' goes with a breakdown"),
        (
            {"indicator": "interception_cases", "breakdown": "direction", "category": "exits"},
            "'direction' of 'interception_cases' has no category 'exits'; did you mean 'exit'?",
        ),
        (
            {"indicator": "interception_cases", "breakdown": "border.direction", "category": "CN"},
            "has no category 'CN'",
        ),
        (
            {
                "indicator": "interception_cases",
                "place": "cao-bang",
                "breakdown": "border",
                "category": "CN",
            },
            "a report on lang-son is given totals of 'cao-bang', not its parts by border; open a report of",
        ),
        (
            {"indicator": "posttest_mean_score", "period": "2023-05"},
            "no month of 'posttest_mean_score' is published of provinces; there are: year",
        ),
        (
            {"indicator": "victims_assisted", "period": "2023-01"},
            "no month of 'victims_assisted' is published of provinces; there are: year",
        ),
        (
            {"indicator": "victims_rescued", "place": "viet-nam", "period": "2023-Q2"},
            "no quarter of 'victims_rescued' is published of the nation; there are: year",
        ),
        (
            {
                "indicator": "interception_cases",
                "period": "2023-02",
                "breakdown": "border",
                "category": "CN",
            },
            "no month of 'interception_cases' by border is published of provinces; there are: year",
        ),
        (
            {"indicator": "victims_assisted", "breakdown": "sex", "category": "female"},
            "'victims_assisted' by sex is published of the nation and regions, not of provinces",
        ),
        (
            {"indicator": "lang-son"},
            "'lang-son' is a place, not an indicator; write release.data('sessions', ",
        ),
        (
            {"indicator": "Lạng Sơn"},
            "'Lạng Sơn' is a place, not an indicator; write release.data('sessions', places='lang-son')",
        ),
        (
            {"indicator": "age_band"},
            "'age_band' is a breakdown, not an indicator; write release.by('victims_assisted'",
        ),
        (
            {"place": "sessions"},
            "'sessions' is an indicator, not a place; write release.data('sessions', places=",
        ),
    ],
)
def test_question_without_an_answer_is_refused_with_what_was_meant(
    asked: dict[str, object], said: str
) -> None:
    question = {"indicator": "sessions", **asked}
    name = str(question.pop("indicator"))
    with pytest.raises(ParamsError) as fault:
        small_release().cell(name, **question)  # type: ignore[arg-type]
    assert said in str(fault.value)


FRAME = pd.DataFrame({"victims": [3]})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"indicator": None}, "indicator: must be a name such as 'sessions', not None"),
        ({"indicator": ["sessions"]}, "indicator: must be a name such as 'sessions', not a list"),
        ({"indicator": FRAME}, "indicator: must be a name such as 'sessions', not a DataFrame"),
        ({"place": 5}, "place: must be a name such as 'lang-son', not 5"),
        ({"place": ""}, "unknown place ''"),
        ({"place": ["lang-son", "cao-bang"]}, "place: must be a name such as 'lang-son', not a list"),
        ({"breakdown": None}, "breakdown: must be a name such as 'sex', not None"),
        ({"category": {"female"}}, "category: must be a name such as 'female', not a set"),
        ({"period": ""}, "'' is no period; write a year, quarter or month, such as 2023,"),
        ({"period": 0}, "'0' is no period"),
        ({"period": True}, "True is no period"),
        ({"period": 2023.0}, "2023.0 is no period; did you mean '2023'?"),
        ({"period": "2023-05-01"}, "'2023-05-01' is no period; did you mean '2023-05'?"),
        ({"period": pd.Timestamp("2023-05-01")}, "a Timestamp is no period; did you mean '2023-05'?"),
        ({"period": date(2023, 5, 31)}, "a date is no period; did you mean '2023-05'?"),
        ({"period": pd.Period("2023Q1")}, "a Period is no period; did you mean '2023-Q1'?"),
        ({"period": pd.Period("2023-05")}, "a Period is no period; did you mean '2023-05'?"),
        ({"period": ["2023-Q1", "2023-Q2"]}, "a list is no period; write a year"),
        ({"period": FRAME}, "a DataFrame is no period; write a year"),
        ({"when": 2023}, "cell: unknown argument 'when'; there are: breakdown, category, indicator, period, place"),
        ({"plase": "lang-son"}, "cell: unknown argument 'plase'; did you mean 'place'?; write cell(indicator, "),
    ],
)  # fmt: skip
def test_argument_of_another_kind_is_refused_in_one_sentence(asked: dict[str, Any], said: str) -> None:
    question = {"indicator": "sessions", **asked}
    with pytest.raises(ParamsError) as fault:
        small_release().cell(**question)
    assert str(fault.value).startswith(said)
    assert "\n" not in str(fault.value)


def test_numbers_and_texts_of_numpy_are_taken() -> None:
    release = small_release()
    for period in (2023, "2023", np.int64(2023), np.str_("2023")):
        assert release.cell(np.str_("sessions"), period=period).value == 1234  # type: ignore[arg-type]


def test_other_questions_of_a_release_refuse_other_kinds_too() -> None:
    release: Any = small_release()
    wrong = [
        (lambda: release.cell("sessions", "lang-son"), "cell: too many positional arguments; write cell("),
        (lambda: release.by("sessions"), "by: missing a required argument: 'breakdown'"),
        (lambda: release.by("victims_assisted", ["sex"]), "breakdown: must be a name such as 'sex', not a list"),
        (lambda: release.by("sex", "victims_assisted"), "'sex' is a breakdown, not an indicator"),
        (lambda: release.places("sessions", None), "level: must be a name such as 'province', not None"),
        (lambda: release.series("sessions", "2023-Q1"), "periods: must be a list such as ['2023-Q1',"),
        (lambda: release.series("sessions", 2023), "periods: must be a list such as ['2023-Q1', '2023-Q2'], not 2023"),
        (lambda: release.series("sessions", [2023, None, 5.5]), "5.5 is no period"),
        (lambda: release.indicator(3), "indicator: must be a name such as 'sessions', not 3"),
        (lambda: release.in_language("fr"), "unknown language 'fr'"),
    ]  # fmt: skip
    for ask, said in wrong:
        with pytest.raises(ParamsError) as fault:
            ask()
        assert str(fault.value).startswith(said)


def test_what_may_be_there_and_is_not_published_is_not_available() -> None:
    release = small_release()
    assert release.cell("sessions", place="cao-bang") == MISSING
    assert release.cell("sessions", place=REGION, period="2023-12") == MISSING
    assert release.cell("sessions", period=2021) == MISSING  # there is nothing to compare the first year with
    assert release.cell("victims_assisted", place="southeast", breakdown="sex", category="male") == MISSING
    assert release.by("victims_assisted", "sex", place="southeast") == {}


def test_by_and_places_refuse_what_there_is_not() -> None:
    release = small_release()
    with pytest.raises(ParamsError, match="not broken down by 'sexe'; did you mean 'sex'"):
        release.by("victims_assisted", "sexe")
    with pytest.raises(ParamsError, match="unknown level 'regions'; did you mean 'region'"):
        release.places("sessions", "regions")
    with pytest.raises(ParamsError, match="is no period; did you mean '2023-Q1'"):
        release.places("sessions", period="2023Q1")


def test_merged_province_is_answered_with_its_successor() -> None:
    release = small_release()
    merged = replace(release, scope=replace(release.scope, vintage="34"))
    with pytest.raises(ParamsError, match="'ha-giang' was merged into 'tuyen-quang'"):
        merged.cell("sessions", place="ha-giang")


def test_report_on_a_project_asks_provinces_for_the_parts_by_project() -> None:
    release = project_release("inl-phase-1")
    code = release.framework.project.code if release.framework else None
    assert code
    found = release.cell("officers_trained", place="cao-bang", breakdown="project", category=code)
    assert found == MISSING


@pytest.mark.parametrize("vintage", ["63", "34"])
def test_region_is_told_from_a_province(vintage: str, project: Project) -> None:
    with pytest.raises(ParamsError) as fault:
        read_provinces(project).command("central-highlands", vintage)  # type: ignore[arg-type]
    assert "'central-highlands' is a region, not a province" in str(fault.value)
    assert "kon-tum" in str(fault.value) or vintage == "34"

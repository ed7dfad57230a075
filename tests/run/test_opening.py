"""What an analyst may give open_report, exhibits, the form and the preview by mistake: each is told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.inputs.settings import read_settings
from helpers.report.current import set_opened
from helpers.report.exhibit import Exhibit
from helpers.run import open_quality, open_report, parameter_form, preview
from helpers.run.opening import check_scope
from helpers.run.prepare import prepare
from projects import ROOT, Project
from small_release import project_release, small_release

FRAME = pd.DataFrame({"year": [2023]})


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(ROOT))


def said_by(call: Callable[..., Any], *given: Any, **named: Any) -> str:
    with pytest.raises(ParamsError) as fault:
        call(*given, **named)
    assert "\n" not in str(fault.value)
    return str(fault.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"province": "viet-nam"}, "'viet-nam' is the nation, not a province; leave province out: open_report("),
        ({"province": "Việt Nam"}, "'Việt Nam' is the nation, not a province; leave province out"),
        ({"province": "central-highlands"}, "'central-highlands' is a region, not a province; its provinces with"),
        ({"province": "Tây Nguyên"}, "'Tây Nguyên' is a region, not a province; its provinces with a command: kon-tum"),
        ({"province": "Lạng Sơn"}, "unknown province 'Lạng Sơn'; did you mean 'lang-son'?"),
        ({"province": "LANG-SON"}, "unknown province 'LANG-SON'; did you mean 'lang-son'?"),
        ({"province": "Hà Giang", "year": 2025}, "province 'Hà Giang' was merged into 'tuyen-quang' on 1 July 2025"),
        ({"province": ["lang-son"]}, "province: must be a name such as 'lang-son', not a list"),
        ({"province": np.array(["a", "b"])}, "province: must be a name such as 'lang-son', not an ndarray"),
        ({"province": FRAME}, "province: must be a name such as 'lang-son', not a DataFrame"),
        ({"year": "2023"}, "year: must be a whole number such as 2022, not '2023'"),
        ({"year": 2023.0}, "year: must be a whole number such as 2022, not 2023.0"),
        ({"year": True}, "year: must be a whole number such as 2022, not True"),
        ({"year": FRAME}, "year: must be a whole number such as 2022, not a DataFrame"),
        ({"year": 2031}, "unknown year 2031; params/workbook.yml has 2022"),
        ({"language": "fr"}, "unknown language 'fr'; there are: en, vi"),
        ({"language": "EN"}, "unknown language 'EN'; did you mean 'en'?"),
        ({"language": np.array(["en", "vi"])}, "unknown language an ndarray; there are: en, vi"),
        ({"audience": "Public"}, "unknown audience 'Public'; did you mean 'public'?"),
        ({"audience": np.array(["public", "b"])}, "audience: must be a name such as 'public', not an ndarray"),
        ({"project": 5}, "project: must be a name such as "),
        ({"project": "inl-phase-1", "period": [2023]}, "period: must be a name such as '2022', not a list"),
        ({"project": "inl-phase-1", "period": 5}, "unknown period '5' of project 'inl-phase-1'; there are: 2021, "),
        ({"period": "2023Q1"}, "'2023Q1' is no period; write a year, half, quarter or month"),
        ({"provnce": "lang-son"}, "open_report: unknown argument 'provnce'; did you mean 'province'?"),
    ],
)  # fmt: skip
def test_argument_of_open_report_that_is_wrong_is_told_with_the_remedy(
    given: dict[str, Any], said: str
) -> None:
    assert said_by(open_report, **{"year": 2023, **given}).startswith(said)


def test_province_by_place_in_the_call_is_told_by_name() -> None:
    assert "write open_report(province=..., region=..., project=..., year=..." in said_by(
        open_report, "lang-son"
    )
    assert said_by(open_quality, 2023).startswith("open_quality: too many positional arguments")


def test_year_of_numpy_is_a_year() -> None:
    project = Project(ROOT)
    scope, _ = check_scope(project, read_settings(project), "lang-son", np.int64(2023), "en")
    assert scope.year == 2023
    assert type(scope.year) is int


def test_exhibit_that_is_given_something_else_says_what_it_takes() -> None:
    show, release = report.indicator_by_year, small_release()
    assert said_by(show).startswith("indicator_by_year: missing a required argument: 'release'; write")
    assert said_by(show, "lang-son", "sessions").startswith(
        "report.indicator_by_year takes the release that open_report gave, not 'lang-son'"
    )
    assert "not a DataFrame" in said_by(report.symbols, FRAME)
    assert said_by(report.symbols, release, 2023).startswith("symbols: too many positional arguments")
    assert "unknown argument 'indicater'; did you mean 'indicator'?" in said_by(
        report.indicator_by_year, release, indicater="sessions"
    )
    assert "not 'sessions'" in said_by(report.indicator_by_month, "sessions", release)
    assert isinstance(report.indicator_by_year(release=release, indicator="sessions"), Exhibit)


def test_exhibit_that_there_is_not_is_told_with_a_near_one() -> None:
    said = said_by(lambda: report.indicater_by_month)
    assert said == "report has no exhibit 'indicater_by_month'; did you mean 'indicator_by_month'?"
    assert not hasattr(report, "indicater_by_month")


@pytest.mark.parametrize("name", ["indicator_by_month", "indicator_by_year"])
def test_exhibit_of_an_indicator_that_there_is_not_says_what_was_meant(name: str) -> None:
    show, release = getattr(report, name), small_release()
    assert "did you mean 'sessions'?" in said_by(show, release, "sesions")
    assert "'lang-son' is a place" in said_by(show, release, "lang-son")
    for wrong, called in ((None, "None"), (["sessions"], "a list"), (release, "a Release")):
        assert said_by(show, release, wrong) == f"indicator: must be a name such as 'sessions', not {called}"


def test_months_that_are_not_published_lead_to_the_years() -> None:
    said = said_by(report.indicator_by_month, small_release(), "victims_assisted")
    assert said == (
        "'victims_assisted' is not published by month; use indicator_by_year(release, 'victims_assisted')"
    )


def test_layout_that_there_is_not_is_told() -> None:
    set_opened(project_release("inl-phase-1"))
    results = pd.DataFrame()
    assert "did you mean 'inl'?" in said_by(report.donor_layout, results, results, "INL")
    assert "layout: must be a name such as " in said_by(report.donor_layout, results, results, ["inl"])


def test_form_and_preview_say_what_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "parameter_form takes the release that open_report gave, not 'x'" in said_by(parameter_form, "x")
    assert said_by(parameter_form).startswith("parameter_form: missing a required argument: 'release'")
    assert "did you mean 'province_report'?" in said_by(preview, "province_reprot")
    assert "notebook: must be a name such as 'province_report', not 5" in said_by(preview, 5)
    assert said_by(preview, "province_report").startswith("preview is for notebooks in JupyterLab")


def test_a_report_opened_again_is_prepared_again_only_where_a_file_has_changed(
    prepared_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(prepared_project.root))
    prepared = []

    def counting(project: Project, year: int, **named: Any) -> Any:
        prepared.append(year)
        return prepare(project, year, **named)

    monkeypatch.setattr("helpers.run.prepare.prepare", counting)
    first = open_report(province="lang-son", year=2023).cell("leaflets").value
    assert open_report(province="lang-son", year=2023, language="vi").cell("leaflets").value == first
    assert prepared == [2023]
    returned = prepared_project.data / "sample" / "2023" / "lang-son" / "outreach.csv"
    lines = returned.read_text(encoding="utf-8").splitlines(keepends=True)
    returned.write_text("".join(lines[:-1]), encoding="utf-8")
    assert open_report(province="lang-son", year=2023).cell("leaflets").value != first
    released = next(prepared_project.releases.glob("2023-*/cells.parquet"))
    released.write_bytes(released.read_bytes()[:1000])
    open_report(province="lang-son", year=2023)
    assert prepared == [2023] * 3

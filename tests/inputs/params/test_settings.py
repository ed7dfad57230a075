from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.report_time import ReportTime
from helpers.inputs.params.settings import (
    check_language,
    check_period,
    check_year,
    read_settings,
    read_year,
)
from helpers.paths import Project


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_default_report_is_one_that_the_settings_allow(repository: Project) -> None:
    settings = read_settings(repository)
    check_year(settings, settings.default.year)
    check_language(settings, settings.default.language)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_returns_of_a_year_cover_each_month_once(repository: Project, year: int) -> None:
    months = [month for part in read_year(repository, year).returns for month in part.months]
    assert months == [f"{year}-{month:02d}" for month in range(1, 13)]


def test_2025_changes_vintage_on_1_july(repository: Project) -> None:
    parts = read_year(repository, 2025).returns
    assert [(part.vintage, part.first_month, part.last_month) for part in parts] == [
        ("63", "2025-01", "2025-06"),
        ("34", "2025-07", "2025-12"),
    ]


@pytest.mark.parametrize("year", ["2023", 2023.0, True, None])
def test_year_of_another_type_is_refused(repository: Project, year: object) -> None:
    with pytest.raises(ParamsError, match="must be a whole number such as 2022"):
        check_year(read_settings(repository), year)


def test_unknown_year_names_those_that_there_are(repository: Project) -> None:
    with pytest.raises(
        ParamsError, match=r"unknown year 2032; params/workbook.yml has 2022, 2023, 2024, 2025"
    ):
        read_year(repository, 2032)


@pytest.mark.parametrize("language", ["fr", None, 1])
def test_unknown_language_is_refused(repository: Project, language: object) -> None:
    with pytest.raises(ParamsError, match="unknown language .*en, vi"):
        check_language(read_settings(repository), language)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "first_month: 2023-01",
            "first_month: 2023-13",
            "line 7, returns.0.first_month: must be a month such as",
        ),
        ("first_month: 2023-01", "first_month: 2024-01", "first_month must not come after last_month"),
        ('vintage: "63"', "vintage: 63", "line 2, vintage: write '63' or '34', not 63"),
        (
            "first_month",
            "frist_month",
            "line 7, returns.0.frist_month: unknown key; did you mean 'first_month'?",
        ),
        (
            "returns:",
            "updated_date: 2024-03-30\nreturns:",
            "line 4, updated_date: is before published_date; give 2024-03-31 or later",
        ),
        ("2024-03-31", "soon", "line 3, published_date: write a day as YYYY-MM-DD"),
    ],
)
def test_mistake_in_a_year_names_line_and_key(project: Project, old: str, new: str, message: str) -> None:
    edit(project.params / "years/2023.yml", old, new)
    with pytest.raises(ParamsError) as caught:
        read_year(project, 2023)
    assert message in str(caught.value)


def check_refused(project: Project, old: str, new: str, message: str) -> None:
    """The settings are refused with the message and the line, once `new` stands in place of `old`."""
    edit(project.settings, old, new)
    with pytest.raises(ParamsError) as caught:
        read_settings(project)
    assert message in str(caught.value)
    assert re.match(r"params/workbook.yml, line \d+, ", str(caught.value))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    address:", "    adress:", "about.contact.adress: unknown key; did you mean 'address'?"),
        (
            "    email: border-guard-reports@example.org",
            "    email: nobody",
            "line 31, about.contact.email: 'nobody' is no e-mail address; write one such as office@example.org",
        ),
        ("code: MIT", "code: MIT licence", "about.text_licence.code: 'MIT licence' is no code of a licence"),
        (
            "url: https://opensource",
            "url: opensource",
            "about.text_licence.url: 'opensource.org/license/mit' is no",
        ),
        (
            "{en: MIT licence, vi: Giấy phép MIT}",
            "MIT",
            "about.text_licence.name: write it in both languages",
        ),
    ],
)
def test_mistake_in_what_reports_say_of_themselves(
    project: Project, old: str, new: str, message: str
) -> None:
    check_refused(project, old, new, message)


EMAIL, REPORTER = "border-guard-reports@example.org", "XX-DEMO-BORDER-GUARD"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (EMAIL, "office@iom.int", "about.contact.email: 'office@iom.int' could be somebody's"),
        (EMAIL, "office@example.iom.int", "'office@example.iom.int' could be somebody's"),
        (REPORTER, "XM-DAC-47066", "about.iati_reporting_org: 'XM-DAC-47066' is in the form of a registered"),
        (REPORTER, "GB-GOV-6", "write one that begins with XX-, such as XX-DEMO-BORDER-GUARD"),
        (REPORTER, "BORDER GUARD", "'BORDER GUARD' is no identifier of an organisation"),
    ],
)
def test_demonstration_data_cannot_pass_for_anybodys(
    project: Project, old: str, new: str, message: str
) -> None:
    check_refused(project, old, new, message)


@pytest.mark.parametrize("email", ["a@example.com", "a@b.example.org", "a@somewhere.invalid", "a@desk.test"])
def test_placeholder_is_any_address_that_nobody_can_have(project: Project, email: str) -> None:
    edit(project.settings, EMAIL, email)
    assert read_settings(project).published_about.contact.email == email


def test_real_returns_need_an_address_and_an_identifier_of_their_own(project: Project) -> None:
    edit(project.settings, "demonstration: true", "demonstration: false")
    settings = read_settings(project)
    told = settings.published_about
    assert (told.contact.email, told.iati_reporting_org) == (None, None)
    assert [each.partition(":")[0] for each in settings.lacking] == [
        "params/workbook.yml, about.contact.email",
        "params/workbook.yml, about.iati_reporting_org",
    ]
    edit(project.settings, EMAIL, "office@iom.int")
    edit(project.settings, REPORTER, "XM-DAC-47066")
    settings = read_settings(project)
    told = settings.published_about
    assert (told.contact.email, told.iati_reporting_org) == ("office@iom.int", "XM-DAC-47066")
    assert settings.lacking == []


@pytest.mark.parametrize(
    ("line", "period", "message"),
    [
        ("last_month: 2023-12", "2023-Q4", ""),
        ("last_month: 2023-07", "2023-Q2", ""),
        (
            "last_month: 2023-07",
            "2023-Q3",
            "there are no returns of the whole of 2023-Q3: params/years/2023.yml has months from 2023-01 to 2023-07; "
            "write 2023-Q1, 2023-Q2 or 2023-H1",
        ),
        ("last_month: 2023-02", "2023-Q1", "has months from 2023-01 to 2023-02"),
        (
            "last_month: 2023-12\npublished_dates: {2023-Q2: 2023-06-30}",
            "2023-Q2",
            "2023-Q2 is not over on 2023-06-30, the day that params/years/2023.yml dates its report",
        ),
        ("last_month: 2023-12\npublished_dates: {2023-Q2: 2023-07-01}", "2023-Q2", ""),
        (
            "last_month: 2023-12\npublished_dates: {2022-Q2: 2023-07-01}",
            "2023-Q2",
            "2022-Q2 lies outside 2023",
        ),
        (
            "last_month: 2023-12\npublished_dates: {2023-06: 2023-07-01}",
            "2023-Q2",
            "must be a quarter such as",
        ),
    ],
)
def test_part_of_a_year_is_over_and_has_returns_before_it_is_reported(
    project: Project, line: str, period: str, message: str
) -> None:
    edit(project.params / "years/2023.yml", "last_month: 2023-12", line)
    time = ReportTime(2023, period)
    if not message:
        assert check_period(project, time).published_on(period).isoformat() in ("2024-03-31", "2023-07-01")
        return
    with pytest.raises(ParamsError) as caught:
        check_period(project, time)
    assert message in str(caught.value)


def test_year_whose_months_are_of_another_year(project: Project) -> None:
    (project.params / "years/2022.yml").write_bytes((project.params / "years/2023.yml").read_bytes())
    with pytest.raises(ParamsError, match=r"params/years/2022.yml: first_month 2023-01 lies outside 2022"):
        read_year(project, 2022)


def test_missing_year_file(project: Project) -> None:
    (project.params / "years/2023.yml").unlink()
    with pytest.raises(ParamsError, match=r"params/years/2023\.yml: there is no such file"):
        read_year(project, 2023)

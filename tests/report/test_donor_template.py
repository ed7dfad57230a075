"""What a project's file tells beside its results, in each layout and both languages; what it does not give."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from test_frameworks import framework_of, release_of

from helpers import report
from helpers.inputs.params.settings import Language
from helpers.paths import Project
from helpers.report import current
from helpers.report.donor_template import project_not_given
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from project_cells import run_open_cells
from projects import ROOT

LAYOUTS = ("inl", "prm", "iom", "uk")
CELLS = {("officers_trained", 2024): 112.0, ("officers_trained", 2025): 193.0}


def both(en: str, vi: str) -> dict[str, str]:
    return {"en": en, "vi": vi}


def project_file() -> dict[str, Any]:
    """A project of two outputs and two years that tells everything of 2025; of 2024 its spend."""
    agreement = both("Grant agreement", "Văn kiện tài trợ")
    trained = {
        "id": "officers",
        "measures": "officers_trained",
        "where": {"project": "inl-2"},
        "targets": [
            {"period": "2024", "value": 100, "source": agreement},
            {"period": "2025", "value": 200, "source": agreement},
        ],
        "verification": both("Sheets", "Danh sách"),
    }
    narrative = {
        "progress": both("Courses were held.", "Các lớp đã được tổ chức."),
        "lessons": both("Short courses do.", "Lớp ngắn ngày là đủ."),
        "next_steps": both("Go on.", "Tiếp tục."),
    }
    told = {
        "challenges": both("Floods closed the road.", "Lũ làm tắc đường."),
        "sustainability": both("Commands pay from next year.", "Các đơn vị tự chi từ năm sau."),
        "safeguarding": both("No victim is named.", "Không nêu tên nạn nhân."),
        "value_for_money": both("Shared rooms halved the cost.", "Dùng chung phòng giảm nửa chi phí."),
        "recommendations": both("Train new officers first.", "Ưu tiên tập huấn cán bộ mới."),
        "risks": [
            {
                "risk": both("Officers move on", "Cán bộ chuyển công tác"),
                "rating": "moderate",
                "response": both("Courses each year", "Mở lớp hằng năm"),
            },
            {"risk": both("Floods", "Lũ lụt"), "rating": "severe", "response": both("Dry season", "Mùa khô")},
        ],
        "scores": {
            "training": {"score": "A+", "reason": both("More than planned", "Nhiều hơn dự kiến")},
            "equipment": {"score": "B"},
            "project": {"score": "A"},
        },
    }
    return {
        "title": both("Training of stations", "Tập huấn cho các đồn"),
        "short_title": both("Station training", "Tập huấn đồn"),
        "code": "inl-2",
        "summary": both("Courses.", "Các lớp tập huấn."),
        "source": agreement,
        "donor": {"name": both("A donor", "Nhà tài trợ")},
        "implementer": {"name": both("IOM", "IOM")},
        "layout": "inl",
        "start": "2024-01-01",
        "end": "2025-12-31",
        "provinces": "all",
        "award": {"number": "AB-24-001", "source": agreement},
        "budget": {
            "currency": "USD",
            "results": {"training": 60000, "equipment": 30000, "project": 10000},
            "source": agreement,
        },
        "results": [
            {
                "id": "training",
                "level": "output",
                "weight": 70,
                "title": both("Officers are trained", "Cán bộ được tập huấn"),
                "indicators": [trained],
            },
            {
                "id": "equipment",
                "level": "output",
                "weight": 30,
                "title": both("Stations are equipped", "Các đồn có thiết bị"),
            },
        ],
        "periods": [
            {
                "id": "2024",
                "start": "2024-01-01",
                "end": "2024-12-31",
                "narrative": narrative,
                "spent": {"training": 20000, "equipment": 6000},
            },
            {
                "id": "2025",
                "start": "2025-01-01",
                "end": "2025-12-31",
                "narrative": narrative | told,
                "spent": {"training": 25000},
                "certified": {
                    "name": "A. Person",
                    "office": both("Project director", "Giám đốc dự án"),
                    "signed": "2026-01-20",
                },
            },
        ],
    }


def opened(folder: Path, file: dict[str, Any], language: Language = "en", year: int = 2025) -> OpenedRelease:
    """The Release of the project's report of a year."""
    shutil.copytree(ROOT / "params", folder / "params", ignore=shutil.ignore_patterns("projects"))
    path = folder / "params" / "projects" / "stations.yml"
    path.parent.mkdir()
    path.write_text(_with_days(yaml.safe_dump(file, allow_unicode=True, sort_keys=False)), encoding="utf-8")
    release = release_of(Project(folder), "stations", CELLS, language=language)
    release = replace(release, scope=replace(release.scope, year=year))
    current.set_opened(release)
    return release


def _with_days(text: str) -> str:
    """Days are no texts in these files."""
    for name in ("start", "end", "signed"):
        text = (
            text.replace(f"{name}: '", f"{name}: ")
            .replace("-01'", "-01")
            .replace("-31'", "-31")
            .replace("-20'", "-20")
        )
    return text


def made_by(release: OpenedRelease, layout: str = "") -> dict[str, Exhibit]:
    return run_open_cells(release, layout, figures=False).exhibits


def rows_of(made: Exhibit) -> list[tuple[str, ...]]:
    assert made.table is not None
    return [row.cells for row in made.table.rows]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Floods closed the road.", "Commands pay from next year.", "No victim is named.",
                "Shared rooms halved the cost.", "## Sustainability", "## Safeguarding", "## Value for money"]),
        ("vi", ["Lũ làm tắc đường.", "Các đơn vị tự chi từ năm sau.", "Không nêu tên nạn nhân.",
                "Dùng chung phòng giảm nửa chi phí.", "## Tính bền vững", "## Bảo vệ người thụ hưởng",
                "## Hiệu quả sử dụng kinh phí"]),
    ],
)  # fmt: skip
def test_texts_stand_under_their_headings(
    tmp_path: Path, language: Language, told: list[str], layout: str
) -> None:
    said = report.project_account(opened(tmp_path, project_file(), language), layout)
    assert [each for each in told if each not in said.text] == []
    problems = {"en": "### Problems and what was done", "vi": "### Khó khăn, vướng mắc và biện pháp"}[
        language
    ]
    assert (problems in said.text) == (layout == "inl")


@pytest.mark.parametrize(
    ("language", "title", "heads", "total"),
    [
        (
            "en",
            "51% of the budget was spent to date, as far as spend is given",
            ("Result", "Budget", "Spent, 2025", "Spent to date", "Of the budget"),
            ("Total", "100,000", "25,000", "51,000", "51%"),
        ),
        (
            "vi",
            "Đã chi 51% kinh phí, tính theo các khoản chi đã có số liệu",
            ("Kết quả", "Kinh phí", "Đã chi, 2025", "Đã chi lũy kế", "So với kinh phí"),
            ("Tổng", "100.000", "25.000", "51.000", "51%"),
        ),
    ],
)
def test_money_of_the_period_and_to_date_stand_apart(
    tmp_path: Path, language: Language, title: str, heads: tuple[str, ...], total: tuple[str, ...]
) -> None:
    made = made_by(opened(tmp_path, project_file(), language))["tbl-project-money"]
    assert made.title == title
    assert made.table is not None
    assert tuple(column.label for column in made.table.columns) == heads
    rows = rows_of(made)
    assert rows[-1] == total
    assert rows[1][2:] == ("–", total[2].replace("25", "6"), "20%")  # nothing is told of 2025: no zero
    assert rows[2][2:] == ("–", "–", "–")
    assert "USD" in made.subtitle


def test_years_without_spend_are_named(tmp_path: Path) -> None:
    file = project_file()
    del file["periods"][0]["spent"]
    made = made_by(opened(tmp_path, file))["tbl-project-money"]
    assert (
        "No spend is given for 2024; 2025 (Stations are equipped, Project as a whole); the sums are without it."
        in made.note
    )
    assert rows_of(made)[-1][-2:] == ("25,000", "25%")


def test_spend_that_is_told_of_all_is_told_without_reserve(tmp_path: Path) -> None:
    file = project_file()
    file["periods"][0]["spent"] = {"training": 20000, "equipment": 6000, "project": 0}
    file["periods"][1]["spent"] = {"training": 25000, "equipment": 4000, "project": 1000}
    made = made_by(opened(tmp_path, file))["tbl-project-money"]
    assert made.title == "56% of the budget was spent to date"
    assert "No spend" not in made.note
    assert rows_of(made)[2] == ("Project as a whole", "10,000", "1,000", "1,000", "10%")


def test_budget_without_spend_has_no_share(tmp_path: Path) -> None:
    file = project_file()
    for period in file["periods"]:
        del period["spent"]
    release = opened(tmp_path, file)
    made = made_by(release)["tbl-project-money"]
    assert made.title == "Budget by result; no spend is given"
    assert rows_of(made)[-1] == ("Total", "100,000", "–", "–", "–")
    assert "spend" in project_not_given(release)


@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("en", "Risks and responses", ("Floods", "severe", "Dry season")),
        ("vi", "Rủi ro và biện pháp ứng phó", ("Lũ lụt", "nghiêm trọng", "Mùa khô")),
    ],
)
def test_gravest_risk_comes_first(
    tmp_path: Path, language: Language, title: str, first: tuple[str, ...]
) -> None:
    made = made_by(opened(tmp_path, project_file(), language))["tbl-project-risks"]
    assert (made.title, rows_of(made)[0]) == (title, first)


@pytest.mark.parametrize(
    ("language", "rows", "title"),
    [
        (
            "en",
            [
                ("Officers are trained", "70%", "A+", "More than planned"),
                ("Stations are equipped", "30%", "B", "–"),
                ("Project as a whole", "–", "A", "–"),
            ],
            "1 of 2 outputs did what was expected, or more",
        ),
        (
            "vi",
            [
                ("Cán bộ được tập huấn", "70%", "A+", "Nhiều hơn dự kiến"),
                ("Các đồn có thiết bị", "30%", "B", "–"),
                ("Toàn dự án", "–", "A", "–"),
            ],
            "1 trong 2 đầu ra đạt hoặc vượt kỳ vọng",
        ),
    ],
)
def test_annual_review_scores_outputs_and_recommends(
    tmp_path: Path, language: Language, rows: list[tuple[str, ...]], title: str
) -> None:
    release = opened(tmp_path, project_file(), language)
    made = made_by(release, "uk")["tbl-project-scores"]
    assert (rows_of(made), made.title) == (rows, title)
    assert "C " in made.note
    said = report.project_recommendations(release, "uk")
    assert {"en": "Train new officers first.", "vi": "Ưu tiên tập huấn cán bộ mới."}[language] in said.text


@pytest.mark.parametrize("layout", ["inl", "prm", "iom"])
def test_scores_and_recommendations_are_the_annual_reviews_alone(tmp_path: Path, layout: str) -> None:
    release = opened(tmp_path, project_file())
    assert "tbl-project-scores" not in made_by(release, layout)
    assert report.project_recommendations(release, layout) is None


@pytest.mark.parametrize(
    ("language", "said", "oath"),
    [
        (
            "en",
            "A. Person, Project director, certified this report on 20 January 2026.",
            "knowledge and belief",
        ),
        ("vi", "A. Person, Giám đốc dự án, xác nhận báo cáo này ngày 20/01/2026.", "Theo hiểu biết"),
    ],
)
def test_who_certifies_is_named_and_swears_in_the_performance_report(
    tmp_path: Path, language: Language, said: str, oath: str
) -> None:
    release = opened(tmp_path, project_file(), language)
    for layout in LAYOUTS:
        text = report.project_certification(release, layout).text.replace("\\", "")
        assert said in text
        assert (oath in text) == (layout == "inl")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", {"Award number": "AB-24-001 (Grant agreement)", "Budget": "100,000 USD", "Spent to date": "51,000 USD",
                "Reporting period": "1 January 2025 to 31 December 2025"}),
        ("vi", {"Mã số tài trợ": "AB-24-001 (Văn kiện tài trợ)", "Kinh phí": "100.000 USD",
                "Đã chi lũy kế": "51.000 USD", "Kỳ báo cáo": "01/01/2025 đến 31/12/2025"}),
    ],
)  # fmt: skip
def test_brief_has_award_period_and_money(tmp_path: Path, language: Language, told: dict[str, str]) -> None:
    rows = dict(rows_of(report.about_project(opened(tmp_path, project_file(), language))))
    assert rows | told == rows


def test_what_is_made_up_says_so_where_it_stands(tmp_path: Path) -> None:
    file = project_file()
    file["made_up"] = ["award", "budget", "certification", "narratives"]
    del file["award"]["source"], file["budget"]["source"]
    release = opened(tmp_path, file)
    rows = dict(rows_of(report.about_project(release)))
    told = "Made up for this demonstration"
    assert all(told in rows[name] for name in ("Award number", "Budget", "Spent to date"))
    exhibits = made_by(release, "uk")
    assert all(told in exhibits[f"tbl-project-{name}"].note for name in ("money", "risks", "scores"))
    for text in (
        report.project_account(release).text,
        report.project_certification(release).text,
        report.project_recommendations(release, "uk").text,
    ):
        assert text.partition("\n\n")[2].startswith("*Demonstration text.*")
    first = report.notice(release).text
    assert "award number, budget and spend, who certifies" in first


@pytest.mark.parametrize(
    ("layout", "lacking"),
    [
        ("inl", "award number, budget and spend, challenges, risks, who certifies"),
        (
            "prm",
            "award number, budget and spend, challenges, risks, sustainability, safeguarding, value for money",
        ),
        ("iom", "award number, budget and spend, challenges, risks"),
        (
            "uk",
            "award number, budget and spend, challenges, risks, scores of outputs, recommendations, sustainability, "
            "safeguarding, value for money",
        ),
    ],
)
def test_what_is_not_given_is_told_once(tmp_path: Path, layout: str, lacking: str) -> None:
    file = project_file()
    del file["award"], file["budget"]
    for period in file["periods"]:
        period.pop("spent")
    release = opened(tmp_path, file, year=2024)  # of which nothing else is told
    assert dict(rows_of(report.about_project(release, layout)))["Asked for, not given"] == lacking
    assert report.project_certification(release, layout) is None
    assert report.project_account(release, layout) is None
    assert not {"tbl-project-money", "tbl-project-risks", "tbl-project-scores"} & set(
        made_by(release, layout)
    )
    assert not {"Award number", "Budget"} & set(dict(rows_of(report.about_project(release))))


def test_not_given_in_vietnamese(tmp_path: Path) -> None:
    release = opened(tmp_path, project_file(), "vi", year=2024)
    rows = dict(rows_of(report.about_project(release, "inl")))
    assert rows["Yêu cầu nhưng chưa có"] == "khó khăn, vướng mắc, rủi ro, người xác nhận"


def test_nothing_is_lacking_where_all_is_given(tmp_path: Path) -> None:
    release = opened(tmp_path, project_file())
    assert [project_not_given(release, layout) for layout in LAYOUTS] == [[]] * 4
    assert "Asked for, not given" not in dict(rows_of(report.about_project(release, "uk")))


def test_report_of_a_year_tells_nothing_of_later_ones(tmp_path: Path) -> None:
    release = opened(tmp_path, project_file(), year=2024)
    made = made_by(release)
    assert rows_of(made["tbl-project-money"])[-1][-2:] == ("26,000", "26%")
    assert "tbl-project-risks" not in made


def test_actual_of_the_year_and_cumulative_stand_apart(tmp_path: Path) -> None:
    """Each year has its own target: the cumulative one is their sum, and no layout shows one actual as the other."""
    release = opened(tmp_path, project_file())
    rows = {layout: rows_of(framework_of(release, layout)) for layout in LAYOUTS}
    own = {
        layout: next(row for row in found if "Attendances at training courses and workshops" in row)
        for layout, found in rows.items()
    }
    assert own["inl"][2:5] == ("200 (2025)", "193", "305")
    assert own["prm"][2:] == ("200", "193", "300 (2024 to 2025)", "305", "102%: met")
    assert own["iom"][3:6] == ("300 (2024 to 2025): met", "193", "305")
    achieved = rows["uk"][rows["uk"].index(own["uk"]) + 1]
    assert own["uk"][3:] == ("100", "200", "300 (2024 to 2025)")
    assert achieved[3:] == ("112", "193", "305 (met)")


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("prm", ("–", "200", "193", "200 (2025)", "305", "97%: 193 in 2025, nearly met")),
        ("iom", ("200 (2025): 193 in 2025, nearly met", "193", "305")),
        ("uk", ("112", "193", "305 (193 in 2025, nearly met)")),
    ],
)
def test_what_was_done_before_a_target_is_not_counted_towards_it(
    tmp_path: Path, layout: str, told: tuple[str, ...]
) -> None:
    file = project_file()
    del file["results"][0]["indicators"][0]["targets"][0]  # that of 2024, when 112 were trained
    rows = rows_of(framework_of(opened(tmp_path, file), layout))
    assert [row for row in rows if " ".join(told) in " ".join(row)]


def test_a_target_of_one_year_is_told_by_the_figure_of_all_targets_and_has_no_chart_of_one_column(
    tmp_path: Path,
) -> None:
    made = run_open_cells(opened(tmp_path, project_file())).exhibits
    assert "fig-indicator-officers" not in made
    assert any("193" in cell for row in rows_of(made["fig-targets-overview"]) for cell in row)


def test_deviations_are_explained_once_in_each_layout(tmp_path: Path) -> None:
    file = project_file()
    file["made_up"] = ["narratives"]
    file["periods"][1]["narrative"]["deviations"] = {"officers": both("Rain.", "Mưa.")}
    release = opened(tmp_path, file)
    table = framework_of(release, "inl")
    assert "Rain." in table.to_text()
    assert "The explanations are demonstration text." in table.note
    assert report.project_deviations(release, "inl") is None
    for layout in ("prm", "iom", "uk"):
        assert "Rain." not in framework_of(release, layout).to_text()
        assert "Rain." in report.project_deviations(release, layout).text


def test_logframe_shows_the_period_before_its_own_and_the_next(tmp_path: Path) -> None:
    file = project_file()
    last = file["periods"][1]
    file["end"] = "2029-12-31"
    file["periods"] += [
        {
            **{key: last[key] for key in ("narrative",)},
            "id": str(year),
            "start": f"{year}-01-01",
            "end": f"{year}-12-31",
        }
        for year in range(2026, 2030)
    ]
    release = opened(tmp_path, file)
    for year, shown in ((2024, ["2024", "2025", "2026"]), (2025, ["2024", "2025", "2026"])):
        at = replace(release, scope=replace(release.scope, year=year))
        current.set_opened(at)
        made = report.donor_layout(at.results(), at.results_by_period(), "uk")
        assert [name for name in made.columns if name.isdecimal()] == shown


def test_frames_are_for_report_table(tmp_path: Path) -> None:
    release = opened(tmp_path, project_file())
    for frame in (
        report.project_money(release),
        report.project_risks(release),
        report.project_scores(release),
    ):
        assert isinstance(frame, pd.DataFrame)
        assert {"title", "subtitle", "note", "source"} <= set(frame.attrs)

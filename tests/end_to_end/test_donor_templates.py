"""A project that tells all that donors ask for, built by the command: in both languages, on page and paper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
import yaml

from helpers.paths import Project
from projects import ROOT, call_workbook, copy_project

MOST_PAGES = 12
TOLD = """\
award: {number: AB-24-001, source: &agreement {en: Grant agreement, vi: Văn kiện tài trợ}}
budget:
  currency: USD
  results: {workshops: 60000, equipment: 30000, project: 10000}
  source: *agreement
"""
OF_A_PERIOD = """\
value_for_money: {en: Shared rooms halved the cost., vi: Dùng chung phòng giảm nửa chi phí.}
recommendations: {en: Train new officers first., vi: Ưu tiên tập huấn cán bộ mới.}
scores:
  workshops: {score: A, reason: {en: As planned, vi: Như kế hoạch}}
"""
DEVIATIONS = {"en": "Few returns.", "vi": "Ít báo cáo."}


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """INL phase 2 with everything that its file may tell, to the end of 2024."""
    project = copy_project(tmp_path_factory.mktemp("templates") / "project", years=(2023, 2024))
    file = yaml.safe_load((ROOT / "params/projects/inl-phase-2.yml").read_text(encoding="utf-8"))
    file |= yaml.safe_load(TOLD)
    period = file["periods"][0]
    period["narrative"] |= yaml.safe_load(OF_A_PERIOD)
    period["narrative"]["deviations"] = dict.fromkeys(("workshops-held", "officers-trained"), DEVIATIONS)
    period["spent"] = {"workshops": 15000}
    period["certified"] = {
        "name": "A. Person",
        "office": {"en": "Project director", "vi": "Giám đốc dự án"},
        "signed": file["start"].replace(year=2025, month=1, day=20),
    }
    path = project.params / "projects" / "inl-phase-2.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(file, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for layout in ("inl", "uk"):
        done = call_workbook(project, "build", "2024", "inl-phase-2", "--layout", layout)
        assert done.returncode == 0, done.stdout + done.stderr
    return project


def on_paper(folder: Path) -> tuple[int, str]:
    """Pages of the report, and its text."""
    paper = pypdfium2.PdfDocument(folder / "report.pdf")
    return len(paper), " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())


@pytest.mark.parametrize(
    ("language", "layout", "told", "absent"),
    [
        (
            "en",
            "",
            ["AB-24-001", "100,000 USD", "15% of the budget was spent to date, as far as spend is given",
             "Problems and what was done about them",
             "Value for money", "A. Person, Project director, certified this report on 20 January 2025.",
             "correct and complete", "Risks and responses", "The explanations are demonstration text."],
            ["Scores of the annual review", "Asked for, not given", "Why do actuals differ"],
        ),
        (
            "vi",
            "",
            ["AB-24-001", "100.000 USD", "Đã chi 15% kinh phí", "Hiệu quả sử dụng kinh phí",
             "A. Person, Giám đốc dự án, xác nhận báo cáo này ngày 20/01/2025.", "Rủi ro và biện pháp ứng phó"],
            ["Xếp loại trong đánh giá", "Yêu cầu nhưng chưa có"],
        ),
        (
            "en",
            ".uk",
            ["Scores of the annual review, 2024", "Recommendations", "Train new officers first.", "Logframe",
             "Cumulative", "Challenges", "Why do actuals differ"],
            ["Problems and what was done", "Asked for, not given", "correct and complete"],
        ),
        (
            "vi",
            ".uk",
            ["Xếp loại trong đánh giá thường niên, 2024", "Khuyến nghị", "Ưu tiên tập huấn cán bộ mới.", "Lũy kế"],
            ["Yêu cầu nhưng chưa có"],
        ),
    ],
    ids=["en inl", "vi inl", "en uk", "vi uk"],
)  # fmt: skip
def test_page_and_paper_tell_all_on_twelve_pages(
    reported: Project, language: str, layout: str, told: list[str], absent: list[str]
) -> None:
    folder = reported.reports / f"2024/{language}/inl-phase-2{layout}"
    pages, paper = on_paper(folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert pages <= MOST_PAGES
    assert [text for text in told if text not in paper or text not in page] == []
    assert [text for text in absent if text in paper or text in page] == []


def test_certified_after_the_report_is_refused(reported: Project, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(reported.root, project.root)
    path = project.params / "projects" / "inl-phase-2.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2025-01-20", "2025-06-20"), encoding="utf-8")
    done = call_workbook(project, "build", "2024", "inl-phase-2", "--language", "en")
    assert done.returncode == 2
    assert "certified.signed: is after the date of the report on 2024, 2025-03-31" in done.stderr

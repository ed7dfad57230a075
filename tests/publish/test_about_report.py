"""What a report says of itself at its end, on page, paper, in Word: contact, dates, revisions, licences, citation."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import frictionless
import nbformat
import pypdfium2
import pytest

from helpers.inputs.params.settings import Language
from helpers.privacy.release import Release
from helpers.publish.about_report import about, add_about
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html
from helpers.render.render_pdf import render_pdf
from small_release import exported, project_release, report_of, small_release

LINES: dict[Language, list[str]] = {
    "en": [
        "About this report",
        "Contact: Border Guard Command, Drug and Crime Prevention Department, 4 Dinh Cong Trang Street",
        "Last updated: 31 March 2024 · Next release: 31 March 2025",
        "Revisions: Figures are revised when",
        "Licence: data: CC0 1.0 (free of conditions); text: MIT licence",
        "Border Guard activity: Lang Son, 2023 [demonstration data]. Version of 31 March 2024, packet a1a1a1a1a1a1.",
    ],
    "vi": [
        "Thông tin về báo cáo",
        "Liên hệ: Cục Phòng, chống ma túy và tội phạm, Bộ Tư lệnh Bộ đội Biên phòng, số 4 Đinh Công Tráng",
        "Cập nhật lần cuối: 31/03/2024 · Lần công bố tiếp theo: 31/03/2025",
        "Đính chính số liệu: Số liệu được đính chính khi",
        "Giấy phép sử dụng: số liệu: CC0 1.0 (sử dụng tự do); nội dung: Giấy phép MIT",
        "[số liệu minh họa]. Bản ngày 31/03/2024, gói a1a1a1a1a1a1.",
    ],
}


def release_of(language: Language = "en") -> Release:
    return replace(small_release(language), next_release_date="2025-03-31")


def ended(release: Release) -> nbformat.NotebookNode:
    """A notebook without cells, and what its report says of itself."""
    notebook = nbformat.v4.new_notebook(metadata={"report": report_of(release)})
    return add_about(notebook, release, report_of(release))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_page_paper_and_word_document_tell_it(language: Language) -> None:
    notebook = ended(release_of(language))
    nbformat.validate(notebook)
    paper = pypdfium2.PdfDocument(render_pdf(notebook))
    word = zipfile.ZipFile(BytesIO(render_docx(notebook))).read("word/document.xml").decode()
    for text in (
        notebook.cells[-1].source.replace("**", "").replace("\\", ""),
        render_html(notebook, public=True).replace("<strong>", "").replace("</strong>", ""),
        " ".join(page.get_textpage().get_text_range() for page in paper),
        re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", " ", word)),
    ):
        plain = " ".join(text.split())
        assert [line for line in LINES[language] if line not in plain] == []


def test_it_takes_less_than_a_third_of_a_page_on_paper() -> None:
    paper = pypdfium2.PdfDocument(render_pdf(ended(release_of())))
    page = paper[len(paper) - 1]
    text = page.get_textpage()
    lines = [text.get_rect(number) for number in range(text.count_rects())]
    inside = [box for box in lines if 60 < box[1] < page.get_height() - 60]
    assert max(box[3] for box in inside) - min(box[1] for box in inside) < page.get_height() / 3


def test_it_stands_in_the_report_and_not_in_its_annex() -> None:
    release = release_of()
    annex = nbformat.v4.new_markdown_cell("# Technical annex", metadata={"tags": ["annex"]})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## Key results"), annex])
    cells = add_about(notebook, release, report_of(release)).cells
    assert [cell.source.splitlines()[0] for cell in cells] == [
        "## Key results",
        "## About this report {#about-this-report}",
        "# Technical annex",
    ]


def test_revised_report_says_when_and_cites_that_version() -> None:
    release = replace(release_of(), updated_date="2024-06-15")
    said = about(release, report_of(release), "b2" * 32)
    assert said["updated_date"] == "2024-06-15"
    assert "(2024)" in said["citation"]
    assert said["citation"].endswith("Version of 15 June 2024, packet b2b2b2b2b2b2.")


def test_without_a_next_release_it_says_that_none_is_announced() -> None:
    release = small_release("vi")
    assert "next_release_date" not in about(release, report_of(release))
    assert "**Lần công bố tiếp theo:** chưa công bố lịch" in ended(release).cells[-1].source


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("asean-mpact", "**Next release:** none, as the project ended on 10 May 2018"),
        ("inl-phase-2", "**Next release:** date not announced yet"),
    ],
)
def test_project_that_is_over_has_no_next_release(slug: str, told: str) -> None:
    assert told in ended(replace(project_release(slug), next_release_date="")).cells[-1].source


def test_report_with_exact_numbers_has_no_licence_and_is_not_to_be_cited() -> None:
    release = small_release("en")
    label = release.explanation
    source = ended(replace(release, restricted=label)).cells[-1].source
    assert "Contact" in source
    assert "Licence" not in source
    assert "cite" not in source
    internal = about(release, report_of(release) | {"kind": "quality"})
    assert "licences" not in internal


@pytest.mark.parametrize(
    ("language", "placeholder"),
    [("en", "(placeholder, reaches nobody)"), ("vi", "(địa chỉ minh họa, không có người nhận)")],
)
def test_email_stands_with_the_address_and_a_placeholder_says_so(
    language: Language, placeholder: str
) -> None:
    release = release_of(language)
    source = ended(release).cells[-1].source.replace("\\", "")
    assert f", border-guard-reports@example.org {placeholder}" in source
    contact = release.about.contact.model_copy(update={"email": "office@iom.int"})
    about = release.about.model_copy(update={"contact": contact})
    source = ended(replace(release, demonstration=False, about=about)).cells[-1].source.replace("\\", "")
    assert ", office@iom.int" in source
    assert placeholder not in source


def test_data_package_tells_it_in_the_words_of_its_standard(tmp_path: Path) -> None:
    folder = exported(release_of(), tmp_path / "packet")
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [licence["name"] for licence in content["licenses"]] == ["CC0-1.0", "MIT"]
    contact = next(each for each in content["contributors"] if each["role"] == "contact")
    assert contact["address"] == "4 Dinh Cong Trang Street, Ha Noi, Viet Nam"
    assert content["modified"] == "2024-03-31T00:00:00Z"
    assert content["nextRelease"] == "2025-03-31"
    assert content["citation"].endswith("packet a1a1a1a1a1a1.")
    assert content["revisions"].startswith("Figures are revised")
    assert frictionless.Package(str(folder / "datapackage.json")).validate().valid
    crate = (folder / "ro-crate-metadata.json").read_text(encoding="utf-8")
    assert content["citation"] in crate
    assert "https://creativecommons.org/publicdomain/zero/1.0/" in crate

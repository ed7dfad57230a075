"""A built report's PDF, opened with pikepdf: tagged, titled, in its language, with bookmarks and its own fonts."""

from __future__ import annotations

import pikepdf
import pytest

from filled_pages import FULL, filled
from helpers.paths import Project

TITLES = {
    "en": "Border Guard activity against trafficking in persons: Lang Son, 2023",
    "vi": "Hoạt động phòng, chống mua bán người của Bộ đội Biên phòng: Lạng Sơn, 2023",
}
MOST_PAGES = {"lang-son": 6, "viet-nam": 11}
SECTIONS = {"en": "Who was assisted?", "vi": "Tiếp nhận, hỗ trợ nạn nhân"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_pdf_is_accessible(built: Project, language: str) -> None:
    with pikepdf.open(built.reports / f"2023/{language}/lang-son/report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLES[language]
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "2"
        with pdf.open_outline() as outline:
            (title,) = outline.root
            assert TITLES[language].startswith(str(title.title))
            assert SECTIONS[language] in [str(item.title) for item in title.children]
        fonts = [
            str(font.BaseFont)
            for page in pdf.pages
            for font in page.get("/Resources", {}).get("/Font", {}).values()
        ]
        assert fonts
        assert all("+SourceSansPro" in font for font in fonts), "only embedded subsets of the one typeface"


def test_both_languages_have_the_same_figures_and_tables(built: Project) -> None:
    def counted(language: str) -> dict[str, int]:
        with pikepdf.open(built.reports / f"2023/{language}/lang-son/report.pdf") as pdf:
            kinds = [
                str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
            ]
        return {kind: kinds.count(kind) for kind in ("/Figure", "/Table")}

    assert counted("en") == counted("vi")
    assert min(counted("en").values()) >= 6


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("place", MOST_PAGES)
def test_report_is_short_and_no_page_but_the_last_is_empty(built: Project, place: str, language: str) -> None:
    *pages, _last = filled((built.reports / f"2023/{language}/{place}/report.pdf").read_bytes())
    assert len(pages) + 1 <= MOST_PAGES[place]
    assert min(pages) >= FULL, [round(each, 2) for each in pages]
    *annex, _last = filled((built.reports / f"2023/{language}/{place}/annex.pdf").read_bytes())
    assert min(annex) >= FULL, [round(each, 2) for each in annex]


def test_entries_of_the_annex_have_headings_below_their_section(built: Project) -> None:
    with pikepdf.open(built.reports / "2023/en/lang-son/annex.pdf") as pdf, pdf.open_outline() as outline:
        sections = {str(item.title): item for top in outline.root for item in _below(top)}
        entries = [str(item.title) for item in sections["Where does each indicator come from?"].children]
    assert "Legal-education sessions" in entries
    assert len(entries) >= 10


def _below(item: pikepdf.OutlineItem) -> list[pikepdf.OutlineItem]:
    return [item, *(each for child in item.children for each in _below(child))]


def test_alternative_texts_tell_the_main_values(built: Project) -> None:
    with pikepdf.open(built.reports / "2023/en/lang-son/report.pdf") as pdf:
        told = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and "/Alt" in item
        ]
    charts = [text for text in told if "chart" in text]
    assert len(charts) >= 5
    assert all(any(letter.isdigit() for letter in text.partition(". ")[2]) for text in charts)

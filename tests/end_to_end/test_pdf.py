"""A built report's PDF, opened with pikepdf: tagged, titled, in its language, with bookmarks and its own fonts."""

from __future__ import annotations

import pikepdf
import pytest

from helpers.paths import Project

TITLES = {
    "en": "Border Guard activity against trafficking in persons: Lang Son, 2023",
    "vi": "Hoạt động phòng, chống mua bán người của Bộ đội Biên phòng: Lạng Sơn, 2023",
}
SECTIONS = {"en": "Who was assisted?", "vi": "Tiếp nhận, hỗ trợ nạn nhân"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_pdf_is_accessible(built: Project, language: str) -> None:
    with pikepdf.open(built.reports / f"2023/{language}/lang-son/report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLES[language]
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            assert SECTIONS[language] in [str(item.title) for item in outline.root]
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

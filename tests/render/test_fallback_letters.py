"""Letters that the typeface lacks: shown by another everywhere, or named with their place everywhere."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sample_report import SVG, figure, shown

from helpers.errors import RenderError
from helpers.render.render_docx import drawn, render_docx
from helpers.render.render_html import page_style, render_html
from helpers.render.render_pdf import compiler, render_pdf
from helpers.report.fallback_fonts import fallback_files, fallbacks_for, letters_of_none

RENDERERS = (render_html, render_pdf, render_docx)
NEIGHBOURS = {"Chinese": "边防", "Khmer": "ខ្មែរ", "Lao": "ລາວ", "Thai": "ไทย"}
OTHERS = {
    "Arabic": "العربية",
    "Hebrew": "עברית",
    "emoji": "🚔👮🏽‍♀️🇻🇳",
    "Greek": "Ελλ",
    "sign": "≈€™✓☎",
    "entity": "&#x8FB9;",
}
TAI_VIET = "ꪀ"


def words(text: str) -> Any:
    return new_notebook(cells=[new_markdown_cell("# Title"), new_markdown_cell(text, id="partners")])


def embedded(page: str) -> set[int]:
    """The codes of letters that the page's own fonts hold."""
    fonts = [
        TTFont(io.BytesIO(base64.b64decode(data)))
        for data in re.findall(r"font/woff2;base64,([\w+/=]+)\)", page)
    ]
    return {code for font in fonts for code in font.getBestCmap()}


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the fonts that a PDF uses."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(each.BaseFont)
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }


@pytest.mark.parametrize("name", {**NEIGHBOURS, **OTHERS})
def test_letters_of_other_scripts_are_shown(name: str) -> None:
    text = {**NEIGHBOURS, **OTHERS}[name]
    page = render_html(words(f"Partner: {text}"))
    visible = set("边" if name == "entity" else text) - {"\u200d"}
    assert {ord(letter) for letter in visible} <= embedded(page)
    assert page == render_html(words(f"Partner: {text}"))
    made = render_pdf(words(f"Partner: {text}"))  # in which a letter without a glyph is an error of PDF/UA's
    assert made == render_pdf(words(f"Partner: {text}"))
    assert any("Noto" in font for font in fonts_of(made)) or name == "Greek" or name == "sign"
    render_docx(words(f"Partner: {text}"))


def with_chart(words_in_it: str) -> Any:
    chart = replace(figure(1, "en"), svg=SVG.replace("Lạng Sơn", words_in_it))
    notebook = new_notebook(cells=[new_markdown_cell("# T"), shown(chart)])
    notebook.cells[1]["id"] = "chart"
    return notebook


@pytest.mark.parametrize(
    ("text", "font"), [("边防", "NotoSansSC"), ("ລາວ", "NotoSansLao"), ("ไทย", "NotoSansThai")]
)
def test_letters_of_other_scripts_are_shown_in_charts(text: str, font: str) -> None:
    assert set(map(ord, text)) <= embedded(render_html(with_chart(text)))
    assert any(font in each for each in fonts_of(render_pdf(with_chart(text))))
    svg = SVG.replace("Lạng Sơn", text)
    assert drawn([svg]) != drawn([svg.replace(text, "")])


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("text", ["ខ្មែរ", "ກຳລັງ", "👮🏽‍♀️"])
def test_letters_that_no_chart_can_join_are_refused_by_cell(render: Any, text: str) -> None:
    with pytest.raises(
        RenderError, match=r"cell 2 \(chart\): a drawing has .*U\+\w+ .* joins its neighbours"
    ):
        render(with_chart(text))


def test_report_without_such_letters_costs_and_changes_nothing() -> None:
    text = "Đồn Biên phòng “Lạng Sơn” – 5 ≥ 4 → 3 & <b>more</b>"
    assert fallbacks_for(text) == ()
    assert page_style() in render_html(words(text))
    assert compiler(fallbacks_for(text)) is compiler(())


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("text", [TAI_VIET, "\ue000", "&#xAA80;", "a\x07b"])
def test_letter_of_no_typeface_is_refused_by_cell(render: Any, text: str) -> None:
    with pytest.raises(RenderError, match=r"cell 2 \(partners\): no typeface of the reports has .*U\+\w{4}"):
        render(words(f"Partner: {text}"))


@pytest.mark.parametrize("render", RENDERERS)
def test_letter_that_an_output_holds_is_refused_by_cell(render: Any) -> None:
    cell = shown(figure(1, "en", title=f"Sessions in {TAI_VIET}"))
    cell["id"] = "chart"
    with pytest.raises(RenderError, match=r"cell 1 \(chart\): .* 'ꪀ' U\+AA80 TAI VIET LETTER LOW KO"):
        render(new_notebook(cells=[cell]))


@pytest.mark.parametrize("render", RENDERERS)
def test_letter_of_the_cover_is_refused(render: Any) -> None:
    notebook = new_notebook(
        cells=[new_code_cell("x")], metadata={"report": {"title": "T", "publisher": f"Command {TAI_VIET}"}}
    )
    with pytest.raises(RenderError, match="the report's publisher: no typeface of the reports has 'ꪀ'"):
        render(notebook)


def test_every_fallback_font_is_there() -> None:
    names = {path.name.partition("[")[0].partition("-")[0] for path in fallback_files()}
    assert {"NotoSansKhmer", "NotoSansLao", "NotoSansThai", "NotoSansSC", "NotoEmoji"} <= names
    assert letters_of_none("".join(NEIGHBOURS.values())) == []

import base64
import re

import lxml.etree
import lxml.html
import pytest

from helpers.report.data_table import Row, TextColumn, TextTable
from helpers.report.exhibit import Exhibit, inline_svg
from helpers.report.front_matter import EXHIBIT, KeyResult, KeyResults, MainPoints, Notice, Prose

SVG = (
    '<?xml version="1.0"?><!DOCTYPE svg>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs>'
    '<clipPath id="p1"><rect width="5" height="5"/></clipPath></defs><g id="axes_1" clip-path="url(#p1)">'
    "<text>Lạng Sơn</text></g></svg>"
)
DATA = TextTable((TextColumn("Month", "left"), TextColumn("Sessions")), (Row(("May", "71")),))


def figure(**changes) -> Exhibit:
    given = {
        "kind": "figure",
        "id": "fig-sessions",
        "title": "Sessions peaked in May & stayed <above> 2022",
        "subtitle": "Sessions held by month, Lạng Sơn, 2023",
        "alt": 'Line chart of sessions by month where May is "highest"',
        "source": "provincial returns.",
        "note": "[c] is withheld.",
        "language": "en",
        "svg": SVG,
        "table": DATA,
    }
    return Exhibit(**{**given, **changes})


def outreach(**changes) -> Exhibit:
    return figure(**{"kind": "table", "id": "tbl-outreach", "svg": None, "alt": "", **changes})


def test_bundle_serves_screen_paper_and_terminal():
    kinds = {EXHIBIT, "text/html", "text/markdown", "text/x-typst", "text/plain"}
    assert set(figure()._repr_mimebundle_()) == kinds


def test_picture_on_screen_is_named_and_its_data_offered():
    page = lxml.html.fromstring(figure().to_html())
    (named,) = page.xpath("//*[@role='img']")
    assert named.get("aria-label") == 'Line chart of sessions by month where May is "highest"'
    (svg,) = named.xpath("*[local-name()='svg']")
    assert svg.get("aria-hidden") == "true"
    assert page.xpath("//details//td/text()") == ["71"]
    assert page.xpath("//figcaption//strong/text()") == ["Sessions peaked in May & stayed <above> 2022"]


def test_a_drawing_for_telephones_is_hidden_where_no_style_sheet_shows_it():
    page = lxml.html.fromstring(figure(narrow=SVG).to_html())
    wide, narrow = page.xpath("//*[@role='img']/*[local-name()='svg']")
    assert (wide.get("class"), wide.get("display")) == ("wide", None)
    assert (narrow.get("class"), narrow.get("display")) == ("narrow", "none")
    assert len(page.xpath("//*[@role='img'][@aria-label]")) == 1
    assert figure(narrow=SVG).to_markdown() == figure().to_markdown()  # paper takes the wide one
    assert figure(narrow=SVG).to_typst() == figure().to_typst()


def test_two_pictures_on_one_page_share_no_id():
    one, other = (
        set(re.findall(r'\bid="([^"]+)"', figure(id=name).to_html())) for name in ("fig-a", "fig-b")
    )
    assert not one & other


def test_references_inside_a_picture_follow_its_ids():
    svg = inline_svg(SVG, "fig-a")
    assert 'id="fig-a-p1"' in svg
    assert "url(#fig-a-p1)" in svg
    lxml.etree.fromstring(svg)


def test_paper_gets_the_same_picture_with_caption_and_alt():
    text = figure().to_markdown()
    address = re.search(r"base64,([A-Za-z0-9+/=]+)\)", text)[1]
    assert base64.b64decode(address).decode() == SVG
    assert (
        '{#fig-sessions fig-alt="Line chart of sessions by month where May is &quot;highest&quot;"}' in text
    )
    assert r"**Sessions peaked in May \& stayed \<above\> 2022**" in text


def _texts(exhibit):
    return [form for kind, form in exhibit._repr_mimebundle_().items() if kind != EXHIBIT]


def test_source_and_note_stand_under_every_form():
    for form in _texts(figure()):
        assert "Source:" in form
        assert "provincial returns" in form
    for form in _texts(figure(language="vi")):
        assert "Nguồn:" in form


def test_table_is_named_by_its_caption():
    page = lxml.html.fromstring(outreach().to_html())
    (name,) = page.xpath("//table/@aria-labelledby")
    assert page.xpath(f"//*[@id='{name}']//strong/text()")
    assert "{#tbl-outreach}" in outreach().to_markdown()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "sessions"}, "such as 'fig-outreach'"),
        ({"svg": None}, "needs an SVG"),
        ({"alt": " "}, "what it shows"),
        ({"kind": "table", "id": "tbl-x", "table": None}, "needs its table"),
        (
            {"kind": "table", "id": "tbl-x", "table": TextTable((TextColumn("a"),) * 8, ())},
            "at most 7 columns",
        ),
    ],
)
def test_incomplete_exhibit_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        figure(**changes)


def test_key_result_is_one_tile():
    bundle = KeyResults([KeyResult("6", "cases", "2022: 5"), KeyResult("[c]", "victims")])._repr_mimebundle_()
    tiles = lxml.html.fromstring(bundle["text/html"]).xpath("//li")
    assert [" ".join(tile.text_content().split()) for tile in tiles] == ["6 cases 2022: 5", "[c] victims"]
    assert "- **6** cases\\\n  2022: 5\n- **\\[c\\]** victims" in bundle["text/markdown"]


def test_empty_main_point_is_left_out():
    assert MainPoints(["One.", " "]).points == ("One.",)


def test_notice_says_that_it_is_one():
    bundle, metadata = Notice("Demonstration data.", "Synthetic.")._repr_mimebundle_()
    assert metadata["report"] == {"role": "notice", "title": "Demonstration data.", "text": "Synthetic."}
    assert "Demonstration data" in bundle["text/plain"]


def test_plain_prose_has_no_markup():
    assert Prose.plain("5* of *")._repr_mimebundle_()["text/markdown"] == r"5\* of \*"


def test_symbols_are_explained_where_they_stand_and_nowhere_else():
    columns = (TextColumn("A", "left"), TextColumn("B"))
    hidden = Exhibit(
        "table", "tbl-x", "T", "S", "", "", "", "en", table=TextTable(columns, (Row(("a", "[c]")),))
    )
    plain = Exhibit(
        "table", "tbl-x", "T", "S", "", "", "", "en", table=TextTable(columns, (Row(("[c]", "1")),))
    )
    assert "withheld so that nobody can be identified" in hidden.to_markdown()
    assert "withheld" not in plain.to_markdown()

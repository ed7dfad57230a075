"""Below each exhibit of a page its numbers as CSV, without script."""

from __future__ import annotations

import base64
from typing import Any

import nbformat
import pytest
from lxml import etree, html

from helpers.paths import Project
from helpers.render.exhibit_downloads import allow_script
from helpers.render.render_html import render_pages
from helpers.report import exhibit_data

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; font-src data:">'


def test_every_exhibit_with_numbers_of_its_own_has_them_as_csv_in_the_page(built: Project) -> None:
    for language, word in (("en", "Download"), ("vi", "Tải về")):
        packet = built.reports / "2023" / language / "lang-son"
        pages = [html.fromstring((packet / name).read_bytes()) for name in ("index.html", "annex.html")]
        found = [(page, link) for page in pages for link in page.xpath('//p[@class="exhibit-take"]/a')]
        links = {link.get("download"): (page, link) for page, link in found}
        assert len(links) == len(found)
        files = {
            path.name: path for path in (packet / "data").glob("*.csv") if path.name[:4] in ("fig-", "tbl-")
        }
        assert {*links} == {*files}
        for name, (page, link) in links.items():
            assert link.getparent().text == f"{word}: "
            assert base64.b64decode(link.get("href").partition("base64,")[2]) == files[name].read_bytes()
            assert page.get_element_by_id(link.get("aria-describedby")).tag == "figcaption"


def test_exhibits_are_read_once_for_all_pages(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = nbformat.read(built.reports / "2023" / "en" / "lang-son" / "notebook.ipynb", as_version=4)
    read: list[str] = []

    def from_data(data: Any) -> exhibit_data.Shown:
        read.append(data.get("id", ""))
        return whole(data)

    whole = exhibit_data.from_data
    monkeypatch.setattr(exhibit_data, "from_data", from_data)
    assert len(render_pages(notebook)) == 2
    named = [name for name in read if name]
    assert named and len(named) == len(set(named))


def test_downloads_make_a_page_little_larger(built: Project) -> None:
    page = (built.reports / "2023" / "en" / "viet-nam" / "index.html").read_text(encoding="utf-8")
    lines = html.fromstring(page).xpath('//p[@class="exhibit-take"]')
    assert sum(len(etree.tostring(line)) for line in lines) < 30_000


def test_script_is_let_run_by_its_hash_beside_others() -> None:
    once = allow_script(POLICY, "one()")
    assert once.count("script-src 'sha256-") == 1 and "; font-src data:" in once
    twice = allow_script(once, "two()")
    assert twice.count("script-src") == 1 and twice.count("'sha256-") == 2

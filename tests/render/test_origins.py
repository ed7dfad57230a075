"""In a finished report every exhibit leads to where its numbers come from, and back; by keyboard, too."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_notebook

from browser import chromium, needs_browser
from helpers import report
from helpers.privacy.release import Release
from helpers.render.render_html import render_html
from helpers.render.render_pdf import render_pdf
from helpers.report.annex import origins
from helpers.report.current import set_opened
from helpers.report.data_table import TextColumn, table
from helpers.report.exhibit import Exhibit
from helpers.report.summary import key_results
from helpers.report.traceable import traceable
from helpers.report.words import Words
from render.sample_report import both, shown
from small_release import report_of, small_release


def outreach(release: Release) -> Exhibit:
    w = Words(release)
    columns = [TextColumn("Indicator", "left"), TextColumn("2023")]
    return Exhibit(
        kind="table",
        id="tbl-outreach",
        title="Outreach",
        subtitle="",
        alt="",
        source="returns.",
        note="",
        language=release.language,
        table=table(
            columns, [(w.label("sessions", short=True), w.cell(release.cell("sessions")))], language="en"
        ),
    )


def notebook(*, annex: bool = True, language: str = "en") -> nbformat.NotebookNode:
    release = small_release(language)  # type: ignore[arg-type]
    cells = [
        *both("# Report", "# Báo cáo"),
        *both("## Done", "## Đã làm"),
        shown(traceable(outreach)(release)),
    ]
    if annex:
        cells += [*both("## From\n\n### Each", "## Nguồn\n\n### Từng chỉ tiêu"), shown(origins(release))]
    return new_notebook(cells=cells, metadata={"report": {**report_of(release), "kind": "province"}})


def test_every_link_leads_somewhere() -> None:
    page = render_html(notebook())
    links, there = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r'id="([^"]+)"', page))
    assert {"from-sessions", "tbl-outreach"} <= links
    assert links <= there


@pytest.mark.parametrize(("language", "back"), [("en", "Shown in"), ("vi", "Nêu tại")])
def test_entry_leads_back_to_what_shows_it(language: str, back: str) -> None:
    page = render_html(notebook(language=language))
    number = {"en": "Table", "vi": "Bảng"}[language]
    assert f'<dt>{back}</dt><dd><a href="#tbl-outreach">{number}\u00a01</a></dd>' in page


def test_entry_names_every_place_that_shows_its_numbers() -> None:
    """A tile, a table whose heads do not name the indicator, and a figure; each once, in the order of the page."""
    release = small_release("en")
    set_opened(release)
    for name in ("sessions", "leaflets"):
        release.cell(name)
    tile = key_results(pd.DataFrame({"value": [12.0, 3.0]}, index=["sessions", "leaflets"]))
    named = ("sessions", "leaflets")
    frame = pd.DataFrame({"2023": [12.0]}, index=["Done in the year"])
    cells = [
        *both("## Key results", "## Kết quả chính"),
        shown(tile),
        *both("## Done", "## Đã làm"),
        shown(report.table(frame, "one", title="One", indicators=list(named))),
        shown(report.table(frame, "two", title="Two", indicators=["leaflets"])),
        *both("## From\n\n### Each", "## Nguồn\n\n### Từng chỉ tiêu"),
        shown(origins(release)),
    ]
    made = new_notebook(cells=cells, metadata={"report": {**report_of(release), "kind": "province"}})
    page = render_html(made)
    back = {
        entry: re.sub(
            r"<[^>]+>", "", re.search(rf'id="from-{entry}".*?Shown in</dt><dd>(.*?)</dd>', page, re.S)[1]
        )  # type: ignore[index]
        for entry in named
    }
    assert back == {
        "sessions": "Key results, Table\u00a01",
        "leaflets": "Key results, Table\u00a01, Table\u00a02",
    }


def test_report_without_the_annex_leads_nowhere() -> None:
    page = render_html(notebook(annex=False))
    assert "from-sessions" not in page
    render_pdf(notebook(annex=False))


class TestByKeyboard:
    pytestmark = needs_browser

    def test_from_a_number_to_its_origin_and_back(self, tmp_path: Path) -> None:
        path = tmp_path / "index.html"
        path.write_text(render_html(notebook()), encoding="utf-8")
        with chromium() as browser:
            page = browser.new_page(java_script_enabled=True)
            page.goto(path.as_uri())
            self.tab_to(page, "#from-sessions", inside="th")
            page.keyboard.press("Enter")
            assert page.evaluate("document.querySelector(':target').id") == "from-sessions"
            self.tab_to(page, "#tbl-outreach", inside="#from-sessions")
            page.keyboard.press("Enter")
            assert page.evaluate("document.querySelector(':target').id") == "tbl-outreach"

    @staticmethod
    def tab_to(page: object, address: str, *, inside: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")  # type: ignore[attr-defined]
            if page.evaluate(  # type: ignore[attr-defined]
                "([address, inside]) => document.activeElement.getAttribute('href') === address"
                " && document.activeElement.closest(inside) !== null",
                [address, inside],
            ):
                return
        raise AssertionError(f"no way by Tab to {address}")

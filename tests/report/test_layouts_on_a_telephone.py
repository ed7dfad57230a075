"""The table of indicators in each donor's layout at 390 px: its status is seen without scrolling sideways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from test_frameworks import CELLS, LAYOUTS, framework_of, release_of

from browser import chromium, needs_browser
from helpers.inputs.params.settings import Language
from helpers.paths import Project
from helpers.render.render_html import render_html
from helpers.report.framework_frames import NONE

pytestmark = needs_browser
WIDTH = 390


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_status_is_seen_in_every_layout(
    project: Project, browser: Any, tmp_path: Path, layout: str, language: Language
) -> None:
    release = release_of(project, "inl-phase-2", CELLS, language=language)
    made, results = framework_of(release, layout), release.results()
    standings = {*results["standing"], *results["to_date_standing"]} - {NONE}
    told = {"kind": "project", "title": "A report", "place_name": "INL", "year": 2025, "language": language}
    cell = new_code_cell("show", outputs=[new_output("execute_result", made._repr_mimebundle_())])
    page_file = tmp_path / "index.html"
    page_file.write_text(render_html(new_notebook(cells=[cell], metadata={"report": told})), encoding="utf-8")
    page = browser.new_page(viewport={"width": WIDTH, "height": 844})
    page.goto(page_file.as_uri())
    boxes = page.locator(".table-frame td").evaluate_all(
        """(cells, standings) => cells
          .filter(cell => standings.some(each => cell.textContent.toLowerCase().includes(each)))
          .map(cell => {
            const text = document.createRange(); text.selectNodeContents(cell)
            const frame = cell.closest(".table-frame").getBoundingClientRect()
            return [text.getBoundingClientRect().right, Math.min(frame.right, innerWidth)]
          })""",
        [each.lower() for each in standings],
    )
    page.close()
    assert len(boxes) >= 2
    for right, edge in boxes:
        assert right <= edge

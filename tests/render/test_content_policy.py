"""In Chromium a report shows all that it holds, and what was put into it runs and loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_report import report

from browser import chromium, needs_browser
from helpers.render.render_html import render_html

pytestmark = needs_browser
PUT_IN = """
<script>document.body.dataset.ran = "script"</script>
<img src="data:," onerror="document.body.dataset.ran = 'event'">
<img src="https://a.example/x.png">
<iframe src="https://a.example/"></iframe>
<link rel="stylesheet" href="https://a.example/x.css">
<style>@import "https://a.example/y.css";</style>
<form action="https://a.example/"><button>send</button></form>
<a id="trap" href="javascript:document.body.dataset.ran = 'link'">x</a>
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


def _opened(browser: Any, path: Path) -> tuple[Any, list[str], list[str]]:
    window = browser.new_page()
    asked: list[str] = []
    told: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: told.append(message.text))
    window.on("pageerror", lambda fault: told.append(str(fault)))
    window.goto(path.as_uri())
    return window, asked, told


def test_policy_blocks_nothing_that_a_report_needs(browser: Any, tmp_path: Path, language: str) -> None:
    path = tmp_path / "index.html"
    path.write_text(render_html(report(language)), encoding="utf-8")
    window, asked, told = _opened(browser, path)
    assert told == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert window.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Source Sans Pro\"'))"
    )
    assert window.evaluate("getComputedStyle(document.querySelector('.key-results')).display") == "grid"
    assert window.locator("figure svg rect").first.bounding_box()["width"] > 0
    window.close()


def test_what_was_put_into_a_report_neither_runs_nor_loads(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    page = render_html(report())
    assert page.count("</main>") == 1
    path.write_text(page.replace("</main>", PUT_IN + "</main>"), encoding="utf-8")
    window, _, told = _opened(browser, path)
    window.evaluate("document.querySelectorAll('#trap, main button').forEach(each => each.click())")
    window.wait_for_timeout(200)
    assert window.evaluate("document.body.dataset.ran") is None
    assert [text for text in told if "Content Security Policy" not in text] == []
    assert len(told) == PUT_IN.count("\n") - 1, "each of the lines was blocked"
    window.close()

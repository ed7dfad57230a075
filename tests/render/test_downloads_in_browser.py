"""A page that is sent alone gives, in Chromium, its numbers as CSV and of a chart its picture as SVG and PNG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from browser import chromium, needs_browser
from helpers.paths import Project

pytestmark = needs_browser
BLACK = (0, 0, 0)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_that_is_sent_alone_gives_csv_svg_and_png(
    built: Project, browser: Any, tmp_path: Path, scheme: str
) -> None:
    alone = tmp_path / "index.html"
    alone.write_bytes((built.reports / "2023" / "en" / "lang-son" / "index.html").read_bytes())
    window, told = browser.new_page(accept_downloads=True, color_scheme=scheme), []
    window.on("console", lambda message: told.append(message.text))
    window.on("pageerror", lambda fault: told.append(str(fault)))
    window.goto(alone.as_uri())
    line = window.locator("#fig-sessions-by-month .exhibit-take")
    saved = {}
    for kind in ("CSV", "SVG", "PNG"):
        line.get_by_text(kind, exact=True).focus()
        with window.expect_download() as download:
            window.keyboard.press("Enter")
        saved[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[kind])
    assert {path.name for path in saved.values()} == {
        f"fig-sessions-by-month.{kind}" for kind in ("csv", "svg", "png")
    }
    drawing = etree.parse(saved["SVG"]).getroot()
    assert any(
        "".join(text.itertext()).strip() == "Jan" for text in drawing.iter("{http://www.w3.org/2000/svg}text")
    )
    with Image.open(saved["PNG"]) as picture:
        assert picture.width == 1600
        colours = {colour: count for count, colour in picture.convert("RGB").getcolors(1 << 24) or ()}
        assert len(colours) > 10  # more than an empty ground
        assert colours.get(BLACK, 0) < 100  # no mark has lost its colour
    window.emulate_media(media="print")
    assert not line.is_visible()
    assert told == []
    window.close()


def test_without_script_there_is_the_csv_alone(built: Project, browser: Any) -> None:
    window = browser.new_context(java_script_enabled=False).new_page()
    window.goto((built.reports / "2023" / "en" / "lang-son" / "index.html").as_uri())
    line = window.locator("#fig-sessions-by-month .exhibit-take")
    assert line.inner_text() == "Download: CSV"
    window.close()

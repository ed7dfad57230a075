"""The annex of each report lists what the report withholds, and every place that shows an indicator: exactly these."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.report.exhibit import Exhibit
from helpers.report.exhibit_data import from_data
from helpers.report.front_matter import EXHIBIT
from helpers.report.withheld import marked_in

HEADS = {"en": "Marked [c] in this report", "vi": "Trong báo cáo này, những số liệu sau ghi [c]"}
MAIN_POINTS = {"en": "main-points", "vi": "những-điểm-chính"}
SHOWN_IN = {"en": "Shown in", "vi": "Nêu tại"}


@pytest.fixture(params=["en/lang-son", "vi/lang-son", "en/viet-nam", "vi/viet-nam"])
def packet(request: pytest.FixtureRequest, built: Project) -> Path:
    return built.reports / "2023" / str(request.param)


def exhibits(packet: Path) -> Iterator[Exhibit]:
    notebook = json.loads((packet / "notebook.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(EXHIBIT, {})
            if data.get("kind") in ("figure", "table"):
                made = from_data(data)
                assert isinstance(made, Exhibit)
                yield made


def test_annex_lists_what_is_marked_and_nothing_else(packet: Path) -> None:
    page = (packet / "annex.html").read_text(encoding="utf-8")
    wanted = list(dict.fromkeys(mark for each in exhibits(packet) for mark in marked_in(each)))
    assert wanted
    text = html.unescape(page)
    after = text[text.index(HEADS[packet.parent.name]) :]
    listed = re.findall(r"<li>(.*?)</li>", after[: after.index("</ul>")], re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", each).strip() for each in listed] == wanted


def test_entry_names_every_exhibit_with_its_numbers(packet: Path) -> None:
    page = (packet / "annex.html").read_text(encoding="utf-8")
    back = SHOWN_IN[packet.parent.name]
    entries = {
        entry: set(re.findall(r'href="index\.html#([^"]+)"', said))
        for entry, said in re.findall(
            rf'<section class="origin" id="(from-[\w-]+)".*?<dt>{back}</dt><dd>(.*?)</dd>', page, re.DOTALL
        )
    }
    assert set(entries) >= {"from-sessions", "from-victims-assisted"}
    in_report = (packet / "index.html").read_text(encoding="utf-8")
    seen = [each for each in exhibits(packet) if f'id="{each.id}"' in in_report]
    for each in seen:
        for origin in each.origins:
            assert each.id in entries[origin.id], (each.id, origin.id)
    assert {"key-tiles", MAIN_POINTS[packet.parent.name]} <= entries["from-sessions"]

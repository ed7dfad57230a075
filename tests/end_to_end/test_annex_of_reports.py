"""The annex of each report lists what the report withholds, and every place that shows an indicator: exactly these."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annex_lists import exhibits_of, listed, marked
from helpers.paths import Project

MAIN_POINTS = {"en": "main-points", "vi": "những-điểm-chính"}
SHOWN_IN = {"en": "Shown in", "vi": "Nêu tại"}


@pytest.fixture(params=["en/lang-son", "vi/lang-son", "en/viet-nam", "vi/viet-nam"])
def packet(request: pytest.FixtureRequest, built: Project) -> Path:
    return built.reports / "2023" / str(request.param)


def test_annex_lists_what_is_marked_and_nothing_else(packet: Path) -> None:
    assert marked(packet)
    assert listed(packet, packet.parent.name) == marked(packet)


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
    seen = [each for each in exhibits_of(packet) if f'id="{each.id}"' in in_report]
    for each in seen:
        for origin in each.origins:
            assert each.id in entries[origin.id], (each.id, origin.id)
    assert {"key-tiles", MAIN_POINTS[packet.parent.name]} <= entries["from-sessions"]

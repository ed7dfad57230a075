"""The portal, with one number too many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import DisclosureError
from helpers.inputs.provinces import read_provinces
from helpers.inputs.settings import read_settings
from helpers.paths import Project
from helpers.run.audit.portal_audit import (
    Highlights,
    audit_portal,
    audit_readme,
    audit_sheets,
    strangers_in,
)
from helpers.run.portal import write as writing
from helpers.run.portal.indicators import render_indicators
from helpers.run.portal.packets import highlights, scan_packets
from projects import ROOT


@pytest.fixture
def page(built: Project) -> str:
    return (built.reports / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def packets(built: Project) -> dict[str, dict[str, float | None]]:
    return highlights(scan_packets(built, read_provinces(built)).packets)


def hide(packets: Highlights) -> Highlights:
    """The same packets with the number of victims withheld."""
    return {folder: {**values, "victims_assisted": None} for folder, values in packets.items()}


def test_portal_of_the_packets_passes(page: str, packets: Highlights) -> None:
    assert audit_portal(page.encode(), packets) == []


def test_withheld_number_in_rows_and_tiles_is_found(page: str, packets: Highlights) -> None:
    found = "\n".join(map(str, audit_portal(page.encode(), hide(packets))))
    assert "index.html, 2023/en/lang-son, victims_assisted: a number is shown" in found
    assert "index.html, tile of 2023/en/lang-son, victims_assisted: is shaded" in found
    assert "index.html, tile of 2023/en/lang-son, victims_assisted: a number is shown" in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</h1>", "</h1><p>3 victims in a place without a report</p>"),
        ("</h1>", "</h1><!-- three victims -->"),
        ('data-sort="19"', 'data-sort="20"'),
    ],
)
def test_number_that_no_packet_gives_is_found(page: str, packets: Highlights, old: str, new: str) -> None:
    assert old in page
    assert audit_portal(page.replace(old, new, 1).encode(), packets)


def test_page_of_indicators_says_what_params_say(built: Project) -> None:
    composed = render_indicators(built, read_settings(built))
    page = (built.reports / "indicators.html").read_text(encoding="utf-8")
    assert list(audit_sheets(page.encode(), composed)) == []
    assert "</h1>" in page
    for planted in ("<p>3 victims of Lang Son</p>", '<i title="3 nạn nhân"></i>', "<!-- 3 victims -->"):
        assert list(audit_sheets(page.replace("</h1>", "</h1>" + planted, 1).encode(), composed)), planted


def test_text_beside_the_portal_has_no_number_of_victims() -> None:
    text = (ROOT / "reports" / "README.md").read_text(encoding="utf-8")
    assert list(audit_readme(text)) == []
    assert list(audit_readme(text + "\n\nNotes: 3 victims are\nmissing."))


def test_portal_that_tells_too_much_is_not_written(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (built.reports / "index.html").read_bytes()
    render: Callable[..., str] = writing.render_page
    monkeypatch.setattr(
        writing, "render_page", lambda view: render(view).replace("</h1>", "</h1><p>3 victims</p>", 1)
    )
    with pytest.raises(DisclosureError, match="a number about victims that no packet gives"):
        writing.write_portal(built)
    assert (built.reports / "index.html").read_bytes() == before


def test_file_that_belongs_to_no_packet_is_found(built: Project, tmp_path: Path) -> None:
    assert strangers_in(built.reports) == []
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "victims.csv").touch()
    (tmp_path / "old" / "2023" / "en" / "lang-son").mkdir(parents=True)
    (tmp_path / "old" / "2023" / "en" / "lang-son" / "packet.json").touch()
    assert [found.where for found in strangers_in(tmp_path)] == [
        "2023/victims.csv",
        "old/2023/en/lang-son/packet.json",
    ]

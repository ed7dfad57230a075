"""Which sentences, tables and charts differ between two pages of a report, read from its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lxml import html

from helpers.publish.about_report import KEY_SHOWN
from helpers.publish.packet_key import KEY
from helpers.render.report_parts import PAGES
from helpers.review.packet_sides import PacketPair

CAME, WENT, CHART, TABLE, WORDS = "came", "went", "chart", "table", "words"
_CHART = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NO_TEXT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "summary")
_PLACE = "chart-"


@dataclass(frozen=True)
class TextChange:
    """A sentence or paragraph that is another, or is on one side alone; `section` is the heading above it."""

    report: str
    page: str
    section: str
    before: str
    after: str


@dataclass(frozen=True)
class ExhibitChange:
    """A figure or table that is another: of what kind, and its pictures (SVG), where it has any."""

    report: str
    id: str
    title: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class _Exhibit:
    title: str
    words: str
    table: str
    chart: str


@dataclass(frozen=True)
class _Page:
    texts: list[tuple[str, str]]
    """Section and text of each block."""
    exhibits: dict[str, _Exhibit]


def changes_of_pages(pair: PacketPair) -> Iterator[TextChange | ExhibitChange]:
    """What a reader of a report's page and annex finds changed; nothing where the report is on one side alone.

    The keys by which a page cites its own packet and figures do not count.
    """
    if pair.before is None or pair.after is None:
        return
    for name in PAGES.values():
        before, after = (_page(folder / name, about) for folder, about in (pair.before, pair.after))
        yield from _texts(pair.report, name, before, after)
        yield from _exhibits(pair.report, before, after)


def _page(path: Any, about: dict[str, Any]) -> _Page:
    if not path.is_file():
        return _Page([], {})
    charts: list[str] = []

    def keep(found: re.Match[str]) -> str:
        charts.append(found.group())
        return f'<i class="{_PLACE}{len(charts) - 1}"></i>'

    text = path.read_text(encoding="utf-8")
    for key in (about[KEY]["sha256"], about["release"]):
        text = text.replace(key[:KEY_SHOWN], "")
    root = html.fromstring(_CHART.sub(keep, _NO_TEXT.sub("", text)))
    exhibits = {}
    for figure in root.xpath("//figure[@id]"):
        exhibits[figure.get("id")] = _exhibit(figure, charts)
        figure.drop_tree()
    for notes in root.xpath("//dialog | //nav"):
        notes.drop_tree()
    return _Page(list(_blocks(root)), exhibits)


def _exhibit(figure: Any, charts: list[str]) -> _Exhibit:
    drawn = [charts[int(each.get("class")[len(_PLACE) :])] for each in figure.iter("i") if _is_place(each)]
    table = "\n".join(
        " | ".join(_plain(cell) for cell in row.xpath("./th | ./td")) for row in figure.iter("tr")
    )
    alternatives = [each.get("aria-label") for each in figure.iter() if each.get("aria-label")]
    for frame in figure.xpath(".//table"):
        frame.drop_tree()
    caption = figure.find("figcaption")
    title = "" if caption is None else _plain(caption)
    return _Exhibit(title, "\n".join([_plain(figure), *alternatives]), table, "".join(drawn))


def _is_place(element: Any) -> bool:
    return (element.get("class") or "").startswith(_PLACE)


def _blocks(root: Any) -> Iterator[tuple[str, str]]:
    section = ""
    for block in root.iter(*_BLOCKS):
        if any(True for _ in block.iterdescendants(*_BLOCKS)):
            continue  # its parts are told
        text = _plain(block)
        if block.tag.startswith("h"):
            section = text
        if text:
            yield section, text


def _plain(element: Any) -> str:
    return " ".join(element.text_content().split())


def _texts(report: str, page: str, before: _Page, after: _Page) -> Iterator[TextChange]:
    old, new = ([text for _, text in each.texts] for each in (before, after))
    if old == new:
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for at in range(max(j - i, m - k)):
            past = before.texts[i + at] if i + at < j else ("", "")
            now = after.texts[k + at] if k + at < m else ("", "")
            yield TextChange(report, page, now[0] or past[0], past[1], now[1])


def _exhibits(report: str, before: _Page, after: _Page) -> Iterator[ExhibitChange]:
    for name in dict.fromkeys([*after.exhibits, *before.exhibits]):
        old, new = before.exhibits.get(name), after.exhibits.get(name)
        if old == new:
            continue
        if new is None or old is None:
            there = new or old
            assert there is not None
            pictures = (old.chart if old else "", new.chart if new else "")
            yield ExhibitChange(report, name, there.title, WENT if new is None else CAME, *pictures)
        elif old.chart != new.chart:
            yield ExhibitChange(report, name, new.title, CHART, old.chart, new.chart)
        else:
            yield ExhibitChange(report, name, new.title, WORDS if old.table == new.table else TABLE)

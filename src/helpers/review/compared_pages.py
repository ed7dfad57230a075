"""Which sentences, tables, charts and styles differ between two pages of a report, read from its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml import html

from helpers.publish.packet_key import KEY
from helpers.render.report_parts import PAGES
from helpers.report.packet_files import KEY_SHOWN
from helpers.review.packet_sides import PacketPair

CAME, WENT, CHART, TABLE, WORDS = "came", "went", "chart", "table", "words"
STYLE, SCRIPT, MARKUP = "style", "script", "markup"
_NO_TEXT = ("head", "dialog", "nav")
_HEADS_AND_FEET = re.compile(r'(@(?:top|bottom)-[a-z-]+ \{ content: )"[^"]*"')
"""Words in a style: the title and place in the heads and feet of paper."""
_ID = re.compile(r'<figure\b[^>]*\bid="([^"]+)"')
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "summary")


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
    """A figure or table that is another: of what kind, and its drawings (SVG), where it has any."""

    report: str
    id: str
    title: str
    what: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookChange:
    """A page that has another style or script; or, where neither words nor exhibits differ, another markup."""

    report: str
    page: str
    what: str


@dataclass(frozen=True)
class _Exhibit:
    title: str
    words: str
    table: str


@dataclass(frozen=True)
class _Page:
    """A page in parts, so that only those that differ are parsed."""

    text: str
    """All that is outside exhibits, as HTML."""
    exhibits: dict[str, str]
    """HTML of each exhibit without its drawings."""
    charts: dict[str, tuple[str, ...]]
    style: str = ""
    script: str = ""


def changes_of_pages(pair: PacketPair) -> Iterator[TextChange | ExhibitChange | LookChange]:
    """What a reader of a report's page and annex finds changed; nothing where the report is on one side alone.

    The keys by which a page cites its own packet and figures do not count.
    """
    if pair.before is None or pair.after is None:
        return
    for name in PAGES.values():
        before, after = (_page(folder / name, about) for folder, about in (pair.before, pair.after))
        found = [*_told_otherwise(pair.report, name, before, after)]
        yield from found
        looks = []
        if before.style and after.style and before.style != after.style:
            looks.append(STYLE)
        if before.script != after.script:
            looks.append(SCRIPT)
        if not (found or looks) and before != after:
            looks.append(MARKUP)
        yield from (LookChange(pair.report, name, what) for what in looks)


def _told_otherwise(
    report: str, page: str, before: _Page, after: _Page
) -> Iterator[TextChange | ExhibitChange]:
    if before.text != after.text:
        yield from _texts(report, page, *(list(_blocks(each.text)) for each in (before, after)))
    yield from _exhibits(report, before, after)


def _page(path: Path, about: dict[str, Any]) -> _Page:
    if not path.is_file():
        return _Page("", {}, {})
    text = path.read_text(encoding="utf-8")
    for key in (about[KEY]["sha256"], about["release"]):
        text = text.replace(key[:KEY_SHOWN], "")
    text, figures = _cut(text, "figure")
    exhibits, charts = {}, {}
    for figure in figures:
        if named := _ID.match(figure):
            source, drawn = _cut(figure, "svg")
            exhibits[named[1]], charts[named[1]] = source, tuple(drawn)
    text, styles = _cut(text, "style")
    text, scripts = _cut(text, "script")
    for tag in _NO_TEXT:
        text, _ = _cut(text, tag)
    style = _HEADS_AND_FEET.sub(r"\1", "".join(styles))
    run = (each for each in scripts if not each.startswith("<script type="))  # others are data
    return _Page(text, exhibits, charts, style, "".join(run))


def _cut(text: str, tag: str) -> tuple[str, list[str]]:
    """HTML without its elements of a tag, none of which is in another, and these. A fifth of a regex's time."""
    rest, found, at, end = [], [], 0, f"</{tag}>"
    while (start := text.find(f"<{tag}", at)) >= 0:
        stop = text.find(end, start) + len(end)
        if stop < len(end):
            break
        if text[start + len(tag) + 1] in "> \n":
            rest.append(text[at:start])
            found.append(text[start:stop])
        else:  # a longer name, such as header
            stop = start + len(tag) + 1
            rest.append(text[at:stop])
        at = stop
    return "".join([*rest, text[at:]]), found


def _exhibit(source: str) -> _Exhibit:
    figure = html.fragment_fromstring(source)
    table = "\n".join(
        " | ".join(_plain(cell) for cell in row.xpath("./th | ./td")) for row in figure.iter("tr")
    )
    alternatives = [each.get("aria-label") for each in figure.iter() if each.get("aria-label")]
    for frame in figure.xpath(".//table"):
        frame.drop_tree()
    caption = figure.find("figcaption")
    title = "" if caption is None else _plain(caption)
    return _Exhibit(title, "\n".join([_plain(figure), *alternatives]), table)


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Section and text of each block of a page outside its exhibits."""
    section = ""
    for block in html.fromstring(source).iter(*_BLOCKS) if source.strip() else ():
        if any(True for _ in block.iterdescendants(*_BLOCKS)):
            continue  # its parts are told
        text = _plain(block)
        if block.tag.startswith("h"):
            section = text
        if text:
            yield section, text


def _plain(element: Any) -> str:
    return " ".join(element.text_content().split())


def _texts(
    report: str, page: str, before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> Iterator[TextChange]:
    old, new = ([text for _, text in each] for each in (before, after))
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for at in range(max(j - i, m - k)):
            past = before[i + at] if i + at < j else ("", "")
            now = after[k + at] if k + at < m else ("", "")
            yield TextChange(report, page, now[0] or past[0], past[1], now[1])


def _exhibits(report: str, before: _Page, after: _Page) -> Iterator[ExhibitChange]:
    for name in dict.fromkeys([*after.exhibits, *before.exhibits]):
        sources = before.exhibits.get(name), after.exhibits.get(name)
        charts = before.charts.get(name, ()), after.charts.get(name, ())
        if sources[0] == sources[1] and charts[0] == charts[1]:
            continue
        old, new = (None if source is None else _exhibit(source) for source in sources)
        if new is None or old is None:
            there = new or old
            assert there is not None
            yield ExhibitChange(report, name, there.title, WENT if new is None else CAME, *charts)
        elif charts[0] != charts[1]:
            yield ExhibitChange(report, name, new.title, CHART, *charts)
        elif old != new:
            yield ExhibitChange(report, name, new.title, WORDS if old.table == new.table else TABLE)

"""Numbers in the reports' exhibits and sentences that no reader can open, and that are not known to be of another kind.

A number that comes from released cells opens on the page (render/number_dialogs.py). Others need not: each kind of them
is told by its words (`REASONS`, `OF_CLAUSES`, `OF_COLUMNS`). What is left was computed past the ways that keep where a
number comes from, or is of no kind that anybody named. Markdown cells are looked through before a build
(typed_numbers/), and the annex explains itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from helpers.errors import RenderError
from helpers.paths import Project
from helpers.publish.typed_numbers.allowed_numbers import without_allowed
from helpers.render.report_parts import cells_of
from helpers.report.exhibit import Exhibit
from helpers.report.exhibit_data import Shown, from_data
from helpers.report.front_matter import EXHIBIT, KeyResults, MainPoints, Prose
from helpers.report.packet_files import NOTEBOOK
from helpers.report.sourced_text import SourcedText

_OF_PROJECT = "from-project-"
"""Of an indicator that one project alone has: its numbers were published, and its entry in the annex names where."""
_HIDDEN = "\u2060"
_NUMBER = re.compile(r"(?<![\w.,])[+−-]?\d[\d.,]*\d%?|(?<![\w.,])[+−-]?\d%?")
_CLAUSES = re.compile(r"[^.;]+(?:[.;](?=\S)[^.;]*)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?=[ ,.;:)·]|$)")
_N = r"[+−-]?\d[\d.,]*%?"
_PLACES = r"(?:provinces?|regions?|stations?|tỉnh|vùng|đồn|địa phương|thành phố)"
REASONS: Mapping[str, str] = {
    "counts places": rf"{_N}(?: of|/)? ?(?:{_N})? {_PLACES}\b|\bof {_N} {_PLACES}\b|{_N} (?:more\b|nơi khác)",
    "is a rank": rf"\b(?:rank|hạng|thứ)[ \u00a0]{_N}(?: of |/)?(?:{_N})?",
    "says how sure an interval is": rf"{_N} (?:interval|confidence)|(?:khoảng tin cậy|độ tin cậy)[^.;%]{{0,20}} {_N}",
    "is the least base of a percentage": rf"(?:base is at least|số năm trước từ) {_N}",
}
"""Why a number does not open -> the words at the number that tell it, in both languages."""
OF_CLAUSES: Mapping[str, str] = {
    "is a rank": r"\brank among\b|\bthứ hạng\b|\bxếp thứ\b",
    "tells how much was received": r"station-months|station reports|monthly reports|recorded in|\b(?:rows|files)\b|"
    r"báo cáo tháng|có ghi|\b(?:dòng|tệp)\b",
    "is the rule by which targets are judged": r"what was due|\bon track|\bbehind:|\boff track|"
    r"is explained|phải đạt|đúng tiến độ|\bchậm\b|giải trình",
    "counts published figures, targets or results": r"published (?:figures|results)|that agree|\btargets?\b|"
    r"kết quả đã công bố|số liệu đã công bố|\bkhớp\b|mục tiêu",
    "counts corrected figures": r"corrected figures|số liệu đính chính",
}
"""The same of all numbers of a clause, up to a full stop or semicolon."""
OF_COLUMNS: Mapping[str, str] = {
    "is a rank": r"^rank|^thứ hạng",
    "was published, or is of the project's file": r"\b(?:published|figure|targets?|milestone|baseline|planned|due)\b|"
    r"\b(?:đã công bố|số liệu|mục tiêu|mốc|kế hoạch|phải đạt|ban đầu)\b",
    "is told as it was before a correction and after it": r"^corrected\b|^đính chính\b",
    "counts places": r"\| (?:provinces|số tỉnh|tỉnh)",
}
"""The same of a cell in a table, by the heads of its column and row."""

_PROVENANCE = "tbl-provenance"
"""Counts and hashes of files: where a report has no annex, it stands in the report itself."""


def _compiled(patterns: Mapping[str, str]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns.values()]


_AT_NUMBERS, _IN_CLAUSES, _IN_COLUMNS = map(_compiled, (REASONS, OF_CLAUSES, OF_COLUMNS))


class Unsourced(NamedTuple):
    """A number that nobody can open: where it stands, the number, and the text that it is in."""

    report: str
    place: str
    number: str
    text: str


def packets_in(project: Project) -> list[str]:
    """The published packets, by their folders relative to reports/."""
    found = project.reports.glob(f"*/*/*/{NOTEBOOK}")
    return sorted(path.parent.relative_to(project.reports).as_posix() for path in found)


def unsourced_numbers(project: Project, packets: Iterable[str]) -> list[Unsourced]:
    """Of published packets, by their folders relative to reports/.

    Raises:
        RenderError: a packet's notebook holds an exhibit that this version cannot read.
    """
    return [each for name in packets for each in _of_packet(project, name)]


def _of_packet(project: Project, name: str) -> Iterator[Unsourced]:
    notebook = json.loads((project.reports / name / NOTEBOOK).read_text(encoding="utf-8"))
    own = project.params / "projects" / f"{Path(name).name}.yml"
    file = own.read_text(encoding="utf-8") if own.is_file() else ""
    for cell in cells_of(notebook["cells"], "report"):
        typed = "".join(cell["source"]) + _one_line(file)
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(EXHIBIT)
            if isinstance(data, dict):
                made = _read(data, name)
                place = getattr(made, "id", "") or str(cell.get("id", ""))
                if place == _PROVENANCE:
                    continue
                for text, context in _texts(made):
                    for number in left_over(text, context, typed):
                        yield Unsourced(name, place, number, f"{context}: {text}" if context else text)


def _read(data: Any, name: str) -> Shown:
    try:
        return from_data(data)
    except RenderError as fault:
        raise RenderError(f"reports/{name}: {fault}; build the report again") from None


def left_over(text: str, context: str = "", typed: str = "") -> list[str]:
    """The numbers of a text that neither open nor are of a kind that need not.

    Args:
        text: as an exhibit holds it.
        context: of a cell in a table, the heads of its column and row.
        typed: code and params that it may have been typed in; numbers there are looked through before a build.
    """
    if context and any(pattern.search(context) for pattern in _IN_COLUMNS):
        return []
    shown = list(text)
    for number in text.numbers if isinstance(text, SourcedText) else ():
        shown[number.start : number.end] = _HIDDEN * (number.end - number.start)
    seen = "".join(shown)
    for pattern in _AT_NUMBERS:
        seen = pattern.sub(_without_digits, seen)
    seen = _CLAUSES.sub(_hidden_clause, seen)
    seen = _YEAR.sub(_without_digits, without_allowed(seen))
    return [
        match[0]
        for match in _NUMBER.finditer(seen)
        if text[max(0, match.start() - 12) : match.end()].strip() not in typed
    ]


def _without_digits(match: re.Match[str]) -> str:
    return re.sub(r"\d", _HIDDEN, match[0])


def _hidden_clause(match: re.Match[str]) -> str:
    return _without_digits(match) if any(pattern.search(match[0]) for pattern in _IN_CLAUSES) else match[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _texts(made: Shown) -> Iterator[tuple[str, str]]:
    """The texts of what a cell shows, and the context of each."""
    if isinstance(made, KeyResults):
        for item in made.items:
            if not item.origin.startswith(_OF_PROJECT):
                yield item.value, item.label
                yield item.detail, item.label
    elif isinstance(made, MainPoints):
        yield from ((point, "") for point in made.points)
    elif isinstance(made, Prose):
        yield made.text, ""
    elif isinstance(made, Exhibit):
        yield from ((text, "") for text in (made.title, made.subtitle, made.note, made.source))
        published = {origin.name for origin in made.origins if origin.id.startswith(_OF_PROJECT)}
        heads = [column.head for column in made.table.columns] if made.table else []
        for row in made.table.rows if made.table else ():
            for head, cell in list(zip(heads, row.cells, strict=False))[1:]:
                if row.cells[0] not in published:
                    yield cell, f"{head} | {row.cells[0]}"

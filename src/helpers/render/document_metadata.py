"""What a report says about itself: title, place, language, date. Read from the executed notebook.

The engine writes it into the notebook's metadata under `report`; a notebook that has none gets what its first
heading and its parameters tell, so that `jupyter nbconvert --to donor_html` works on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from helpers.execute.cell_languages import belongs_to, language_of_report
from helpers.inputs.params.number_marks import without_marks
from helpers.inputs.params.settings import Language
from helpers.render.missing_letters import check_letters
from helpers.render.report_parts import PAGES, PAPER, ReportPart, has_annex
from helpers.render.schema_org_report import schema_org_report
from helpers.report import language as writing

_KINDS: dict[str, dict[Language, str]] = {
    "province": {"en": "Annual report · province", "vi": "Báo cáo năm · cấp tỉnh"},
    "region": {"en": "Annual report · region", "vi": "Báo cáo năm · cấp vùng"},
    "nation": {"en": "Annual report · nation", "vi": "Báo cáo năm · toàn quốc"},
    "quality": {"en": "Internal · not for publication", "vi": "Nội bộ · không công bố"},
    "project": {"en": "Project report", "vi": "Báo cáo dự án"},
}
_PARTS: dict[str, dict[Language, str]] = {
    "Q": {"en": "Quarterly report", "vi": "Báo cáo quý"},
    "H": {"en": "Half-year report", "vi": "Báo cáo 6 tháng"},
}
"""Of a report on a part of a year, instead of the first words of its kind."""
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "untitled": "Report",
        "demonstration": "Demonstration data",
        "explanation": "Made from synthetic returns: no figure here describes a real event or person.",
        "published": "Published",
        "prepared": "Prepared",
        "contents": "Contents",
        "skip": "Skip to the report",
        "shown_in": "Shown in",
        "key_results": "Key results",
        "figure": "Figure",
        "table": "Table",
        "links": "Other forms of this report",
        "spreadsheet": "Spreadsheet",
        "years": "Other years",
        "portal": "All reports",
        "report": "Report",
        "annex": "Technical annex",
    },
    "vi": {
        "untitled": "Báo cáo",
        "demonstration": "Số liệu minh họa",
        "explanation": "Lập từ dữ liệu mô phỏng: không con số nào ở đây nói về sự việc hay con người có thật.",
        "published": "Công bố ngày",
        "prepared": "Lập ngày",
        "contents": "Mục lục",
        "skip": "Đến nội dung báo cáo",
        "shown_in": "Nêu tại",
        "key_results": "Kết quả chính",
        "figure": "Hình",
        "table": "Bảng",
        "links": "Các dạng khác của báo cáo này",
        "spreadsheet": "Bảng tính",
        "years": "Các năm khác",
        "portal": "Tất cả báo cáo",
        "report": "Báo cáo",
        "annex": "Phụ lục kỹ thuật",
    },
}
_ALIKE = {"pdf": "PDF", "word": "Word"}
_OTHER_LANGUAGE: dict[Language, tuple[Language, str]] = {"en": ("vi", "Tiếng Việt"), "vi": ("en", "English")}
_HYPHENS = re.compile(r" {0,3}-{3,}\s*")
_COLUMNS = re.compile(r"\s*-+(?: +-+)+\s*")
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_ATTRIBUTES = re.compile(r"\s*\{[^}]*\}\s*$")


@dataclass(frozen=True)
class Document:
    """The cover, page headers and file metadata of one report. `published_date` is ISO, or empty where unknown."""

    title: str
    place: str
    language: Language
    kind: str
    publisher: str
    published_date: str
    demonstration: bool
    notice_title: str
    notice_text: str
    restricted: str
    internal: bool = False
    links: tuple[tuple[str, str], ...] = ()
    """What a link leads to, such as pdf, word, language, years; and its address."""
    is_annex: bool = False
    schema_org: str = ""
    """The element with what search engines read."""

    @property
    def published(self) -> str:
        """'Published 31 March 2024', or nothing; an internal packet is prepared, never published."""
        if not self.published_date:
            return ""
        word = self.word("prepared" if self.internal else "published")
        return f"{word} {writing.date(self.published_date, self.language)}"

    @property
    def timestamp(self) -> int:
        """The published date in seconds, which stands in for the clock."""
        day = self.published_date or "2000-01-01"
        return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())

    @property
    def full_title(self) -> str:
        """Title, place and year as one line, after the mark of a restricted report and the word for an annex."""
        mark = f"{self.mark} · " if self.restricted else ""
        mark += f"{self.kind} · " if self.is_annex else ""
        return mark + (f"{self.title}: {self.place}" if self.place else self.title)

    @property
    def mark(self) -> str:
        """The first words of the label of a restricted report, such as RESTRICTED; else nothing."""
        return self.restricted.partition(":")[0]

    @property
    def has_notice(self) -> bool:
        """Whether a banner opens the report."""
        return bool(self.notice_title)

    @property
    def other_language(self) -> tuple[Language, str]:
        """Code and own name of the language that the report is not in."""
        return _OTHER_LANGUAGE[self.language]

    @property
    def demonstration_mark(self) -> str:
        """What stands at the head of each page over a demonstration: the first words of its banner."""
        return self.notice_title.rstrip(".") if self.demonstration else ""

    def name_of_link(self, kind: str) -> str:
        """What a link at the head of the page is called; the other language by its own name."""
        return self.other_language[1] if kind == "language" else _ALIKE.get(kind) or self.word(kind)

    def word(self, key: str) -> str:
        """A word of the page's frame in the report's language."""
        return _WORDS[self.language][key]


def read_document(notebook: Any, part: ReportPart = "whole") -> Document:
    """What the notebook's metadata, first heading and parameters say of the report, or of its annex.

    Raises:
        RenderError: no typeface has a letter of it.
    """
    metadata = notebook.get("metadata", {})
    report = metadata.get("report", {})
    language = language_of_report(notebook)
    kind = str(report.get("kind", ""))
    demonstration = bool(report.get("demonstration", False))
    cells = [cell for cell in notebook["cells"] if belongs_to(cell, language)]
    title, text = _notice(cells)
    if not title and demonstration:
        title, text = f"{_WORDS[language]['demonstration']}.", _WORDS[language]["explanation"]
    made = Document(
        title=str(report.get("title") or _first_heading(cells) or _WORDS[language]["untitled"]),
        place=str(report.get("subtitle") or _place(report)),
        language=language,
        kind=_WORDS[language]["annex"]
        if part == "annex"
        else _kind(kind, str(report.get("period", "")), language),
        publisher=str(report.get("publisher", "")),
        published_date=str(report.get("published_date", ""))[:10],
        demonstration=demonstration,
        notice_title=title,
        notice_text=text,
        restricted=str(report.get("restricted", "")),
        internal=kind == "quality",
        is_annex=part == "annex",
        links=_links(report.get("links", {}), part, has_annex(notebook)),
        schema_org=schema_org_report(report, f"{title} {text}".strip(), is_annex=part == "annex"),
    )
    for name in ("title", "place", "kind", "publisher", "notice_title", "notice_text", "restricted"):
        check_letters(f"the report's {name.replace('_', ' ')}", [getattr(made, name)])
    return made


def _kind(kind: str, period: str, language: Language) -> str:
    named = _KINDS.get(kind, {}).get(language, kind)
    if not period:
        return named
    of = {"en": "project", "vi": "dự án"}[language] if kind == "project" else named.partition(" · ")[2]
    return f"{_PARTS[period[5]][language]} · {of}"


def _links(given: Any, part: ReportPart, in_two: bool) -> tuple[tuple[str, str], ...]:
    """Where the page leads that holds this part of the report; a notebook of no packet leads nowhere."""
    links = {str(name): str(address) for name, address in given.items()}
    if links and part == "annex":
        links = {"report": PAGES["report"], "pdf": PAPER["annex"]} | {
            name: address for name, address in links.items() if name == "portal"
        }
    elif links and part == "report" and in_two:
        links["annex"] = PAGES["annex"]
    return tuple(links.items())


def _place(report: Any) -> str:
    return ", ".join(str(report[key]) for key in ("place_name", "year") if report.get(key))


def _notice(cells: Iterable[Any]) -> tuple[str, str]:
    for cell in cells:
        for output in cell.get("outputs", []):
            role = output.get("metadata", {}).get("report", {})
            if role.get("role") == "notice":
                return str(role.get("title", "")), str(role.get("text", ""))
    return "", ""


def _first_heading(cells: Iterable[Any]) -> str | None:
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for line in cell["source"].split("\n"):
                if line.startswith("# "):
                    return _ATTRIBUTES.sub("", without_marks(line[2:])).strip().replace("\\", "")
    return None


def with_rules(source: str) -> str:
    """A cell's Markdown in which a line of hyphens after an empty one is a rule, as JupyterLab shows it.

    Pandoc would take text between two such lines for a table of one column; where more columns follow, it is a table.
    """
    lines = source.split("\n")
    if not any(map(_HYPHENS.fullmatch, lines)):
        return source
    kept, code = [], ""
    for at, line in enumerate(lines):
        kept.append(line)
        begins = not at or not lines[at - 1].strip() or lines[at - 1].startswith(":::")
        if not code and begins and _HYPHENS.fullmatch(line):
            below = takewhile(str.strip, lines[at + 1 :])
            if not any(map(_COLUMNS.fullmatch, below)):
                kept.append("")
        code = _code_fence(line, code)
    return "\n".join(kept)


def _code_fence(line: str, inside: str) -> str:
    """The fence of the block of code in which the next line stands; nothing outside of one."""
    found = _CODE_FENCE.fullmatch(line)
    if not inside:
        return found[1] if found and "`" not in found[2] else ""
    return "" if found and found[1].startswith(inside) and not found[2].strip() else inside

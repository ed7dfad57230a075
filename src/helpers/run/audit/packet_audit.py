"""One packet, read back file by file and held against what was released."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.privacy.release import Release
from helpers.run.audit.cells import Stated, rows_of_html, stated_in_csv, stated_in_html, stated_in_packet
from helpers.run.audit.geometry import unvouched_bars
from helpers.run.audit.pdf import text_of_pdf
from helpers.run.audit.texts import Text, numbers_in, texts_of_html
from helpers.run.audit.vouched import Vouched

_SVG_ADDRESS = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_FOLIO = re.compile(
    r"(?:.*\b(?:[Pp]age|[Tt]rang)\s+|\s*(?:Figure|Table|Hình|Bảng)\s+)?\d+(?:\s*/\s*\d+)?\s*[.:]?\s*"
)
_CELL = re.compile(r"[\d.,\u2212+\u00a0 -]+%?|\[[cxz]\]")
KNOWN_SUFFIXES = {".html", ".pdf", ".ipynb", ".csv", ".json"}


@dataclass(frozen=True)
class Finding:
    """One thing that must not be published: where it stands, and what is wrong. Never a value."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def audit_packet(folder: Path, release: Release) -> list[Finding]:
    """Everything that is wrong with a packet's files; nothing where it may be published."""
    vouched = Vouched(release)
    found: list[Finding] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix not in KNOWN_SUFFIXES:
            found.append(Finding(name, "is of a kind that the audit cannot read, so it cannot be published"))
            continue
        found += _READERS[path.suffix](path, name, release, vouched)
    page, paper = folder / "index.html", folder / "report.pdf"
    if page.is_file() and paper.is_file():
        found += _only_on_paper(page, paper, release)
        found += _rows_on_paper(page, paper, vouched)
    return list(dict.fromkeys(found))


def as_message(findings: Sequence[Finding]) -> str:
    """The findings as one message, and what to do."""
    return "\n".join(
        [
            *(str(finding) for finding in findings[:20]),
            *([f"... and {len(findings) - 20} more"] if len(findings) > 20 else []),
            "nothing of this was published; numbers about victims must come from the Release alone "
            "(see docs/privacy.md)",
        ]
    )


def _csv(path: Path, name: str, release: Release, vouched: Vouched) -> Iterator[Finding]:
    yield from _against_release(stated_in_csv(path, name), release)


def _json(path: Path, name: str, release: Release, vouched: Vouched) -> Iterator[Finding]:
    yield from _against_release(stated_in_packet(path, name), release)
    content = json.loads(path.read_text(encoding="utf-8"))
    guarded = {i.table for i in release.catalogue.values() if i.sensitive}
    for entry in content.get("inputs", []):
        alone = Path(entry["path"]).stem in guarded and Path(entry["path"]).suffix == ".csv"
        if alone and (
            len(str(entry.get("sha256", ""))) > 8 or {"rows", "bytes", "rows_accepted"} & set(entry)
        ):
            yield Finding(
                f"{name}, inputs, {entry['path']}", "size or hash of a file in which each row is a victim"
            )


def _html(path: Path, name: str, release: Release, vouched: Vouched) -> Iterator[Finding]:
    content = path.read_bytes()
    stated = yield from _page(content, name, release, vouched)
    values = {
        exhibit: {c.value for c in stated if c.value is not None and f", {exhibit}, " in c.where}
        for exhibit in re.findall(r'id="(fig-victims[\w-]*|fig-map-victims[\w-]*)"', content.decode())
    }
    for exhibit, reason in unvouched_bars(content, values):
        yield Finding(f"{name}, {exhibit}", reason)


def _page(
    content: bytes, name: str, release: Release, vouched: Vouched
) -> Generator[Finding, None, list[Stated]]:
    """The findings in the tables and texts of HTML; gives back what the tables state."""
    told = list(stated_in_html(content, name, release))
    stated = [one for one in told if isinstance(one, Stated)]
    yield from _against_release(stated, release)
    yield from _strangers((one for one in told if isinstance(one, Text)), release, vouched)
    yield from _strangers(texts_of_html(content, name), release, vouched)
    return stated


def _notebook(path: Path, name: str, release: Release, vouched: Vouched) -> Iterator[Finding]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for number, cell in enumerate(notebook["cells"], start=1):
        where = f"{name}, cell {number}"
        for output in cell.get("outputs", []):
            if output["output_type"] in ("error", "stream"):
                yield Finding(where, "an output that is no exhibit: a message or traceback")
            for kind, data in output.get("data", {}).items():
                text = data if isinstance(data, str) else "".join(data)
                if kind == "text/html":
                    content = f'<html><head><meta charset="utf-8"></head><body>{text}</body></html>'.encode()
                    yield from _page(content, where, release, vouched)
                for svg in _SVG_ADDRESS.findall(text):
                    yield from _strangers(texts_of_html(base64.b64decode(svg), where), release, vouched)
                if kind in ("text/markdown", "text/plain"):
                    lines = _SVG_ADDRESS.sub("", text).splitlines()
                    yield from _strangers(
                        (Text(f"{where}, {kind}", line) for line in lines), release, vouched
                    )


def _pdf(path: Path, name: str, release: Release, vouched: Vouched) -> Iterator[Finding]:
    pieces = text_of_pdf(path.read_bytes())
    yield from _strangers((Text(name, piece) for piece in pieces), release, vouched, in_lines=True)


def _only_on_paper(page: Path, paper: Path, release: Release) -> Iterator[Finding]:
    """Numbers that the PDF says and the page does not, apart from those of pages, figures and tables."""
    language = release.language
    on_page = {n for text in texts_of_html(page.read_bytes(), "") for n in numbers_in(text.text, language)}
    for piece in text_of_pdf(paper.read_bytes()):
        for number in numbers_in(piece, language):
            if number not in on_page and not _FOLIO.fullmatch(piece):
                yield Finding(f"report.pdf, '{_masked(piece)}'", "a number that the page does not have")


def _rows_on_paper(page: Path, paper: Path, vouched: Vouched) -> Iterator[Finding]:
    """Rows about victims whose numbers in the PDF are not those of the page."""
    everywhere: dict[str, list[tuple[str, ...]]] = {}
    heads = set()
    for identifier, row in rows_of_html(page.read_bytes()):
        everywhere.setdefault(row[0], []).append(tuple(row[1:]))
        if "victims" in identifier or vouched.speaks_of_victims(row[0]):
            heads.add(row[0])
    rows = {head: everywhere[head] for head in heads}
    pieces = [" ".join(piece.split()) for piece in text_of_pdf(paper.read_bytes())]
    for at, piece in enumerate(pieces):
        if piece not in rows:
            continue
        cells: list[str] = []
        while at + 1 + len(cells) < len(pieces) and _CELL.fullmatch(pieces[at + 1 + len(cells)]):
            cells.append(pieces[at + 1 + len(cells)])
        if cells and not any(_agree(cells, row) for row in rows[piece]):
            yield Finding(f"report.pdf, row '{_masked(piece)}'", "its numbers are not those of the page")


def _agree(cells: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the cells are the row's; a chart may show fewer, and a piece that follows may look like a number."""
    return all(one == other for one, other in zip(cells, row, strict=False))


def _strangers(
    texts: Iterable[Text], release: Release, vouched: Vouched, *, in_lines: bool = False
) -> Iterator[Finding]:
    for text in texts:
        about = text.of_victims or vouched.speaks_of_victims(text.text)
        if about and vouched.strangers(text.text, release.language, in_lines=in_lines):
            yield Finding(
                f"{text.place}, '{_masked(text.text)}'",
                "a number about victims that nothing released accounts for",
            )


def _against_release(stated: Iterable[Stated], release: Release) -> Iterator[Finding]:
    for one in stated:
        if one.value is not None and release.indicator(one.key[0]).sensitive:
            yield from _judged(one, release)


def _judged(one: Stated, release: Release) -> Iterator[Finding]:
    indicator, place, period, breakdown, category = one.key
    cell = release.cell(indicator, place=place, period=period, breakdown=breakdown, category=category)
    name = f"{indicator}, {place}, {period}" + ("" if breakdown == "total" else f", {breakdown} {category}")
    if cell.status == "c":
        yield Finding(one.where, f"a number is shown for {name}, which is withheld")
    elif not cell.shown:
        yield Finding(one.where, f"a number is shown for {name}, which is not published")
    elif abs((cell.value or 0.0) - (one.value or 0.0)) > 1e-9:
        yield Finding(one.where, f"the number shown for {name} is not the one that was released")


def _masked(text: str, length: int = 60) -> str:
    """The beginning of a text with its numbers blanked, so that a message betrays nothing."""
    return re.sub(r"\d", "#", " ".join(text.split()))[:length]


_READERS = {".csv": _csv, ".json": _json, ".html": _html, ".ipynb": _notebook, ".pdf": _pdf}

"""One packet, read back file by file and held against what was released."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from helpers.privacy.release import Release
from helpers.run.audit.claims import Claim, Finding, Text, Written
from helpers.run.audit.judging import judged, masked
from helpers.run.audit.lexicon import Lexicon
from helpers.run.audit.numbers import has_number, numbers_in
from helpers.run.audit.pages import parsed, rows_of
from helpers.run.audit.readers import reader_of
from helpers.run.audit.vouched import Vouched

PAGE, PAPER = "index.html", "report.pdf"
_FOLIO = re.compile(
    r"(?:.*\b(?:[Pp]age|[Tt]rang)\s+|\s*(?:Figure|Table|Hình|Bảng)\s+)?\d+(?:\s*/\s*\d+)?\s*[.:]?\s*"
)
_CELL = re.compile(r"(?=.*\d)[\d.,\u2212+\u00a0 -]+%?|\[[cxz]\]")


def audit_packet(folder: Path, release: Release) -> list[Finding]:
    """Everything that is wrong with a packet's files; nothing where it may be published."""
    vouched, words = Vouched(release), Lexicon(release)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() or path.is_symlink()
    }
    found: list[Finding] = []
    claims: dict[str, list[Claim]] = {}
    for name, content in files.items():
        reader = reader_of(name)
        if reader is None:
            found.append(Finding(name, "is of a kind that the audit cannot read, so it cannot be published"))
            continue
        claims[name] = [Text("the file's name", name), *reader(Written(name, content, release, words, files))]
        found += judged(claims[name], release, vouched, in_lines=name.endswith(".pdf"))
    if PAGE in claims and PAPER in claims:
        found += _only_on_paper(claims, release)
        found += _rows_on_paper(files[PAGE], claims[PAPER], vouched)
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


def _only_on_paper(claims: Mapping[str, list[Claim]], release: Release) -> Iterator[Finding]:
    """Numbers that the PDF says and the page does not, apart from those of pages, figures and tables."""
    language = release.language
    page = "\n".join(claim.text for claim in claims[PAGE] if isinstance(claim, Text))
    on_page = set(numbers_in(page, language))
    for claim in claims[PAPER]:
        if not isinstance(claim, Text) or claim.place != PAPER or not has_number(claim.text):
            continue
        if not on_page.issuperset(numbers_in(claim.text, language)) and not _FOLIO.fullmatch(claim.text):
            yield Finding(f"{PAPER}, '{masked(claim.text)}'", "a number that the page does not have")


def _rows_on_paper(page: bytes, paper: Sequence[Claim], vouched: Vouched) -> Iterator[Finding]:
    """Rows about victims whose numbers in the PDF are not those of the page."""
    everywhere: dict[str, list[tuple[str, ...]]] = {}
    heads = set()
    for identifier, row in rows_of(parsed(page)):
        everywhere.setdefault(row[0], []).append(tuple(row[1:]))
        named = not _CELL.fullmatch(row[0])  # a year heads columns and axes, too
        if named and ("victims" in identifier or vouched.speaks_of_victims(row[0])):
            heads.add(row[0])
    rows = {head: everywhere[head] for head in heads}
    pieces = [" ".join(one.text.split()) for one in paper if isinstance(one, Text) and one.place == PAPER]
    for at, piece in enumerate(pieces):
        if piece not in rows:
            continue
        cells: list[str] = []
        while at + 1 + len(cells) < len(pieces) and _CELL.fullmatch(pieces[at + 1 + len(cells)]):
            cells.append(pieces[at + 1 + len(cells)])
        if cells and not any(_agree(cells, row) for row in rows[piece]):
            yield Finding(f"{PAPER}, row '{masked(piece)}'", "its numbers are not those of the page")


def _agree(cells: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the cells are the row's; a chart may show fewer, and a piece that follows may look like a number."""
    return all(one == other for one, other in zip(cells, row, strict=False))

"""Pages of PDFs that look different: which they are, and which of them are shown."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from helpers.errors import OutputError
from helpers.paths import Project
from helpers.publish.packet_key import checksum_of
from helpers.review.compared_paper import FEW_REPORTS, PaperChanges, by_turns, changed_paper
from helpers.review.packet_sides import PacketPair, Side, packets_in, pairs_of
from projects import Done

Run = Callable[..., Done]
_LINE = b"\nq 0 0 0 RG 1 w 100 300 m 300 300 l S Q\n"


def pairs(project: Project) -> list[PacketPair]:
    return pairs_of(
        Side("before", packets_in(project.root / "before")), Side("published", packets_in(project.reports))
    )


def change_paper(packet: Path, change: Callable[[pikepdf.Pdf], object], file: str = "report.pdf") -> None:
    """Change a PDF of a packet, and its hash in packet.json."""
    with pikepdf.open(packet / file, allow_overwriting_input=True) as paper:
        change(paper)
        paper.save()
    list_again(packet, file)


def list_again(packet: Path, file: str) -> None:
    about: dict[str, Any] = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    content = (packet / file).read_bytes()
    for output in about["outputs"]:
        if output["path"] == file:
            output |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    about["checksum"] = checksum_of(about)
    (packet / "packet.json").write_text(json.dumps(about), encoding="utf-8")


def with_line(at: int) -> Callable[[pikepdf.Pdf], object]:
    return lambda paper: paper.pages[at].contents_add(_LINE)


def test_page_that_changed_on_paper_alone_is_shown(workbook: Run, altered: Project) -> None:
    change_paper(altered.reports / "2023/en/lang-son", with_line(1))
    (change,) = changed_paper(pairs(altered)).shown
    assert (change.report, change.file, change.number) == ("2023/en/lang-son", "report.pdf", 2)
    assert change.before and change.after
    sizes = {Image.open(io.BytesIO(each)).size for each in (change.before, change.after)}
    assert len(sizes) == 1 and change.before != change.after
    done = workbook(altered, "compare", str(altered.root / "before"), "published")
    assert "no numbers, no sentences" in done.stdout
    page = (altered.data / "internal/compare/before--published/index.html").read_text(encoding="utf-8")
    assert len(re.findall("data:image/png;base64", page)) == 4  # before, after, and both laid over each other
    assert "1 of 1 pages that look different are shown, of 1 of 1 reports" in page


def test_page_that_came_has_no_picture_before(altered: Project) -> None:
    change_paper(altered.reports / "2023/en/lang-son", lambda paper: paper.pages.append(paper.pages[0]))
    (change,) = changed_paper(pairs(altered)).shown
    with pikepdf.open(altered.root / "before/2023/en/lang-son/report.pdf") as paper:
        assert (change.number, change.before) == (len(paper.pages) + 1, None)


def test_key_that_a_page_cites_is_no_difference(altered: Project) -> None:
    packet = altered.reports / "2023/en/lang-son"
    key = json.loads((packet / "packet.json").read_text(encoding="utf-8"))["key"]["sha256"]
    change_paper(packet, with_black_key(key[:12]))
    assert changed_paper(pairs(altered)) == PaperChanges((), 0, 1, 1)


def with_black_key(key: str) -> Callable[[pikepdf.Pdf], object]:
    """Blacken what stands where a PDF cites a key, as letters of another key would."""

    def change(paper: pikepdf.Pdf) -> None:
        content, found = io.BytesIO(), 0
        paper.save(content)
        for number, page in enumerate(pypdfium2.PdfDocument(content)):
            text = page.get_textpage()
            if place := text.search(key).get_next():
                left, bottom, right, top = text.get_rect(text.count_rects(*place) - 1)
                box = f"\nq {left} {bottom} {right - left} {top - bottom} re f Q\n".encode()
                paper.pages[number].contents_add(box)
                found += 1
        assert found

    return change


def test_a_few_are_shown_by_turns_unless_all_are_asked_for(altered: Project) -> None:
    def everywhere(paper: pikepdf.Pdf) -> None:
        for at in range(len(paper.pages)):
            with_line(at)(paper)

    for packet in altered.reports.glob("2023/*/*"):
        change_paper(packet, everywhere)
    few, every = changed_paper(pairs(altered)), changed_paper(pairs(altered), every=True)
    assert few.drawn == few.reports == 4 and few.pages == every.pages == len(every.shown)
    assert len(few.shown) == 4 * 4 < few.pages
    kinds = ["national", "province", "province", "national", "province"]
    assert by_turns(enumerate(kinds), lambda each: each[1]) == [
        (0, "national"), (1, "province"), (2, "province"), (3, "national"), (4, "province"),
    ]  # fmt: skip
    assert by_turns("aaab", str) == ["a", "b", "a", "a"]
    assert FEW_REPORTS == 6  # docs/review.md says so


def test_pdf_that_cannot_be_read_is_one_message(altered: Project) -> None:
    packet = altered.reports / "2023/en/lang-son"
    (packet / "report.pdf").write_bytes(b"no paper")
    list_again(packet, "report.pdf")
    with pytest.raises(OutputError, match="2023/en/lang-son/report.pdf: cannot be read as a PDF"):
        changed_paper(pairs(altered))

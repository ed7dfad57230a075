"""Which pages of the PDFs of two sets of packets look different, as pictures.

Pages are drawn and their dots compared, since a change of typeface or paper leaves every word and number as it was. The
keys by which a page cites itself do not count. Drawing every page of a year takes a minute, so a few reports are drawn.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.errors import OutputError
from helpers.publish.packet_key import KEY
from helpers.render.report_parts import PAPER
from helpers.report.packet_files import KEY_SHOWN
from helpers.review.packet_sides import PacketPair

if TYPE_CHECKING:
    from PIL.Image import Image

Item = TypeVar("Item")
FEW_REPORTS, FEW_PAGES = 6, 4
"""So many reports are drawn, and so many changed pages of each are shown, where not all are asked for."""
_SCALE = 1.5
"""Dots a point, so 108 an inch: at 72, a grid line that is a tenth thicker looks the same."""
_COLOURS = 64
_ROOM = 12
"""Points to the right of a key, whose letters are not all as wide: what stands there moves."""


@dataclass(frozen=True)
class PageChange:
    """A page that looks different, as PNG; None on the side that has no such page."""

    report: str
    file: str
    number: int
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class PaperChanges:
    """The changed pages that are shown, out of how many of the reports that were drawn, out of how many that differ."""

    shown: tuple[PageChange, ...]
    pages: int
    drawn: int
    reports: int


def changed_paper(pairs: Sequence[PacketPair], *, every: bool = False) -> PaperChanges:
    """The pages that look different: of a few reports, one of each kind and language first, or of every report.

    Raises:
        OutputError: a PDF cannot be read.
    """
    unlike = [pair for pair in pairs if any(_differs(pair, file) for file in PAPER.values())]
    chosen = unlike if every else by_turns(unlike, _kind)[:FEW_REPORTS]
    shown: list[PageChange] = []
    pages = 0
    for pair in chosen:
        for at, change in enumerate(_changes(pair)):
            pages += 1
            if every or at < FEW_PAGES:
                shown.append(PageChange(pair.report, *change[:2], *(_png(image) for image in change[2:])))
    return PaperChanges(tuple(shown), pages, len(chosen), len(unlike))


def by_turns(items: Iterable[Item], kind: Callable[[Item], object]) -> list[Item]:
    """The items in another order: the first of each kind, then the second of each, and so on."""
    turns: Counter[object] = Counter()
    turn = []
    for item in items:
        turns[kind(item)] += 1
        turn.append((turns[kind(item)], item))
    return [item for _, item in sorted(turn, key=lambda each: each[0])]


def _kind(pair: PacketPair) -> object:
    return pair.about["kind"], pair.about["language"]


def _differs(pair: PacketPair, file: str) -> bool:
    hashes = [
        next((each["sha256"] for each in side[1]["outputs"] if each["path"] == file), None) if side else None
        for side in (pair.before, pair.after)
    ]
    return None not in hashes and hashes[0] != hashes[1]


def _changes(pair: PacketPair) -> Iterator[tuple[str, int, Image | None, Image | None]]:
    """Each page that looks different: file, number (after, or before if it is gone), before, after."""
    assert pair.before and pair.after
    for file in (each for each in PAPER.values() if _differs(pair, each)):
        old, new = (list(_drawn(folder / file, about)) for folder, about in (pair.before, pair.after))
        past, now = ([sha256(image.tobytes()).hexdigest() for image in pages] for pages in (old, new))
        for tag, i, j, k, m in SequenceMatcher(None, past, now, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            for at in range(max(j - i, m - k)):
                before = old[i + at] if i + at < j else None
                after = new[k + at] if k + at < m else None
                yield file, (i if after is None else k) + at + 1, before, after


def _drawn(path: Path, about: dict[str, Any]) -> Iterator[Image]:
    """The pages of a PDF, without the keys by which they cite themselves."""
    import pypdfium2
    from PIL import ImageDraw

    try:
        paper = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise OutputError(
            f"{'/'.join(path.parts[-4:])}: cannot be read as a PDF; build this report again"
        ) from None
    with paper:
        for page in paper:
            image = page.render(scale=_SCALE, draw_annots=False).to_pil().convert("RGB")
            text, brush, height = page.get_textpage(), ImageDraw.Draw(image), page.get_height()
            for key in (about[KEY]["sha256"], about["release"]):
                found = text.search(key[:KEY_SHOWN])
                while place := found.get_next():
                    for at in range(text.count_rects(*place)):
                        left, bottom, right, top = text.get_rect(at)
                        box = (left - 1, height - top - 1, right + _ROOM, height - bottom + 1)
                        brush.rectangle([each * _SCALE for each in box], fill="white")
            yield image


def _png(image: Image | None) -> bytes | None:
    if image is None:
        return None
    from PIL.Image import Quantize

    file = io.BytesIO()
    image.quantize(_COLOURS, Quantize.FASTOCTREE).save(file, "PNG", compress_level=3)
    return file.getvalue()

"""The portal read back, and whatever else lies in the public folder: no number but those that packets give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.run.audit.claims import Finding, Text
from helpers.run.audit.numbers import numbers_in
from helpers.run.audit.pages import parsed, texts_of
from helpers.run.audit.vouched import SPEAKS

PAGE, SHEETS, README = "index.html", "indicators.html", "README.md"
BESIDE_PACKETS = {PAGE, SHEETS, README}
PACKETS = "[0-9][0-9][0-9][0-9]/*/*/packet.json"
"""Where packets lie below reports/: by year, language, place."""
_SCRIPT = Path(__file__).parents[1] / "portal" / "assets" / "portal.js"
_FOLDER = re.compile(r"\d{4}/\w+/[\w-]+")
_VALUE = re.compile(r"\d[\d.,]*")
_OTHER = "a number is shown that its packet does not give"

Highlights = Mapping[str, Mapping[str, float | None]]
"""Folder of a packet -> measure -> its value; none where it is not shown. Measures in the order of the portal.

A packet on a project has no measure.
"""


def audit_portal(page: bytes, packets: Highlights) -> list[Finding]:
    """Numbers of the portal that are not the highlights of the packet that they stand beside."""
    root = parsed(page)
    return [*_rows(root, packets), *_tiles(root, packets), *_texts(root, packets)]


def audit_sheets(page: bytes, composed: str) -> Iterator[Finding]:
    """Numbers about victims on the page of indicators that are not in it as params alone would make it."""
    said = {claim.text for claim in texts_of(parsed(composed.encode()), SHEETS) if isinstance(claim, Text)}
    for claim in texts_of(parsed(page), SHEETS):
        if isinstance(claim, Text) and claim.text not in said and _tells(claim.text):
            yield Finding(claim.place, "a number about victims that params do not say")


def audit_readme(text: str) -> Iterator[Finding]:
    """Numbers about victims in the text that lies beside the portal."""
    if any(_tells(paragraph) for paragraph in text.split("\n\n")):
        yield Finding(README, "a number about victims that no packet gives")


def strangers_in(reports: Path) -> list[Finding]:
    """Files of the public folder that belong to no packet, so that no audit reads them."""
    packets = {path.parent for path in reports.glob(PACKETS)}
    return [
        Finding(path.relative_to(reports).as_posix(), "lies in the public folder, and no audit reads it")
        for path in sorted(p for p in reports.rglob("*") if p.is_file())
        if path.relative_to(reports).as_posix() not in BESIDE_PACKETS and not packets & set(path.parents)
    ]


def _rows(root: Any, packets: Highlights) -> Iterator[Finding]:
    """Every row of the tables, and the numbers of each nation."""
    for row in root.iter("tr"):
        cells = [cell for cell in row.iter("td") if cell.get("class") == "number"]
        said = [[cell.text_content(), cell.get("data-sort", "")] for cell in cells]
        yield from _held_against(packets, _folder_of(row), said)
    for nation in root.iter("article"):
        yield from _held_against(
            packets, _folder_of(nation), [[one.text_content()] for one in nation.iter("dd")]
        )


def _held_against(packets: Highlights, folder: str, said: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """The texts of a row, cell by cell in the order of the measures."""
    if not any(_VALUE.search(text) for texts in said for text in texts):
        return
    values = packets.get(folder, {})
    if len(said) != len(values):
        yield Finding(f"{PAGE}, {folder}", "numbers are shown, and not one for each measure of a packet")
        return
    for (measure, value), texts in zip(values.items(), said, strict=True):
        if any(_plain(number) != value for text in texts for number in _VALUE.findall(text)):
            yield Finding(f"{PAGE}, {folder}, {measure}", _OTHER)


def _tiles(root: Any, packets: Highlights) -> Iterator[Finding]:
    """Numbers and shades of the map."""
    for tile in root.find_class("tile"):
        folder = tile.get("href", "").rpartition("/")[0]
        for measure, value in packets.get(folder, {}).items():
            look, _, text = tile.get(f"data-{measure.replace('_', '-')}", "").partition(" ")
            if value is None and look.isdigit():
                yield Finding(
                    f"{PAGE}, tile of {folder}, {measure}", "is shaded, though its number is withheld"
                )
            if any(_plain(number) != value for number in _VALUE.findall(text)):
                yield Finding(f"{PAGE}, tile of {folder}, {measure}", _OTHER)


def _texts(root: Any, packets: Highlights) -> Iterator[Finding]:
    """Every other text about victims."""
    known = {value for values in packets.values() for name, value in values.items() if "victim" in name}
    known |= {float(folder.split("/")[0]) for folder in packets}
    script = " ".join(_SCRIPT.read_text(encoding="utf-8").split())
    for claim in texts_of(root, PAGE):
        if isinstance(claim, Text) and claim.text != script and SPEAKS.search(claim.text):
            text = _FOLDER.sub(lambda at: " " if at[0] in packets else at[0], claim.text)
            numbers = numbers_in(text, "en") + numbers_in(text, "vi")
            if any(number.value not in known for number in numbers):
                yield Finding(claim.place, "a number about victims that no packet gives")


def _tells(text: str) -> bool:
    return bool(SPEAKS.search(text) and (numbers_in(text, "en") or numbers_in(text, "vi")))


def _plain(number: str) -> float:
    """A whole number, however its thousands are set apart."""
    return float(re.sub(r"[.,]", "", number))


def _folder_of(element: Any) -> str:
    """The packet that the first link of an element leads to."""
    links = (link.get("href", "") for link in element.iter("a"))
    return next((href.rpartition("/")[0] for href in links if "/" in href), "")

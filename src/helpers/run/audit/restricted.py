"""Whether a packet with exact figures says so on every page and screen, in every file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.inputs.settings import Bilingual
from helpers.run.audit.claims import Finding
from helpers.run.audit.pages import parsed
from helpers.run.audit.pdf import text_of_pages

NAMED = ("index.html", "report.pdf", "notebook.ipynb", "packet.json")


def unmarked(packet: Path, label: Bilingual) -> list[Finding]:
    """What of a restricted packet does not bear its label, in either language."""
    return list(_unmarked(packet, [re.sub(r"\s+", " ", label[code]) for code in ("en", "vi")]))


def _unmarked(packet: Path, labels: list[str]) -> Iterator[Finding]:
    missing = "does not bear the label of its audience"
    for path in sorted(p for p in packet.rglob("*") if p.is_file()):
        name = path.relative_to(packet).as_posix()
        if name == "index.html":
            marks = parsed(path.read_bytes()).find_class("restricted")
            if not any(label in " ".join(mark.text_content().split()) for mark in marks for label in labels):
                yield Finding(name, missing)
        elif name == "report.pdf":
            for number, text in enumerate(text_of_pages(path.read_bytes()), start=1):
                if not any(label in text for label in labels):
                    yield Finding(f"{name}, page {number}", missing)
        elif name in NAMED:
            if not any(
                label in json.dumps(json.loads(path.read_bytes()), ensure_ascii=False) for label in labels
            ):
                yield Finding(name, missing)
        elif not path.name.startswith("RESTRICTED"):
            yield Finding(name, "does not say RESTRICTED in its name")

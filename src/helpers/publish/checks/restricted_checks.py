"""Whether a packet with exact figures says so: in its page, its notebook, packet.json, and the names of other files.

That every sheet of paper bears the label is Typst's work: report.typ draws it in the foreground of each page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from helpers.inputs.params.settings import Bilingual
from helpers.publish.checks.packet_claims import PacketFinding

PAGES, PAPER = ("index.html", "annex.html"), ("report.pdf", "annex.pdf")
JSON = ("notebook.ipynb", "packet.json")


def unmarked(packet: Path, label: Bilingual) -> list[PacketFinding]:
    """What of a restricted packet does not bear its label, in either language."""
    return list(_unmarked(packet, [re.sub(r"\s+", " ", label[code]) for code in ("en", "vi")]))


def _unmarked(packet: Path, labels: list[str]) -> Iterator[PacketFinding]:
    for path in sorted(p for p in packet.rglob("*") if p.is_file()):
        name = path.relative_to(packet).as_posix()
        if name in PAGES:
            marks = html.document_fromstring(path.read_bytes()).find_class("restricted")
            text = " ".join(" ".join(mark.text_content() for mark in marks).split())
        elif name in JSON:
            text = json.dumps(json.loads(path.read_bytes()), ensure_ascii=False)
        else:
            if name not in PAPER and not path.name.startswith("RESTRICTED"):
                yield PacketFinding(name, "does not say RESTRICTED in its name")
            continue
        if not any(label in text for label in labels):
            yield PacketFinding(name, "does not bear the label of its audience")

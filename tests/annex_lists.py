"""What the exhibits of a packet mark as withheld, and what its annex lists."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.report.exhibit import Exhibit
from helpers.report.exhibit_data import from_data
from helpers.report.front_matter import EXHIBIT
from helpers.report.withheld import marked_in

HEADS = {"en": "Marked [c] in this report", "vi": "Trong báo cáo này, những số liệu sau ghi [c]"}


def exhibits_of(packet: Path) -> Iterator[Exhibit]:
    """Each figure and table of the packet's notebook."""
    notebook = json.loads((packet / "notebook.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(EXHIBIT, {})
            if data.get("kind") in ("figure", "table"):
                made = from_data(data)
                assert isinstance(made, Exhibit)
                yield made


def marked(packet: Path) -> list[str]:
    """The numbers that the exhibits mark, each once."""
    return list(dict.fromkeys(mark for each in exhibits_of(packet) for mark in marked_in(each)))


def listed(packet: Path, language: str) -> list[str]:
    """Those that the annex lists; none where it has no such list."""
    text = html.unescape((packet / "annex.html").read_text(encoding="utf-8"))
    if HEADS[language] not in text:
        return []
    after = text[text.index(HEADS[language]) :]
    lines = re.findall(r"<li>(.*?)</li>", after[: after.index("</ul>")], re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in lines]

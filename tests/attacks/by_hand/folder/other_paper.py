"""A PDF in the place of the report's."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID


def plant(packet: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = SAID
        pdf.save(packet / "report.pdf")

"""What is read aloud."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and "/Alt" in element:
                element["/Alt"] = pikepdf.String(SAID)
                break
        else:
            raise AssertionError("nothing is read aloud")

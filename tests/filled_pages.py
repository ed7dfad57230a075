"""How far the pages of a PDF are filled."""

from __future__ import annotations

import numpy as np
import pypdfium2

FULL = 0.666
"""The part of a page, between its margins, down to which it is filled."""


def filled(pdf: bytes) -> list[float]:
    """Of each page the part, between the margins of report.typ, down to which something stands."""
    found = []
    with pypdfium2.PdfDocument(pdf) as paper:
        for page in paper:
            grey = np.asarray(page.render(scale=0.5).to_pil().convert("L"))
            height = grey.shape[0]
            between = grey[int(height * 26 / 297) : int(height * 275 / 297)]
            rows = np.flatnonzero((between < 235).any(axis=1))
            found.append(float(rows.max()) / len(between) if len(rows) else 0.0)
    return found

"""Runs cells of the standard notebooks as a kernel would, and keeps what they hand over."""

from __future__ import annotations

import ast
import json
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd

from helpers import report
from helpers.privacy.scope import NATION
from helpers.report import current
from helpers.report.frames import OpenedRelease
from helpers.report.words import Words
from projects import ROOT

PLACES = ("province", "first-year", "merged", "nation", "nation-first-year", "nation-merged")
"""The scopes of tests/scopes.py that the two notebooks are for."""
NOTEBOOKS = {
    kind: json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    for kind, name in (("province", "province_report"), ("nation", "national_report"))
}
FRAMES = ("release.data(", "release.coverage", "report.table(", "report.key_results(", "report.main_points(")
"""What a cell names that asks for data or shows what is made of them; drawings apart."""
Rows = list[tuple[str, ...]]


class Printed:
    """What cells of a Release look like in a table."""

    def __init__(self, release: OpenedRelease) -> None:
        self.release, self.words = release, Words(release)
        self.years = release.scope.years[-5:]
        self.two = release.scope.years[-2:]
        province = release.scope.province
        self.places = [release.scope.place, *([release.region.slug, NATION] if province else [])]

    def row(self, name: str, *asked: dict[str, Any]) -> tuple[str, ...]:
        return tuple(self.words.cell(self.release.cell(name, **each), name) for each in asked)

    def by_year(self, name: str, **asked: Any) -> tuple[str, ...]:
        return self.row(name, *({"period": year, **asked} for year in self.years))

    def by_place_and_year(self, places: list[str], **asked: Any) -> list[dict[str, Any]]:
        return [{"place": place, "period": year, **asked} for place in places for year in self.two]


def run_cells(release: OpenedRelease, *, figures: bool = False) -> dict[str, Any]:
    """Run the cells of the report's notebook that ask for data or show them; cell -> what it ends with."""
    current.set_opened(release)
    names = {"release": release, "report": report, "pd": pd, "plt": plt, "year": release.scope.year}
    names |= {"language": release.language, "province": release.scope.province}
    shown = {}
    for cell in NOTEBOOKS[release.scope.kind]["cells"]:
        source = "".join(cell["source"])
        draws, asks = "report.figure(" in source, any(each in source for each in FRAMES)
        if cell["cell_type"] != "code" or not (figures if draws else asks or "= " in source):
            continue
        if cell["id"] in ("parameters", "setup"):
            continue
        body = ast.parse(source).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), cell["id"], "exec"), names)
        if isinstance(last, ast.Expr):
            shown[cell["id"]] = eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
    return shown

"""One small executed notebook with everything that a report can hold, in either language."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.report.data_table import Row, TextColumn, TextTable
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import KeyResult, KeyResults, MainPoints, Notice, Prose

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="482pt" height="60pt" viewBox="0 0 482 60"><rect id="bar" '
    'width="300" height="20" fill="#0B69A3"/><text y="50" font-family="Source Sans Pro" font-size="9">Lạng Sơn</text>'
    "</svg>"
)
NASTY = r'100% of "x" | $5_a_ * #b <c> @d [e] \f ~g `h` Vũng Tàu'
COLUMNS = (TextColumn("Place", "left"), TextColumn("Sessions"), TextColumn("2023", unit="people"))


def shown(thing: Any, source: str = "show") -> nbformat.NotebookNode:
    bundle = thing._repr_mimebundle_()
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return new_code_cell(source, outputs=[new_output("execute_result", data, metadata=metadata)])


def both(en: str, vi: str) -> list[nbformat.NotebookNode]:
    texts = {"en": en, "vi": vi}
    return [new_markdown_cell(text, metadata={"tags": [language]}) for language, text in texts.items()]


def figure(number: int, language: str, title: str = "Sessions rose") -> Exhibit:
    return Exhibit("figure", f"fig-{number}", title, "by month, 2023", f"Bar chart {number} where sessions rose",
                   "provincial returns.", "", language, SVG,
                   TextTable(COLUMNS, (Row(("May", "7", "71")),)))  # fmt: skip


def outreach(number: int, language: str, rows: int = 3) -> Exhibit:
    body = tuple(Row((f"Province {row}", "1", "[c]")) for row in range(rows))
    return Exhibit("table", f"tbl-{number}", "Sessions by province", "2023", "", "returns.", "", language,
                   table=TextTable(COLUMNS, (*body, Row(("Total", "1", "2"), strong=True))))  # fmt: skip


def report(language: str = "en", **metadata: Any) -> nbformat.NotebookNode:
    title = {"en": "Border Guard activity", "vi": "Hoạt động của Bộ đội Biên phòng"}[language]
    cells = [
        *both("# Heading of the notebook", "# Tiêu đề sổ tay"),
        new_code_cell("secret_code = 1", metadata={"tags": ["parameters"]}),
        shown(
            Notice({"en": "Demonstration data.", "vi": "Số liệu minh họa."}[language], "Synthetic returns.")
        ),
        *both("## Key results", "## Kết quả chính"),
        shown(KeyResults([KeyResult("612", "sessions", "up 18%"), KeyResult("[c]", "victims")])),
        shown(MainPoints(["Sessions peaked in May.", NASTY])),
        *both(
            "## What was done?\n\nSee @fig-1 and @tbl-1.[^a]\n\n[^a]: A footnote.",
            "## Đã làm gì?\n\nXem @fig-1 và @tbl-1.",
        ),
        shown(figure(1, language)),
        shown(figure(2, language, NASTY)),
        shown(outreach(1, language)),
        shown(outreach(2, language, rows=70)),
        *both(
            "### Method\n\n::: {.callout-note}\nCounts of 1 to 4 are hidden.\n:::",
            "### Phương pháp\n\n::: {.callout-note}\nẨn.\n:::",
        ),
        shown(Prose("A **computed** sentence.")),
    ]
    given = {"kind": "province", "title": title, "place": "lang-son", "place_name": "Lạng Sơn", "year": 2023,
             "language": language, "published_date": "2024-03-31", "demonstration": True,
             "publisher": "Border Guard Command", **metadata}  # fmt: skip
    return new_notebook(cells=cells, metadata={"report": given})

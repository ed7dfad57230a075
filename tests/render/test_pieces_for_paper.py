"""Exhibits write their own Typst; pandoc and the filter make the same of the Markdown that Word and Quarto get."""

import re

import nbformat
from nbformat.v4 import new_notebook
from sample_report import NASTY, SVG, figure, shown

from helpers.render.document_metadata import read_document
from helpers.render.render_pdf import typst_source
from helpers.report.data_table import Row, TextColumn, TextTable
from helpers.report.exhibit import Exhibit, Origin
from helpers.report.front_matter import KeyResult, KeyResults
from helpers.report.paper import TYPST

ORIGINS = (Origin("from-sessions", "Sessions"), Origin("from-leaflets", NASTY))
TABLE = TextTable(
    (TextColumn("Place", "left"), TextColumn("Sessions"), TextColumn("2023", unit="people")),
    (
        Row(("Before", "", ""), span=False, strong=True),
        Row((NASTY,), span=True),
        Row(("An  indented\u2009row ", "1,234.5", "[c]"), indent=1),
        Row(("All", "\u22127", ""), strong=True),
    ),
)


def pieces() -> list:
    table = Exhibit(
        "table", "tbl-a", NASTY, NASTY, "", "returns.", "A note: [c].", "en", None, TABLE, ORIGINS
    )
    one_row = TextTable(TABLE.columns[:1], (Row(("only",)),))
    return [
        KeyResults([KeyResult("7", NASTY, "up"), KeyResult("[c]", "victims")]),
        figure(1, "en", NASTY),
        Exhibit("figure", "fig-b", "Rose", "", f'Chart of "{NASTY}"', "returns.", "", "vi", SVG, None, ORIGINS),
        table,
        Exhibit("table", "tbl-c", "One row", "", "", "", "", "vi", None, one_row),
    ]  # fmt: skip


def source(notebook: nbformat.NotebookNode) -> str:
    """The document's body; without spaces between strings, without names of drawings, strings in one piece."""
    body = (
        typst_source(notebook, read_document(notebook)).rpartition("#show: report.with")[2].partition("\n")[2]
    )
    body = re.sub(r"#let drawing = (svg-\d+)\n(.*?)image\(drawing,", r"\2image(\1,", body, flags=re.DOTALL)
    tokens = re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"]+', body)
    return "".join(tokens).replace('"+"', "").replace(",)", ")")


def test_pieces_for_paper_are_what_pandoc_makes_of_their_markdown():
    cells = [shown(piece) for piece in pieces()]
    direct = source(new_notebook(cells=cells))
    for cell in cells:
        del cell["outputs"][0]["data"][TYPST]
    by_pandoc = source(new_notebook(cells=cells))
    assert "#exhibit(" in direct
    assert re.sub(r'"\+"', "", direct) == by_pandoc

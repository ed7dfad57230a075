import json
import subprocess

import lxml.html
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.report.data_table import Row, TextColumn, TextTable, table

COLUMNS = (TextColumn("", "left"), TextColumn("Q1"), TextColumn("2023", unit="people"))


@pytest.fixture
def quarters() -> TextTable:
    rows = (
        Row(("People reached", "3,310", "17,940")),
        Row(("of whom women", "1,622", "8,814"), indent=1),
        Row(("Victims assisted", "[c]", "14")),
        Row(("Total", "4", "5"), strong=True),
    )
    return TextTable(COLUMNS, rows)


def parse(markdown: str) -> list:
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=json"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)["blocks"]


def cell_texts(block: dict) -> list[list[str]]:
    def text(node) -> str:
        if isinstance(node, dict):
            return {"Str": node.get("c"), "Space": " "}.get(node["t"]) or text(node.get("c", []))
        return "".join(text(child) for child in node) if isinstance(node, list) else ""

    return [[text(cell[4]) for cell in row[1]] for row in block["c"][4][0][3]]


def test_each_row_and_column_has_a_header_cell_with_scope(quarters):
    page = lxml.html.fromstring(quarters.to_html())
    assert [cell.text_content() for cell in page.xpath("//th[@scope='col']")] == ["Q1", "2023 (people)"]
    assert page.xpath("//th[@scope='row']/text()")[:2] == ["People reached", "of whom women"]


def test_an_empty_head_cell_is_no_header(quarters):
    assert lxml.html.fromstring(quarters.to_html()).xpath("count(//thead//td)") == 1


def test_a_head_covers_the_rows_below_that_have_none():
    rows = [
        ("", "0"),
        ("Officers trained", "10"),
        ("", "12"),
        ("", "13"),
        ("Kits", "1"),
        Row(("Result 2",), span=True),
        ("", "4"),
    ]
    page = lxml.html.fromstring(
        table([TextColumn("Indicator"), TextColumn("2023")], rows, language="en").to_html()
    )
    heads = [(cell.text, cell.get("rowspan")) for cell in page.xpath("//th[@scope='row']")]
    assert heads == [("Officers trained", "3"), ("Kits", None)]
    assert [len(row) for row in page.xpath("//tbody/tr")] == [2, 2, 1, 1, 2, 1, 2]


def test_a_symbol_tells_its_meaning(quarters):
    assert "confidential" in lxml.html.fromstring(quarters.to_html()).xpath("//abbr/@title")[0]
    vietnamese = TextTable(quarters.columns, quarters.rows, "vi")
    assert "không công bố" in lxml.html.fromstring(vietnamese.to_html()).xpath("//abbr/@title")[0]


def test_markdown_keeps_alignment_indent_total_caption_and_id(quarters):
    (block,) = parse(quarters.to_markdown(caption="**Outreach**", identifier="tbl-outreach"))
    attributes, caption, columns = block["c"][:3]
    assert attributes[0] == "tbl-outreach"
    assert caption[1][0]["c"][0]["t"] == "Strong"
    assert [column[0]["t"] for column in columns] == ["AlignLeft", "AlignRight", "AlignRight"]
    rows = cell_texts(block)
    assert rows[1][0] == "\u2003of whom women"
    assert rows[2][1] == "[c]"
    assert '"Strong"' in json.dumps(block["c"][4][0][3][3])


def test_markdown_always_carries_column_widths(quarters):
    (block,) = parse(quarters.to_markdown())
    assert sum(column[1]["c"] for column in block["c"][2]) == pytest.approx(1, abs=0.02)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("|*_<#$@\\\"'-:. 1aắ", min_size=1, max_size=12).map(lambda t: " ".join(t.split())), min_size=3,
                max_size=3))  # fmt: skip
def test_any_cell_reads_back_as_itself(cells):
    (block,) = parse(TextTable(COLUMNS, (Row(tuple(cells)), Row(("a", "b", "c")))).to_markdown())
    assert cell_texts(block)[0] == cells


def test_columns_of_numbers_of_like_size_are_equally_wide(quarters):
    first, *numbers = quarters.weights()
    assert len(set(numbers)) == 1
    assert first > numbers[0]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="row 2 has 1 cells, the table 3 columns"):
        TextTable(COLUMNS, (Row(("a", "b", "c")), Row(("a",))))


def test_plain_rows_may_be_sequences():
    assert table(COLUMNS, [["a", "1", "2"]], language="vi").rows == (Row(("a", "1", "2")),)


def test_column_on_paper_holds_its_longest_word_beside_a_long_text() -> None:
    columns = [
        TextColumn("Indicator", "left"),
        TextColumn("Achieved"),
        TextColumn("Status", "left"),
        TextColumn("Explanation", "left"),
    ]
    long = "word " * 60
    found = table(columns, [("Officers", "91,5\u00a0%", "behind", long)], language="en").weights()
    line = 105.0
    assert found[1] * line >= len("Achieved")
    assert found[2] * line >= len("behind") + 1.9


def test_no_break_space_does_not_let_a_number_break() -> None:
    columns = [TextColumn("A", "left"), TextColumn("B"), TextColumn("C", "left"), TextColumn("D", "left")]
    long = "word " * 60
    narrow, whole = (
        table(columns, [("x", text, long, long)], language="en").weights()
        for text in ("1 234 567", "1\u00a0234\u00a0567")
    )
    assert whole[1] > narrow[1]


def test_names_stand_on_one_line_of_paper_where_there_is_room() -> None:
    name = "Officers meeting the standard after it"
    columns = [TextColumn("Indicator", "left"), TextColumn("Achieved"), TextColumn("Status", "left")]
    found = table(columns, [(name, "12", "behind")], language="en").weights()
    others = [TextColumn(f"Achieved in {year}") for year in range(3)] + [TextColumn("Explanation", "left")]
    crowded = table([columns[0], *others], [(name, *"123", "word " * 60)], language="en").weights()
    assert found[0] * 105 > len(name) > crowded[0] * 105


def test_only_a_crowded_table_holds_its_texts_wide_on_a_small_screen() -> None:
    def wide(columns: list[TextColumn], row: tuple[str, ...]) -> list[bool]:
        page = lxml.html.fromstring(table(columns, [row], language="en").to_html())
        return ["wide" in head.get("class").split() for head in page.xpath("//thead//th")]

    name, text = "Officers meeting the standard", "word " * 20
    numbers = [TextColumn("2022"), TextColumn("2023")]
    crowded = [TextColumn("Indicator", "left"), *numbers, TextColumn("Why", "left")]
    assert wide(crowded, (name, "1", "2", text)) == [True, False, False, True]
    assert wide(crowded, ("Total", "1", "2", "–")) == [False] * 4
    assert wide(crowded[:3], (name, "1", "2")) == [False] * 3

"""Where pages end on paper: pages are full, and a heading stands on the page of its first exhibit."""

from __future__ import annotations

import io
import random
import re

import pypdfium2
import pytest

from filled_pages import FULL, filled
from helpers.render.pandoc import asset
from helpers.render.render_pdf import compiler, typst_tokens
from helpers.report.paper import string

SENTENCE = (
    "Stations hold sessions on the law and on the tricks of traffickers, and hand out leaflets to all. " * 2
)
PAGE = 297 - 26 - 24
"""Millimetres between the margins."""


def figures(number: int, height: int) -> str:
    drawn = f"block(height: {height}mm, stroke: 1pt, width: 100%)"
    one, other = (
        f'#exhibit("figure", "fig-{number}{side}", half: true, title: "Seen", {drawn})' for side in "ab"
    )
    return f"#side-by-side[\n{one}\n][\n{other}\n]"


def table(number: int, rows: int) -> str:
    body = ", ".join(f'("Row {row}", "1", "2")' for row in range(rows))
    return (
        f'#exhibit("table", "tbl-{number}", title: "Counted", legend: "Source: returns.",\n'
        f'(columns: (2fr, 1fr, 1fr), align: (left, right, right), head: ("Place", "A", "B"), rows: ({body},)))'
    )


def compiled(body: str) -> bytes:
    frame = f"#show: report.with(title: {string('A report')}, place: {string('Somewhere, 2023')})"
    source = "\n".join([typst_tokens(), asset("report.typ"), frame, body])
    return bytes(compiler().compile(source.encode(), format="pdf"))


def sections(seed: int) -> str:
    """A first page, then nine sections: some with figures and a table, some with a table, some with a long one."""
    chance = random.Random(seed)
    made = ["= Key results\n" + SENTENCE * 4, "#pagebreak()"]
    for number in range(9):
        kind = chance.choice(["both", "both", "figures", "table", "table"])
        made.append(f"= Heading {number} of all\n{SENTENCE}")
        if kind in ("both", "figures"):
            made.append(figures(number, chance.randint(38, 62)))
        if kind in ("both", "table"):
            made.append(table(number, chance.randint(3, 11)))
    return "\n\n".join([*made, "= About this report\n" + SENTENCE * 3])


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


@pytest.mark.parametrize("seed", range(8))
def test_pages_are_full_and_headings_stand_with_their_first_exhibit(seed: int) -> None:
    pdf = compiled(sections(seed))
    _first, *pages, _last = filled(pdf)
    assert min(pages) >= FULL, [round(each, 2) for each in pages]
    for page in texts(pdf)[1:]:
        for heading in re.finditer(r"Heading \d of all", page):
            assert re.search(r"(Figure|Table) \d", page[heading.end() :]), page


@pytest.mark.parametrize(("sentences", "has_room"), [(4, True), (24, False)])
def test_section_on_the_report_itself_stands_on_the_first_page_where_it_has_room(
    sentences: int, has_room: bool
) -> None:
    """Above the contents, which name it, too; else it ends the report."""
    about = f"= About this report <about-this-report>\n{SENTENCE * 3}"
    for seed in range(6):
        chance = random.Random(seed)
        made = ["= Key results\n" + SENTENCE * sentences, "#pagebreak()"]
        for number in range(5):
            made += [f"= Heading {number} of all\n{SENTENCE}", figures(number, chance.randint(60, 80))]
            made += [table(number, chance.randint(8, 11))] * chance.randint(0, 1)
        pages = texts(compiled("\n\n".join([*made, about])))
        assert all(re.search(r"(Figure|Table) \d", page) for page in pages[1:-1])
        assert pages[0].count("About this report") == 1 + has_room
        assert ("About this report" in pages[-1]) != has_room


@pytest.mark.parametrize("sentences", [9, 10, 12])
def test_last_page_of_a_few_lines_takes_its_whole_section(sentences: int) -> None:
    body = f"= Results\n{SENTENCE}\n\n#pagebreak()\n\n= First\n{SENTENCE}\n\n{figures(1, 150)}"
    pdf = compiled(f"{body}\n\n= Last words\n{SENTENCE * sentences}")
    assert "Last words" in texts(pdf)[-1]
    assert filled(pdf)[-2] >= FULL
    assert filled(pdf)[-1] > 0.25


@pytest.mark.parametrize("height", [60, 125, 160])
def test_exhibits_keep_their_order_whatever_room_pages_have(height: int) -> None:
    """What one language has room for, another may not: the order of a report is the same in both."""
    before = (
        f"= Results\n{SENTENCE}\n\n#pagebreak()\n\n= First\n{SENTENCE}\n\n{table(0, 5)}\n\n{table(3, 10)}"
    )
    after = f"= Second\n{SENTENCE}\n\n{figures(1, height)}\n\n{table(1, 7)}\n\n= Third\n{SENTENCE}\n\n{table(2, 5)}"
    told = " ".join(texts(compiled(f"{before}\n\n{after}")))
    order = [told.rindex("Second"), told.index("Figure 1"), told.index("Table 3"), told.rindex("Third")]
    assert order == sorted(order)


@pytest.mark.parametrize("height", [140, 200, 220, 225])
@pytest.mark.parametrize("rows", [6, 12])
def test_high_figure_stands_after_its_heading_and_before_later_figures(height: int, rows: int) -> None:
    where = f"= Where\n{SENTENCE}\n\n{figures(1, height)}\n\n{table(1, rows)}"
    after = (
        f"= Later\n{SENTENCE}\n\n{figures(2, 50)}\n\n{table(2, 5)}\n\n= Last\n{SENTENCE}\n\n{figures(3, 50)}"
    )
    told = " ".join(texts(compiled(f"= Results\n{SENTENCE}\n\n#pagebreak()\n\n{where}\n\n{after}")))
    assert told.rindex("Where") < told.index("Figure 1")
    found = re.findall(r"Figure (\d)", told)
    assert found == sorted(found)


def test_long_table_runs_over_pages_and_what_is_higher_than_a_page_does_not_stop_the_report() -> None:
    body = f"= First\n{SENTENCE}\n\n{table(0, 90)}\n\n= Second\n{SENTENCE}\n\n{figures(1, PAGE - 60)}\n\n= Last\nWords."
    pages = texts(compiled(body))
    assert "Row 0" in pages[0]
    assert sum("Place" in page for page in pages) >= 2  # the head is repeated
    assert any("Last" in page for page in pages)


@pytest.mark.parametrize("count", [5, 6])
def test_both_columns_of_the_contents_begin_in_one_row(count: int) -> None:
    body = "\n\n".join(f"= Heading {number} of all\n{SENTENCE}" for number in range(count))
    with pypdfium2.PdfDocument(io.BytesIO(compiled(body))) as paper:
        words = paper[0].get_textpage()
        contents = words.get_text_range().index("Contents")
        tops = []
        for number in (0, (count + 1) // 2):
            search = words.search(f"Heading {number} of all", index=contents)
            start, length = search.get_next()
            tops.append(max(words.get_charbox(at)[3] for at in range(start, start + length)))
    assert tops[0] == pytest.approx(tops[1], abs=0.5)


@pytest.mark.parametrize(("columns", "is_parted"), [(3, False), (7, True)])
def test_table_of_many_columns_may_run_over_pages_sooner(columns: int, is_parted: bool) -> None:
    """Its rows are high; whole, it would leave the page before it half empty."""
    row = ", ".join(['"1"'] * columns)
    body = f"rows: (({row}),) * 12, head: ({row}), columns: (1fr,) * {columns}, align: (left,) * {columns}"
    wide = f'#exhibit("table", "tbl-1", title: "Counted", legend: "Source: returns.", ({body}))'
    made = f"= Results\n{SENTENCE}\n\n#pagebreak()\n\n= First\n{SENTENCE}\n\n{figures(1, 165)}"
    pages = texts(compiled(f"{made}\n\n= Second\n{SENTENCE}\n\n{wide}\n\n= Last\n{SENTENCE * 20}"))
    assert sum("Table 1" in page for page in pages) == 1
    (first,) = (page for page in pages if "Table 1" in page)
    assert ("Source: returns" not in first) == is_parted


@pytest.mark.parametrize("height", [120, 123, 126])
def test_note_of_a_long_table_stands_with_some_of_its_rows(height: int) -> None:
    first = f"= Results\n{SENTENCE}\n\n#pagebreak()\n\n= First\n{SENTENCE}\n\n{figures(1, height)}"
    second = f"= Second\n{SENTENCE}\n\n{table(1, 16)}\n\n= Last words\n{SENTENCE * 6}"
    (page,) = (each for each in texts(compiled(f"{first}\n\n{second}")) if "Source: returns" in each)
    assert page.count("Row ") >= 2


def test_report_without_a_section_is_whole() -> None:
    assert "Only words" in texts(compiled("Only words."))[0]


def _about_of_few_sections(exhibits: int) -> list[str]:
    """The pages of a report without contents whose first page would have room for its section on itself."""
    made = [f"= How did it go?\n{SENTENCE}", *(figures(number, 120) for number in range(exhibits))]
    about = f"= About this report <about-this-report>\n{SENTENCE * 3}"
    return texts(compiled("\n\n".join([*made, about])))


def test_section_on_the_report_itself_stands_between_no_two_exhibits_where_no_contents_end_the_page() -> None:
    pages = _about_of_few_sections(3)
    assert len(pages) > 1
    assert ["About this report" in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_section_on_the_report_itself_takes_no_page_of_its_own_beside_a_first_one_with_room() -> None:
    pages = _about_of_few_sections(2)
    assert all("Seen" in page for page in pages)

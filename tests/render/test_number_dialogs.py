"""Numbers of a page that open: what the page holds of them is what the packet's data say."""

from __future__ import annotations

import csv
import json
import random
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lxml import html

from helpers.paths import Project
from helpers.render.document_metadata import read_document
from helpers.render.number_dialogs import with_number_dialogs
from helpers.render.pandoc import asset
from helpers.report.annex import Origins

MOST_BYTES = 60_000
"""That numbers that open may add to a page."""
_PARTS = ("indicators", "places", "periods", "groups")


def page_of(project: Project, language: str, place: str, name: str = "index.html") -> str:
    return (project.reports / "2023" / language / place / name).read_text(encoding="utf-8")


def told_in(page: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(html.fromstring(page).xpath("//script[@id='numbers']")[0].text)
    return told


def cells_of(told: dict[str, Any]) -> list[tuple[str, ...]]:
    """The key and value of each cell that a page holds."""
    found = []
    for line in told["cells"].split(";"):
        *keys, value = line.split(",")
        indicator, place, period, group = (
            told[part][int(key, 36)] for part, key in zip(_PARTS, keys, strict=True)
        )
        found.append((indicator[0], place[0], period[0], group[0], group[1], value))
    return found


def rows_of(folder: Path) -> dict[tuple[str, ...], str]:
    """The rows of a packet's data: key -> value, or mark."""
    rows = {}
    for path in (folder / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if "breakdown" in (reader.fieldnames or ()):
                for row in reader:
                    key = tuple(
                        row[name] for name in ("indicator", "place", "period", "breakdown", "category")
                    )
                    rows[key] = row["value"] if row["status"] == "shown" else row["status"]
    return rows


def test_number_names_a_cell_that_it_is_computed_from_twice_once() -> None:
    share, takers = (
        "posttest_meeting_pct|viet-nam|2024|total|all|90.9",
        "posttest_takers|viet-nam|2024|total|all|176",
    )
    origins = Origins((), labels=(("label posttest_takers", "Tests"),))
    output = nbformat.v4.new_output("display_data", data=origins._repr_mimebundle_())
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])
    page = f'<td data-cells="{share};{takers};{takers}">94%</td></body>'
    document = read_document(notebook)
    assert '<td data-n="0 1">' in with_number_dialogs(page, notebook, document)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("place", ["lang-son", "viet-nam"])
def test_random_numbers_are_rows_of_the_data_set(built: Project, language: str, place: str) -> None:
    page = page_of(built, language, place)
    told, rows = told_in(page), rows_of(built.reports / "2023" / language / place)
    cells = cells_of(told)
    numbers = html.fromstring(page).xpath("//*[@data-n]")
    assert len(numbers) > 200
    for number in random.Random(place).sample(numbers, 200):
        keys = number.get("data-n").split()
        for *key, value in (cells[int(each, 36)] for each in keys):
            assert rows[tuple(key)] == value
        text = number.text_content().strip()
        if len(keys) == 1 and re.fullmatch(r"\d[\d.,]*", text) and number.tag == "td":  # a cell's own number
            mark = told["decimal"]
            plain = text.replace("," if mark == "." else ".", "").replace(mark, ".")
            decimals = len(plain.partition(".")[2])
            assert float(plain) == pytest.approx(
                float(cells[int(keys[0], 36)][-1]), abs=0.50001 * 10**-decimals
            )


@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_number_says_all_that_it_must(built: Project, language: str) -> None:
    told = told_in(page_of(built, language, "lang-son"))
    for name, label, entry, table, files, *said in told["indicators"]:
        assert all((name, label, table, *(told["texts"][each] for each in said))), name
        assert len(said) == len(["definition", "source", "rows", "revision"])
        assert f'id="{entry}"' in page_of(built, language, "lang-son", "annex.html")
        assert all(re.fullmatch(r".+ ([0-9a-f]{12}|\[c\])", file) for file in files.values()), name
    assert re.search(r"[0-9a-f]{12}\.$", told["cite"])
    assert all(label != code for code, label in told["places"])
    assert all(label for breakdown, _, label in told["groups"] if breakdown != "total")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_numbers_add_at_most_60_kb_to_the_largest_page(built: Project, language: str) -> None:
    page = page_of(built, language, "viet-nam")
    parts = (
        r'<script type="application/json" id="numbers">.*?</script>',
        re.escape(f"<script>{asset('numbers.js')}</script>"),
        r' data-n="[^"]*"',
        r'<a class="number"[^>]*>',
    )
    added = re.findall("|".join(parts), page, re.DOTALL)
    assert len("".join(added).encode()) < MOST_BYTES


def test_without_script_numbers_lead_to_the_annex(built: Project) -> None:
    page, annex = (
        html.fromstring(page_of(built, "en", "lang-son", name)) for name in ("index.html", "annex.html")
    )
    links = page.xpath("//a[@class='number']/@href")
    assert len(links) > 50
    known = set(annex.xpath("//section[@class='origin']/@id"))
    assert {link.removeprefix("annex.html#") for link in links} <= known
    for cell in page.xpath("//table[@class='data']//td[@data-n]"):
        heads = cell.xpath("ancestor::table//a[@class='origin-link']")
        assert heads, html.tostring(cell)


def test_no_cell_stays_in_its_long_form_and_no_number_is_lost_in_what_is_passed_on(built: Project) -> None:
    for language in ("en", "vi"):
        for name in ("index.html", "annex.html"):
            page = page_of(built, language, "lang-son", name)
            assert "data-cells" not in page
            assert "from-number-" not in page
            assert not re.search("[\U000f0000-\U000fffff\uf8ff]", page)


def test_script_asks_for_nothing_and_keeps_nothing() -> None:
    script = asset("numbers.js")
    forbidden = r"fetch|XMLHttp|WebSocket|[sS]torage|indexedDB|cookie|eval|[iI]nnerHTML|AdjacentHTML|import\b|\.onclick"
    assert not re.search(forbidden, script)


def test_a_restricted_report_has_no_dialogs(built: Project) -> None:
    from helpers.render.document_metadata import read_document
    from helpers.render.number_dialogs import with_number_dialogs

    notebook = json.loads(
        (built.reports / "2023" / "en" / "lang-son" / "notebook.ipynb").read_text(encoding="utf-8")
    )
    notebook["metadata"]["report"]["restricted"] = "RESTRICTED: for partners"
    page = '<td data-cells="sessions|lang-son|2023|total|all|691">691</td></body>'
    assert with_number_dialogs(page, notebook, read_document(notebook)) == "<td>691</td></body>"

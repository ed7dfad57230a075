"""The notice of a correction and its table, as they are put into an executed notebook."""

from __future__ import annotations

import json
from datetime import date

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers.inputs.params.corrections import Correction, Edition
from helpers.inputs.params.settings import Bilingual, Language
from helpers.privacy.release import Cell
from helpers.publish.corrected_figures import CorrectedFigure
from helpers.publish.correction_notice import MOST_ROWS, TABLE, add_correction, corrected_table
from helpers.publish.unsourced_numbers import left_over
from helpers.render.shown_outputs import take_exhibits
from small_release import REGION, small_release

WRONG = Bilingual(en="Sessions of *one* station.", vi="Số buổi của một đồn.")
REPORT = "2023/en/lang-son"


def figure(
    indicator: str, place: str, period: str, before: float, after: float, by: str = "total.all"
) -> CorrectedFigure:
    breakdown, category = by.split(".")
    key = (indicator, place, period, breakdown, category)
    return CorrectedFigure(key, Cell(before, "shown"), Cell(after, "shown"))


FIGURES = [
    figure("sessions", "viet-nam", "2023", 30000, 29999),
    figure("sessions", "lang-son", "2023-05", 22, 21),
    figure("sessions", "lang-son", "2023-Q2", 91, 90),
    figure("sessions", "lang-son", "2023", 1234, 1233),
    figure("victims_assisted", "lang-son", "2023", 8765, 4321),
    figure("victims_assisted", REGION, "2023", 7654, 3210, "sex.female"),
]  # fmt: skip


def edition(*days: str) -> Edition:
    made = [
        Correction(corrected=date.fromisoformat(day), wrong=WRONG, before={REPORT: "a" * 64}) for day in days
    ]
    return Edition(REPORT, tuple(made))


def added(language: Language, figures: list[CorrectedFigure], *days: str) -> list[nbformat.NotebookNode]:
    cells = [new_markdown_cell("# Title"), new_markdown_cell("## Key results"), new_markdown_cell("Some.")]
    annex = new_markdown_cell("## Method", metadata={"tags": ["annex"]})
    made = add_correction(
        new_notebook(cells=[*cells, annex]),
        small_release(language),
        edition(*days),
        [FIGURES[:1]] * (len(days) - 1) + [figures],
    )
    take_exhibits(made)
    found: list[nbformat.NotebookNode] = made.cells
    return found


def test_notice_stands_before_the_first_section_and_the_figures_before_the_annex() -> None:
    cells = added("en", FIGURES, "2024-06-12")
    assert [cell.id for cell in cells if cell.id.startswith(("correct", "tbl"))] == [
        "correction", "corrected-figures", TABLE,
    ]  # fmt: skip
    assert cells[1].id == "correction" and cells[-1].source == "## Method"
    notice = cells[1].source
    assert "Corrected on 12 June 2024: edition 2" in notice and "since 31 March 2024" in notice
    assert r"Sessions of \*one\* station\." in notice and "(#corrected-figures)" in notice


def test_notice_is_in_the_language_of_the_report() -> None:
    text = "\n".join(cell.source for cell in added("vi", FIGURES, "2024-06-12"))
    assert "Đính chính ngày 12/06/2024: bản công bố lần 2" in text and "Số buổi của một đồn" in text
    assert "Sessions" not in text and "edition" not in text


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_number_of_people_or_cases_is_in_what_is_added(language: Language) -> None:
    told = json.dumps(added(language, FIGURES, "2024-06-12"), ensure_ascii=False)
    for number in (
        "8765",
        "8,765",
        "8.765",
        "4321",
        "4,321",
        "4.321",
        "7654",
        "7,654",
        "3210",
        "victims_assisted",
    ):
        assert number not in told
    said = {"en": "Some figures of people or cases", "vi": "Một số số liệu về con người hoặc vụ việc"}[
        language
    ]
    assert said in told


def test_people_are_not_spoken_of_where_none_of_their_figures_changed() -> None:
    text = "\n".join(cell.source for cell in added("en", FIGURES[:4], "2024-06-12"))
    assert "people or cases" not in text


def test_correction_of_people_alone_has_no_table() -> None:
    cells = added("en", FIGURES[4:], "2024-06-12")
    assert [cell.id for cell in cells if cell.cell_type == "code"] == []
    assert "Some figures of people or cases" in "\n".join(cell.source for cell in cells)


def test_totals_of_the_own_place_come_first() -> None:
    made = corrected_table(small_release(), FIGURES)
    assert made and made.table
    assert [row.cells[1:] for row in made.table.rows] == [
        ("Lang Son, 2023", "1,234", "1,233"),
        ("Lang Son, Q2 2023", "91", "90"),
        ("Lang Son, May 2023", "22", "21"),
        ("Viet Nam, 2023", "30,000", "29,999"),
    ]


def test_long_list_is_whole_in_its_file() -> None:
    figures = [figure("sessions", "lang-son", f"2023-{month:02d}", 10, month) for month in range(11, 13)]
    figures += [figure("leaflets", "lang-son", f"2023-{month:02d}", 900, month) for month in range(1, 13)]
    figures += [figure("participants", "lang-son", f"2023-{month:02d}", 900, month) for month in range(1, 13)]
    made = corrected_table(small_release(), figures)
    assert made and made.table and made.values
    assert (len(made.table.rows), len(made.values.rows)) == (MOST_ROWS, 26)
    assert made.note.startswith("The 20 first of 26 corrected figures") and not left_over(made.note)


def test_each_earlier_correction_has_its_own_table_below_the_newest() -> None:
    cells = added("en", FIGURES[1:2], "2024-06-12", "2024-08-01", "2024-09-02")
    ids = [cell.id for cell in cells if cell.id.startswith(("corrected", "tbl"))]
    assert ids == [
        "corrected-figures", TABLE,
        "corrected-figures-3", f"{TABLE}-edition-3",
        "corrected-figures-2", f"{TABLE}-edition-2",
    ]  # fmt: skip
    told = {cell.id: cell.source for cell in cells}
    assert "edition 4 of 2 September 2024" in told["corrected-figures"]
    assert told["corrected-figures-2"].startswith("### Corrected on 12 June 2024: edition 2")
    made = corrected_table(small_release(), FIGURES[:1], 2)
    assert made and made.values and made.values.columns[3:] == ("Edition 1", "Edition 2")
    assert made.values.rows[0][3:] == (30000, 29999)


@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [
        ("en", "More on this correction: “About this correction”", "before and after"),
        ("vi", "Xem thêm: mục “Về nội dung đính chính”", "trước và sau"),
    ],
)
def test_correction_of_people_alone_promises_no_numbers(language: Language, said: str, unsaid: str) -> None:
    cells = added(language, FIGURES[4:], "2024-06-12")
    notice = next(cell.source for cell in cells if cell.id == "correction")
    assert said in notice and unsaid not in notice
    section = next(cell.source for cell in cells if cell.id == "corrected-figures")
    assert "Corrected figures" not in section and "Số liệu đính chính" not in section

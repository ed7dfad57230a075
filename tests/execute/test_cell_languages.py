"""A tag says which language a cell belongs to; what is nearly such a tag is named, and other tags mean nothing here."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.execute.cell_languages import (
    belongs_to,
    fault_of,
    language_of,
    language_of_report,
)


def cell(*tags: str, source: str = "text") -> Any:
    return new_markdown_cell(source, metadata={"tags": [*tags]})


def test_a_cell_belongs_to_the_language_of_its_tag_or_to_both() -> None:
    assert [language_of(each) for each in (cell("en"), cell("x", "vi"), cell(), new_code_cell("x"))] == [
        "en", "vi", None, None,
    ]  # fmt: skip
    assert [belongs_to(cell("en"), language) for language in ("en", "vi", None)] == [True, False, True]
    assert belongs_to(cell("parameters"), "vi")


@pytest.mark.parametrize(
    "tag",
    ["EN", "En", "VI", "fr", "km", "vn", "en-GB", "vi_VN", "en-us", "fr-FR", "lang=en", "lang:vi", "English", "english",
     "Vietnamese", "Tiếng Việt", "tieng-anh", "eng", "vie", " en"],
)  # fmt: skip
def test_tag_that_is_nearly_a_language_is_named(tag: str) -> None:
    assert fault_of(cell("setup", tag)) == (
        f"the tag '{tag}' is no language of the reports; write en or vi, or no such tag for both"
    )
    assert fault_of(new_code_cell("x", metadata={"tags": [tag]}))


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "vi",
        "parameters",
        "setup",
        "remove-cell",
        "remove_input",
        "to-do",
        "draft",
        "fig",
        "q1",
        "hide-output",
    ],
)
def test_tags_that_mean_something_else_are_left_alone(tag: str) -> None:
    assert fault_of(cell(tag)) == ""


def test_both_tags_are_refused() -> None:
    assert fault_of(cell("vi", "en")).startswith(
        "is tagged both en and vi; a cell of both languages has neither tag"
    )


def test_tags_that_are_one_text_are_read() -> None:
    assert fault_of({"cell_type": "raw", "metadata": {"tags": "EN"}, "source": ""}).startswith("the tag 'EN'")


@pytest.mark.parametrize(
    "source",
    ["::: {lang=en}\nA\n:::", "Text\n\n:::: {lang=vi}\nA\n::::", '::: {lang="en"} :::\nA\n:::',
     ":::{lang='vi'}\nA\n:::", "> ::: { lang=en-GB }\n> A\n> :::", "::: {.box}\n::: {lang=vi}\nA\n:::\n:::",
     "```\nx\n```\n\n::: {lang=en}\nA\n:::"],
)  # fmt: skip
def test_old_marks_are_told_with_what_to_do(source: str) -> None:
    assert "write each language in a cell of its own, tagged en or vi" in fault_of(cell(source=source))


@pytest.mark.parametrize(
    "source",
    ["```\n::: {lang=en}\n```", "~~~md\n\n::: {lang=vi}\nA\n:::\n~~~\n\nB", "write `::: {lang=en}` no more",
     "::: {.callout-note}\nA\n:::", "::: {.note lang=vi}\nA\n:::", "::: {lang=km}\nA\n:::", "[x]{lang=vi}"],
)  # fmt: skip
def test_other_divs_and_marks_in_code_are_allowed(source: str) -> None:
    assert fault_of(cell(source=source)) == ""


def parameters(source: str, tag: str = "parameters") -> Any:
    return new_code_cell(source, metadata={"tags": [tag]})


@pytest.mark.parametrize(
    ("cells", "metadata", "language"),
    [
        ([], {}, "en"),
        ([parameters('language = "vi"')], {}, "vi"),
        ([parameters("year = 2023\nlanguage: str = 'vi'  # or en")], {}, "vi"),
        ([parameters('language = "en"'), parameters('language = "vi"', "injected-parameters")], {}, "vi"),
        ([new_code_cell('language = "vi"')], {}, "en"),
        ([parameters('language = "vi"')], {"report": {"language": "en"}}, "en"),
        ([parameters('language = "en"')], {"papermill": {"parameters": {"language": "vi"}}}, "vi"),
        ([parameters('language = "en"')], {"papermill": {"parameters": {"year": 2023}}}, "en"),
    ],
)  # fmt: skip
def test_language_of_a_report_is_that_of_its_metadata_or_parameters(
    cells: list[Any], metadata: dict[str, Any], language: str
) -> None:
    notebook = new_notebook(cells=[*cells, cell("en"), cell("vi"), cell()], metadata=metadata)
    assert language_of_report(notebook) == language

"""What is told of an exception in a cell: our own texts in full, of others no value of a record."""

from __future__ import annotations

import re
import traceback

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns

from helpers.execute.cell_faults import fault_without_values, line_of, places_of
from helpers.publish import about_report, correction_notice, restricted_marks

CODE = 'year = 2023\nx["vlaue"]\nfrom helpers import reprot\nraise ValueError("no sessions")\nshow(years=3)'


@pytest.mark.parametrize("name", ["ParamsError", "DisclosureError", "RenderError", "WorkbookError"])
def test_texts_of_our_own_errors_are_told_in_full(name: str) -> None:
    assert (
        fault_without_values(name, "there is no 'x' in 1999\nsecond line", "")
        == f"{name}: there is no 'x' in 1999\nsecond line"
    )


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("AttributeError", "'Release' object has no attribute 'foo'", None),
        ("NameError", "name 'seabron' is not defined", None),
        ("ImportError", "cannot import name 'reprot' (/home/me/x.py)", "cannot import name 'reprot'"),
        ("SyntaxError", "invalid syntax (1234567890.py, line 2)", "invalid syntax"),
        ("KeyError", "'vlaue'", None),
        ("TypeError", "f() got an unexpected keyword argument 'years'", None),
        ("TypeError", "'<' not supported between instances of 'str' and 'int'", None),
        ("ValueError", "no sessions", None),
    ],
)  # fmt: skip
def test_words_that_the_notebook_holds_are_told(name: str, text: str, told: str | None) -> None:
    assert fault_without_values(name, text, CODE) == f"{name}: {told or text}"


FILES = 'x.to_csv("out.csv")\npd.read_csv(f"{place}.csv")'


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "PermissionError",
            "[Errno 13] Permission denied: 'out.csv'",
            "'out.csv': in a build a notebook reads files of notebooks/ and params/ alone, and writes none; "
            "report.table gives its rows as data/*.csv",
        ),
        ("PermissionError", "[Errno 13] Permission denied: 'Hanoi.csv'", "in a build a notebook reads"),
        (
            "FileNotFoundError",
            "[Errno 2] No such file or directory: 'out.csv'",
            "'out.csv': there is no such file",
        ),
        (
            "FileNotFoundError",
            "[Errno 2] No such file or directory: '12.csv'",
            "there is no such file; a path begins",
        ),
        ("ParserError", "Expected 2 fields in line 3, saw 412", "pandas cannot read the file as a table"),
        (
            "URLError",
            "<urlopen error [Errno 1] Operation not permitted>",
            "in a build a notebook reaches no address",
        ),
    ],
)
def test_file_that_cannot_be_opened_is_named_as_written_with_what_to_do(
    name: str, text: str, told: str
) -> None:
    said = fault_without_values(name, text, FILES)
    assert said.startswith(f"{name}: {told}")
    assert not {"Hanoi", "12", "412", "Errno"} & {*re.findall(r"\w+", said)}


RESHAPE = "Index contains duplicate entries, cannot reshape"
QUOTED_BY_IPYTHON = [
    "\x1b[31m---------------\x1b[39m\nValueError   Traceback (most recent call last)",
    "Cell \x1b[32mIn[3], line 12\x1b[39m\n---> 12 frame.pivot(index='a', columns='b')",
    f'File x.py:215\n    213 if n < 1:\n--> 215     \x1b[31mraise\x1b[0m ValueError("{RESHAPE}")',
    f"ValueError: {RESHAPE}",
]


def test_text_that_a_library_has_as_a_constant_is_told() -> None:
    told = fault_without_values("ValueError", RESHAPE, CODE, "", QUOTED_BY_IPYTHON)
    assert told == f"ValueError: {RESHAPE}"


@pytest.mark.parametrize(
    "line",
    [
        "KeyError: 'Hanoi'",
        '--> 12     raise ValueError(f"{place}")',
        "During handling of 'Hanoi' another exception",
        "--> 3 place = 'Hanoi'",
    ],
)
def test_text_that_stands_elsewhere_in_a_traceback_is_not_told(line: str) -> None:
    assert fault_without_values("ValueError", "Hanoi", CODE, "", [line]) == "ValueError"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("month is no column of sessions", "ValueError: month is no column of sessions"),
        ("month is 3", "ValueError"),
        ("Hanoi is no column", "ValueError"),
    ],
)
def test_text_is_told_where_the_cell_has_every_word_of_it(text: str, told: str) -> None:
    cell = "check(sessions, column='month')  # is there no column of this name, or 3?"
    assert fault_without_values("ValueError", text, "", cell) == told


SECRETS = ("LANG-SON-2023-V84157", "4827", "4,827", "Hanoi")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("KeyError", "'{}'"),
        ("TypeError", "Could not convert string '{}' to numeric"),
        ("TypeError", "Could not convert ['a' '{}'] to numeric"),
        ("IndexError", "index '{}' is out of bounds"),
        ("ValueError", "could not convert string to float: '{}'"),
        ("ValueError", "place,value\nx,{}"),
        ("Mine", "there were {} victims"),
        ("SchemaError", "failure case: {}"),
        ("AssertionError", "{}"),
    ],
)
def test_no_value_is_told(name: str, text: str, secret: str) -> None:
    told = fault_without_values(name, text.format(secret), CODE)
    assert told.startswith(name)
    assert secret not in told


@pytest.mark.parametrize("secret", [each for each in SECRETS if any(map(str.isdigit, each))])
def test_no_number_is_told_where_names_are(secret: str) -> None:
    assert secret not in fault_without_values(
        "AttributeError", f"'X' object has no attribute '{secret}'", CODE
    )


def test_cells_are_counted_as_they_were_written_and_have_their_ids() -> None:
    cells = [{"id": "a"}, {"id": "b", "metadata": {"tags": ["injected-parameters"]}}, {"id": "c"}, {}]
    assert places_of(cells) == ["cell 1 (a)", "cell 1 (b)", "cell 2 (c)", "cell 3"]


def test_cells_that_a_build_adds_do_not_count() -> None:
    """They stand before most others: every message of rendering would name the cell after the one it means."""
    added = [
        about_report.CELL,
        correction_notice.SECTION,
        f"{correction_notice.SECTION}-2",
        correction_notice.TABLE,
    ]
    cells = [{"id": each} for each in (restricted_marks.MARK_CELL, "a", *added, "correction", "b")]
    assert [place for place in places_of(cells) if place[-2] in "ab"] == ["cell 1 (a)", "cell 2 (b)"]


def test_line_is_that_of_the_cell() -> None:
    assert (
        line_of(
            "KeyError", "'x'", ["\x1b[31mKeyError", "Cell \x1b[32mIn[3], line 12\x1b[0m\n", "File y, line 99"]
        )
        == 12
    )
    assert line_of("SyntaxError", "invalid syntax (1.py, line 2)", []) == 2
    assert line_of("ParamsError", "params/x.yml (see line 4)", ["ParamsError: x"]) is None


def test_what_seaborn_says_of_a_column_is_told_where_the_notebook_names_it() -> None:
    with pytest.raises(ValueError) as caught:
        sns.lineplot(pd.DataFrame({"month": [1], "value": [2]}), x="month", y="valu")
    plt.close("all")
    said = str(caught.value)
    assert (
        fault_without_values("ValueError", said, 'sns.lineplot(frame, x="month", y="valu")')
        == f"ValueError: {said}"
    )
    assert fault_without_values("ValueError", said, "sns.lineplot(frame, x=a, y=b)") == "ValueError"


def test_what_cannot_be_drawn_since_all_is_missing_has_a_remedy() -> None:
    nothing = pd.DataFrame({"month": ["Jan", "Feb"], "value": [float("nan")] * 2})
    with pytest.raises(ValueError) as caught:
        sns.relplot(nothing, x="month", y="value")
    plt.close("all")
    frames = traceback.format_tb(caught.tb)
    told = fault_without_values("ValueError", str(caught.value), "sns.relplot(f)", traceback=frames)
    assert told.endswith('draw below `if frame["value"].notna().any():`')
    with pytest.raises(ValueError) as caught:
        float("x1")
    assert (
        fault_without_values("ValueError", "x1", "", traceback=traceback.format_tb(caught.tb)) == "ValueError"
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IntCastingNaNError", "Cannot convert non-finite values (NA or inf) to integer"),
        ("ValueError", "cannot convert float NaN to integer"),
        ("OverflowError", "cannot convert float infinity to integer"),
    ],
)
def test_missing_numbers_that_are_made_whole_are_told_of(kind: str, text: str) -> None:
    told = fault_without_values(kind, text, "victims.astype(int)")
    assert told.startswith(f"{kind}: a ") and ("missing (NaN)" in told or "division by 0" in told)

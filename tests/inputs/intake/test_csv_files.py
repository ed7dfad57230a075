from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.table_layout import read_csv


def test_rows_keep_their_number_over_blank_rows_and_line_breaks_in_cells() -> None:
    raw = read_csv(b'a,b\n1,2\n\n,\n"3\n3",4\n5,6\n', "x.csv", ["a", "b"])
    assert raw.numbers == (2, 5, 6)
    assert raw.seen == 3


def test_cells_come_in_the_order_asked_for_without_blanks_around_them() -> None:
    raw = read_csv(b"b , a\n 2,\xc2\xa01 \n", "x.csv", ["a", "b"])
    assert raw.cells == (("1", "2"),)
    assert not raw.told


def test_byte_order_mark_is_tolerated() -> None:
    assert read_csv(b"\xef\xbb\xbfa,b\n1,2\n", "x.csv", ["a", "b"]).cells == (("1", "2"),)


def test_text_is_brought_to_normal_form_c() -> None:
    content = "a,b\n" + unicodedata.normalize("NFD", "Đồn,Nữ") + "\n"
    assert read_csv(content.encode(), "x.csv", ["a", "b"]).cells == (("Đồn", "Nữ"),)


def test_windows_and_old_line_ends_count_as_one() -> None:
    assert read_csv(b"a,b\r\n1,2\r\n3,4\r\n", "x.csv", ["a", "b"]).numbers == (2, 3)


def test_byte_that_is_not_utf8_is_counted_after_a_byte_order_mark_too() -> None:
    (mistake,) = read_csv(b"\xef\xbb\xbfa,b\n\xff,2\n", "x.csv", ["a", "b"]).told
    assert str(mistake.reason) == "byte 8, on line 2, is not UTF-8"


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b" \n,\n"])
def test_file_without_a_row_is_empty(content: bytes) -> None:
    raw = read_csv(content, "x.csv", ["a", "b"])
    assert (raw.seen, [str(mistake.reason) for mistake in raw.told]) == (0, ["the file is empty"])


def test_header_alone_is_a_table_with_nothing_to_report() -> None:
    raw = read_csv(b"a,b\n", "x.csv", ["a", "b"])
    assert (raw.seen, raw.told) == (0, ())


def test_every_fault_of_a_header_is_told() -> None:
    raw = read_csv(b"alpha,beta,beta,x\n1,2,3,4\n", "x.csv", ["alpha", "beta", "gamma"])
    assert [str(mistake) for mistake in raw.told] == [
        "x.csv, row 1, column beta: the column is given twice; keep one of them",
        "x.csv, row 1: the name of column 4 is not known; if it holds one of the missing columns, give it that name; "
        "only if it holds none of them, take it out; until then no row of this table is taken in",
        "x.csv, row 1, column gamma: the column is missing; rename the column that holds it, or add it",
    ]
    assert (raw.cells, raw.seen) == ((), 1)


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_mistakes_and_never_an_exception(content: bytes) -> None:
    raw = read_csv(b"a,b\n" + content, "x.csv", ["a", "b"])
    assert len(raw.cells) == len(raw.numbers) <= raw.seen
    assert raw.told or len(raw.cells) == raw.seen


def test_row_of_signatures_is_one_mistake() -> None:
    raw = read_csv("a,b\n1,2\nNgười lập biểu,Chỉ huy\n".encode(), "x.csv", ["a", "b"])
    assert list(map(str, raw.told)) == [
        "x.csv, row 3: the row is not data; delete this row; write a remark or a signature into the letter that goes "
        "with the return"
    ]
    assert (raw.seen, raw.numbers) == (2, (2,))


@pytest.mark.parametrize("end", ["\0\0\0", "\x1a"])
def test_file_that_was_not_written_to_its_end_is_refused(end: str) -> None:
    (mistake,) = read_csv(f"a,b\n1,2\n{end}".encode(), "x.csv", ["a", "b"]).told
    assert "has a sign on line 3 that no text holds" in str(mistake)


def test_file_in_utf_32_is_refused_as_a_whole() -> None:
    (mistake,) = read_csv("a,b\n1,2\n".encode("utf-32"), "x.csv", ["a", "b"]).told
    assert "no text holds" in str(mistake) and mistake.row is None


def garbled(byte: int) -> str:
    """The sign that a program of windows-1252 takes a byte for."""
    try:
        return bytes([byte]).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("".join(map(garbled, "Đồn,Tháng,Số buổi\n".encode())).encode(), "is garbled"),
        ("Đồn,Tháng,Số buổi\n".encode("ascii", "replace"), "has lost letters"),
    ],
)
def test_header_whose_letters_are_spoilt_is_one_message(content: bytes, reason: str) -> None:
    headings = Headings.of(["Đồn", "Tháng", "Số buổi"])
    (mistake,) = read_csv(content + b"1,2,3\n", "x.csv", ["Đồn", "Tháng", "Số buổi"], headings).told
    assert reason in str(mistake) and mistake.row == 1

"""What is told of a return is told in Vietnamese too, with the same places."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from helpers.errors import ParamsError
from helpers.inputs import mistakes
from helpers.inputs.mistakes import Mistake, numbered_sheets, read_catalogue, say

INPUTS = Path(mistakes.__file__).parent


def messages_in_source() -> set[str]:
    found = set()
    for path in INPUTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                (text,) = node.args
                assert isinstance(text, ast.Constant), (
                    f"{path.name}:{node.lineno}: say() takes a literal message"
                )
                found.add(text.value)
    return found - {""}


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_message_has_a_translation_with_the_same_places_and_no_other_is_kept() -> None:
    catalogue = read_catalogue()
    assert messages_in_source() == set(catalogue)
    for english, vietnamese in catalogue.items():
        assert vietnamese and places(english) == places(vietnamese), english


def test_a_message_names_the_place_in_either_language() -> None:
    reason = say("{shown}is not one of {listed}", shown="'Chna' ", listed=("CN, LA", "Trung Quốc, Lào"))
    told = Mistake("x.xlsx", 2, "border", reason, sheet="Phát hiện", cell="D2", heading=("Border", "Tuyến"))
    assert str(told) == (
        "x.xlsx, sheet 'Phát hiện', cell D2, column Border (border): 'Chna' is not one of CN, LA"
    )
    assert told.to("vi") == (
        "x.xlsx, trang tính 'Phát hiện', ô D2, cột Tuyến: 'Chna' không có trong danh mục: Trung Quốc, Lào"
    )


@pytest.mark.parametrize(
    ("number", "named"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (9, "9th"), (12, "12th"), (21, "21st")]
)
def test_sheet_whose_name_is_not_repeated_is_told_by_its_number(number: int, named: str) -> None:
    told = Mistake("x.xlsx", None, None, say("keep one of them"), sheet=f"no. {number}")
    assert str(told) == f"x.xlsx, the {named} sheet: keep one of them"
    assert told.to("vi") == f"x.xlsx, trang tính thứ {number}: chỉ giữ lại một"


def test_sheets_are_counted_as_a_person_sees_their_tabs() -> None:
    tabs = {"a": True, "b": False, "c": True, "d": False}
    assert list(numbered_sheets(tabs).values()) == ["no. 1", "hidden no. 1", "no. 2", "hidden no. 2"]
    told = Mistake("x.xlsx", None, None, say("keep one of them"), sheet=numbered_sheets(tabs)["d"])
    assert str(told) == "x.xlsx, the 2nd hidden sheet: keep one of them"
    assert told.to("vi") == "x.xlsx, trang tính ẩn thứ 2: chỉ giữ lại một"


def test_message_without_translation_is_an_error_and_not_a_sentence_in_the_wrong_language() -> None:
    with pytest.raises(ParamsError, match=r"vi\.po has no translation"):
        Mistake("x", None, None, mistakes.Phrase("never written")).to("vi")

"""Why a packet is out of date, in words."""

from __future__ import annotations

from helpers.run import key


def test_code_that_came_or_went_is_told_from_code_that_changed() -> None:
    before = {"helpers.a": "1", "helpers.b": "1", "helpers.c": "1"}
    now = {"helpers.b": "2", "helpers.c": "1", "helpers.d": "1"}
    assert key._changed(before, now, key._SAY["code"]) == [
        "code no longer needed: helpers.a",
        "code changed: helpers.b",
        "code needed now: helpers.d",
    ]

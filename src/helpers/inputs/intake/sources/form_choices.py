"""What a person chose in a form, and the day on which it was sent, as a return's tables have them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from helpers.inputs.intake.name_lookup import squeezed_code
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.intake.sources.form_sheets import (
    FormSheet,
)

_CHOSEN = {"1", "1.0", "true", "yes"}
_NOT_CHOSEN = {"", "0", "0.0", "false", "no"}
_HERE = timezone(timedelta(hours=7))


def chosen_columns(
    sheet: FormSheet, line: Line, details: Mapping[int, str], names: Mapping[str, str]
) -> list[str] | None:
    """The choices that have a column each; None where one is not known, or says neither yes nor no."""
    chosen = []
    for at, choice in details.items():
        text = sheet.at(line, at).casefold()
        if text in _CHOSEN and squeezed_code(choice) in names:
            chosen.append(names[squeezed_code(choice)])
        elif text not in _NOT_CHOSEN:
            return None
    return chosen


def translated(text: str, codes: Mapping[str, str]) -> str:
    """The code of a choice, as the mapping has it; any other text stays."""
    if text in codes:
        return codes[text]
    by_words = {squeezed_code(theirs): ours for theirs, ours in codes.items()}
    return by_words.get(squeezed_code(text), text) if text else text


def chosen_in(text: str, names: Mapping[str, str]) -> list[str] | None:
    """The choices that a cell lists, with blanks between; None where it can be read in no way or in two."""
    words = text.replace(";", " ").split()
    ways: list[list[list[str]]] = [[[]], *([] for _ in words)]
    for end in range(1, len(words) + 1):
        for start in range(end):
            if code := names.get(squeezed_code(" ".join(words[start:end]))):
                ways[end] += [[*way, code] for way in ways[start][:2]]
    return ways[-1][0] if len(ways[-1]) == 1 else None


def day_here(text: str) -> str:
    """The day of a moment by the clock of Viet Nam; one without a zone is Greenwich's, as these systems write it."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return ""
    if len(text) <= len("2023-05-17"):
        return text
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(_HERE).date().isoformat()

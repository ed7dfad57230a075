"""Headers of another shape than the table's, and headings that come near to one of its columns.

Months that stand in columns, a second table beside the first, a header of two lines: each is one message, which says
what to do without losing what was filled in. Nothing here repeats a heading that is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from helpers.inputs.intake.cell_addresses import letter
from helpers.inputs.intake.csv_files import HEADER_WITHIN
from helpers.inputs.intake.date_cells import read_month, read_quarter
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import fold, squeezed
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.mistakes import Mistake, say

NEAR = 0.75  # how much of a heading must be as it should for it to be repeated as a slip of the pen
ALIKE = 0.6  # which part of the words of a heading, or of a column's name, the other must share
MOST_BLANK = 2  # columns without a name that are told one by one
MONTHS = 3  # headings that are months before the months are the columns


def shape_faults(
    at: Mistake,
    header: Sequence[str],
    headings: Headings,
    unknown: dict[int, str],
    missing: list[str],
    below: Sequence[str],
) -> list[Mistake]:
    """What is told of a header's shape. What it explains is taken out of `unknown` and `missing`."""
    return [
        *_periods_in_columns(at, headings, unknown, missing),
        *_second_table(at, header, headings, unknown, below),
        *_two_lines(at, headings, unknown, missing, below),
    ]


def in_one_column(
    at: Mistake, lines: Sequence[Line], columns: Sequence[str], headings: Headings
) -> tuple[Mistake, ...]:
    """The mistake of headings that stand one below the other, as on a form; nothing of any other table."""
    named = [
        (number, column, place)
        for number, cells in lines[: 2 * HEADER_WITHIN]
        for place, cell in enumerate(cells[:2])
        if (column := headings.names.get(squeezed(cell)))
    ]
    if {column for _, column, _ in named} < set(columns) or len({place for _, _, place in named}) > 1:
        return ()
    first, last = (
        f"{letter(place)}{number}" if at.sheet is not None else str(number)
        for number, _, place in (named[0], named[-1])
    )
    if len({number for number, _, _ in named}) < len(columns) or len(columns) < 2:
        return ()
    reason = say("the headings stand one below the other, from {first} to {last}", first=first, last=last)
    remedy = say("write them into one row, and below each of them what belongs to it, as in the template")
    return (replace(at, row=named[0][0], reason=reason, remedy=remedy),)


def near_columns(name: str, missing: Sequence[str], forms: Mapping[str, Sequence[str]]) -> list[str]:
    """The missing columns whose name, or label in either language, is most like this; none where none is."""
    likeness = {column: max(_likeness(name, form) for form in forms[column]) for column in missing}
    best = max(likeness.values(), default=0.0)
    return [column for column, value in likeness.items() if value == best] if best >= ALIKE and name else []


def is_slip(name: str, near: Sequence[str], forms: Mapping[str, Sequence[str]]) -> bool:
    """Whether a heading is nearly letter by letter one of these columns' names, so that it can be nobody's."""
    return any(_ratio(name, form) >= NEAR for column in near for form in forms[column])


def _likeness(name: str, form: str) -> float:
    """How like two names are: by their letters, or by the words that they share."""
    ratio = _ratio(name, form)
    one, other = set(fold(name).split()), set(fold(form.replace("_", " ")).split())
    shared = len(one & other) / min(len(one), len(other)) if one and other else 0.0
    return max(ratio if ratio >= NEAR else 0.0, shared)


def _ratio(name: str, form: str) -> float:
    return SequenceMatcher(None, squeezed(form), squeezed(name)).ratio()


def _periods_in_columns(
    at: Mistake, headings: Headings, unknown: dict[int, str], missing: list[str]
) -> list[Mistake]:
    """That months or quarters are columns, where the table has a row for each of them."""
    found = {position: period for position, name in unknown.items() if (period := _period(name))}
    in_words = {period for position, period in found.items() if not unknown[position].isdecimal()}
    known = len(missing) < len(headings.forms)
    if headings.period is None or len(set(found.values())) < MONTHS or not (len(in_words) >= MONTHS or known):
        return []
    reason = say("months or quarters stand in columns, from {first} to {last}", **_ends(at, found))
    remedy = say(
        "write {grain}: put the month or quarter into the column '{column}', and what was counted into columns of its "
        "own, as in the template",
        grain=headings.grain,
        column=headings.labels.get(headings.period, (headings.period, headings.period)),
    )
    for position in list(unknown):
        unknown.pop(position)
    missing.clear()
    return [replace(at, reason=reason, remedy=remedy)]


def _period(name: str) -> str | None:
    return read_month(name, "2000") or read_quarter(name, "2000")


def _second_table(
    at: Mistake, header: Sequence[str], headings: Headings, unknown: dict[int, str], below: Sequence[str]
) -> list[Mistake]:
    """That part of the table stands beside it, or that several columns hold values and have no name."""
    known = {column: position for position, column in reversed(list(enumerate(header)))}
    twice = {
        position for position, name in enumerate(header) if name in headings.forms and position > known[name]
    }
    under = {
        position
        for position, cell in enumerate(below)
        if position in unknown and headings.names.get(squeezed(cell)) in known
    }
    blank = {position for position, name in unknown.items() if not name}
    beside = dict.fromkeys(sorted(twice | under))
    if len(beside) > 1 or len(blank) > MOST_BLANK:
        places = dict.fromkeys(sorted({*beside, *(blank if len(beside) < 2 or under else ())}))  # noqa: PLR2004
        for position in places:
            unknown.pop(position, None)
        if len(beside) > 1:
            reason = say(
                "a second part of the table stands beside it, from {first} to {last}", **_ends(at, places)
            )
        else:
            reason = say(
                "columns hold something and have no name, from {first} to {last}", **_ends(at, places)
            )
        remedy = say(
            "move what stands there below the last row, each cell under the heading that it belongs to; then leave "
            "those columns empty"
        )
        return [replace(at, reason=reason, remedy=remedy)]
    return []


def _two_lines(
    at: Mistake, headings: Headings, unknown: dict[int, str], missing: list[str], below: Sequence[str]
) -> list[Mistake]:
    """That the header has two lines, such as 'of whom' above 'women' and 'children'."""
    above = ""
    meant: dict[int, str] = {}
    for position, name in unknown.items():
        above = name or above
        part = below[position] if position < len(below) else ""
        if not part or part == name or any(sign.isdecimal() for sign in part):
            continue
        whole = headings.names.get(squeezed(f"{above} {part}"))
        near = [whole] if whole in missing else near_columns(part, missing, headings.forms)
        if len(near) == 1 and near[0] not in meant.values():
            meant[position] = str(near[0])
    if not meant:
        return []
    called = [headings.labels.get(column, (column, column)) for column in meant.values()]
    wanted = ", ".join(f"'{en}'" for en, _ in called), ", ".join(f"'{vi}'" for _, vi in called)
    for position, column in meant.items():
        unknown.pop(position)
        missing.remove(column)
    reason = say("the header has two lines, one above the other, from {first} to {last}", **_ends(at, meant))
    remedy = say("write one line, with the whole name of each column: {names}", names=wanted)
    return [replace(at, reason=reason, remedy=remedy)]


def _ends(at: Mistake, places: Mapping[int, object]) -> dict[str, str]:
    """The first and the last of these places, as cells of a sheet or numbers of columns."""
    first, last = min(places), max(places)
    if at.sheet is None:
        return {"first": str(first + 1), "last": str(last + 1)}
    return {"first": f"{letter(first)}{at.row}", "last": f"{letter(last)}{at.row}"}

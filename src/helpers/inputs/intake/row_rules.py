"""Rules between the cells of a table: a part within its whole, dates in their order, keys that are used once.

A cell that broke a rule of its own keeps that fault: of one cell the first rule that it breaks is told. What a cell
says by itself is judged in the modules by type.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter

from helpers.inputs.intake.cell_result import Fault, Read
from helpers.inputs.intake.date_cells import IN_WORDS, exchanged
from helpers.inputs.intake.number_cells import shown_number
from helpers.inputs.mistakes import MOST_NAMED, say
from helpers.inputs.params.tables import Table

FAR, NEAR = timedelta(days=60), timedelta(days=14)
"""Between two dates of a row that may be exchanged, and once they are exchanged back."""
Reads = Mapping[str, Sequence[Read]]
Faults = dict[tuple[int, str], Fault]
"""What is wrong with a cell (row, column)."""
_VALUE = itemgetter(0)  # of what a cell was read as


def judge_relations(columns: Reads, table: Table, numbers: Sequence[int], faults: Faults) -> None:
    """Add what is wrong between the cells of a table to `faults`. `numbers` are the rows as their file counts them."""
    for key, column in table.columns.items():
        if column.within:
            _judge_within(columns, key, column.within, table, faults)
        if column.not_before:
            _judge_order(columns, key, column.not_before, table, faults)
        if column.unique:
            _judge_once(columns, [key], numbers, table, faults)
    if table.key:
        _judge_once(columns, table.key, numbers, table, faults)


def _judge_within(columns: Reads, key: str, whole: str, table: Table, faults: Faults) -> None:
    """A count that is part of another does not exceed it."""
    for row, (part, all_) in enumerate(zip(columns[key], columns[whole], strict=True)):
        if part[0] is not None and all_[0] is not None and part[0] > all_[0]:  # type: ignore[operator]
            reason = say(
                "{shown}is more than {column}{whole}",
                shown=shown_number(part[0]),
                column=table.columns[whole].label.both,
                whole=f", {shown_number(all_[0]).strip()}",
            )
            faults.setdefault((row, key), (reason, say("correct one of the two")))


def _judge_order(columns: Reads, key: str, other: str, table: Table, faults: Faults) -> None:
    """A date does not come before another."""
    for row, (late, early) in enumerate(zip(columns[key], columns[other], strict=True)):
        if isinstance(late[0], date) and isinstance(early[0], date) and late[0] < early[0]:
            reason = say("is before {column}", column=table.columns[other].label.both)
            faults.setdefault((row, key), (reason, say("correct one of the two dates")))
        elif late.how != IN_WORDS != early.how and _both_exchanged(early.value, late.value):
            reason = say(
                "is months after {column}, and days after it with day and month exchanged, as Excel does",
                column=table.columns[other].label.both,
            )
            remedy = say("check both dates; if they are right, write the month in words, such as 8 Nov 2023")
            faults.setdefault((row, key), (reason, remedy))


def _both_exchanged(early: object, late: object) -> bool:
    """Whether two dates far from each other are near once day and month are exchanged in both."""
    if not isinstance(early, date) or not isinstance(late, date) or late - early <= FAR:
        return False
    first, last = exchanged(early), exchanged(late)
    return first is not None and last is not None and timedelta() <= last - first <= NEAR


def _judge_once(
    columns: Reads,
    key: Sequence[str],
    numbers: Sequence[int],
    table: Table,
    faults: Faults,
) -> None:
    """No two rows share a key. Which of them is right is not guessed: all are refused."""
    keys = list(zip(*(map(_VALUE, columns[name]) for name in key), strict=True))
    if len(set(keys)) == len(keys):
        return
    twice = {each for each, count in Counter(keys).items() if count > 1 and None not in each}
    sharing: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, each in enumerate(keys):
        if each in twice:
            sharing[each].append(row)
    labels = [table.columns[name].label.both for name in key]
    what = " and ".join(label[0] for label in labels), " và ".join(label[1] for label in labels)
    for rows in sharing.values():
        places = ", ".join(str(numbers[row]) for row in rows[:MOST_NAMED])
        reason = say(
            "has the same {what} as another row{rows}",
            what=what,
            rows=(f" (rows {places})", f" (các dòng {places})"),
        )
        for row in rows:
            faults.setdefault((row, key[-1]), (reason, say("keep one of these rows")))

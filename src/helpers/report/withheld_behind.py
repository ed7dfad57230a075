"""Exhibits and sentences computed from numbers of which some are withheld, which pandas leaves out without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, get_args

from helpers.inputs.params.settings import Language
from helpers.report import escape
from helpers.report.current import beside
from helpers.report.data_table import TextTable
from helpers.report.language import SYMBOLS
from helpers.report.partial_sums import left_out_of
from helpers.report.sourced_text import SourcedText
from helpers.report.words import Messages, Words


def withheld_behind(
    table: TextTable, words: Words, indicators: Collection[str], left_out: Collection[str]
) -> str:
    """The sentences that an exhibit needs whose numbers are computed, and mark none of the withheld ones behind them.

    Empty where all its numbers are released cells, or where the notebook was given no withheld number of its guarded
    indicators. `left_out` are the statuses of what its sums and means are known to leave out.
    """
    if left_out:
        return _said_of(left_out, words)
    if any(SYMBOLS["c"] in text for row in table.rows for text in row.cells[1:]) or not _has_computed(table):
        return ""
    catalogue = words.release.catalogue
    guarded = {name for name in indicators if name in catalogue and catalogue[name].sensitive}
    for release in beside(words.release):
        for key in release.all_given:
            if key[0] in guarded and (cell := release.given(*key)) and cell.status == "c":
                return sentence(words)
    return ""


def left_out_behind(numbers: Iterable[Any], words: Messages) -> str:
    """What a sentence needs of whose plain numbers one is a sum that leaves missing ones out; else empty."""
    return _said_of({status for number in numbers for status in left_out_of(number)}, words)


def _said_of(statuses: Collection[str], words: Messages) -> str:
    """What to say of numbers that leave out some with these statuses, 'c' or 'x'."""
    told = [sentence(words)] if "c" in statuses else []
    if "x" in statuses:
        told.append(
            words.say(
                "Computed from numbers of which some are not available ([x]); what is not available is not in it."
            )
        )
    return " ".join(told)


def sentence(words: Messages) -> str:
    """What such an exhibit or sentence says."""
    return words.say("Computed from numbers of which some are withheld ([c]); what is withheld is not in it.")


def left_out_of_it(statuses: Collection[str], words: Messages, told: str) -> list[str]:
    """What an exhibit needs from whose data rows with these statuses were dropped, 'c' or 'x', unless a note tells."""
    said = {
        "c": (words.say("withheld"), words.say("What is withheld ([c]) is left out.")),
        "x": (words.say("not available"), words.say("What is not available ([x]) is left out.")),
    }
    return [text for status, (word, text) in said.items() if status in statuses and word not in told.lower()]


def not_drawn(statuses: Collection[str], words: Messages) -> list[str]:
    """What a figure needs that neither draws nor marks numbers of its data with these statuses, 'c' or 'x'."""
    said = {
        "c": words.say("What is withheld ([c]) is not drawn, and not all of it is marked in the chart."),
        "x": words.say("What is not available ([x]) is not drawn, and not all of it is marked in the chart."),
    }
    return [text for status, text in said.items() if status in statuses]


def tells_of_withheld(note: str) -> bool:
    """Whether the note of an exhibit, or prose in Markdown, in either language, has this sentence."""
    said = [sentence(Messages(language)) for language in get_args(Language)]
    return any(each in note for text in said for each in (text, escape.markdown(text)))


def _has_computed(table: TextTable) -> bool:
    """Whether a number of the table is no released cell."""
    numeric = [at for at, column in enumerate(table.columns) if at and column.align == "right"]
    return any(
        not (isinstance(text, SourcedText) and text.numbers) and any(each.isdigit() for each in text)
        for row in table.rows
        if not row.span
        for text in (row.cells[at] for at in numeric)
    )

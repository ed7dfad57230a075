"""The typed numbers of one text: a Markdown cell, a narrative of a project, a string of a code cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.errors import did_you_mean
from helpers.inputs.params.number_marks import MARK
from helpers.publish.typed_numbers.allowed_numbers import without_allowed
from helpers.publish.typed_numbers.markdown_words import in_one_script, words_of_markdown
from helpers.publish.typed_numbers.numerals import Numeral, numerals_in
from helpers.publish.typed_numbers.people_words import is_about_people
from helpers.publish.typed_numbers.signs import COMPUTED, MARKS, MOST_MARKS, SIGNS
from helpers.publish.typed_numbers.text_parts import Sentences

SHOWN = 60
"""How many letters of a sentence a message shows."""
NEAR = 400
"""How far from a number words tell what it counts, in letters."""
_MARKED = re.compile(f"[{chr(MARKS)}-{chr(MARKS + MOST_MARKS)}]")


@dataclass(frozen=True)
class TypedNumber:
    """A number that nobody computed, cited or vouched for: the line of its text, and its sentence with '#' for numbers.

    `reason` says what is wrong with the mark beside it, if there is one.
    """

    line: int
    is_about_people: bool
    sentence: str
    reason: str = ""


@dataclass
class CitedFigures:
    """The published figures by id, to hold cited numbers against."""

    values: Mapping[str, float] = field(default_factory=dict)

    def fault(self, numeral: Numeral, ids: str) -> str:
        """What is wrong where a number is said to be one of these figures; empty where it is."""
        named = [name for name in re.split(r"[\s,;]+", ids) if name]
        for name in named:
            if name not in self.values:
                return f"params/published_figures.csv has no figure '{name}'{did_you_mean(name, self.values)}"
        if not named:
            return "its mark names no figure of params/published_figures.csv"
        if numeral.values.isdisjoint(self.values[name] for name in named):
            return f"it is not what params/published_figures.csv has for {' or '.join(named)}"
        return ""


def typed_numbers(
    text: str, published: CitedFigures, *, heading: str = "", marks: Sequence[tuple[str, str]] | None = None
) -> Iterator[TypedNumber]:
    """What is typed in a text, number by number.

    Args:
        text: Markdown as it stands in its file, with the marks beside numbers; or a string of code.
        published: what a number may be cited from.
        heading: what stands over the text, which tells of what a bare number is.
        marks: of a string of code, the comments beside it, which count for each of its numbers.
    """
    inside: list[tuple[str, str]] = []

    def set_aside(match: re.Match[str]) -> str:
        inside.append((match[1], match[2].strip()))
        return "\n" * match[0].count("\n") + chr(MARKS + min(len(inside) - 1, MOST_MARKS))

    text = words_of_markdown(in_one_script(MARK.sub(set_aside, SIGNS.sub(" ", text))))
    numerals = list(numerals_in(without_allowed(text), zeros=marks is None))  # code says so in a branch
    masked = _masked(text, numerals)
    sentences = Sentences(text, heading)
    line = counted = 0
    for position, numeral in enumerate(numerals):
        until = numerals[position + 1].start if position + 1 < len(numerals) else len(text)
        own = _marks_after(text[numeral.end : until], inside) if marks is None else marks
        reason = _reason(numeral, own, published)
        if reason is None:
            continue
        start, end, around = sentences.at(numeral.start)
        about_people = numeral.is_of_people or is_about_people(
            text[max(start, numeral.start - NEAR) : numeral.start],
            text[numeral.end : min(end, numeral.end + NEAR)],
            around,
        )
        if not about_people and sentences.is_code(numeral.start):
            continue
        line, counted = line + text.count("\n", counted, numeral.start), numeral.start
        yield TypedNumber(
            line=line + 1,
            is_about_people=about_people,
            sentence=_around(masked, start, numeral, end),
            reason=reason,
        )


def _marks_after(after: str, marks: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The mark that stands behind a number in its paragraph and before the next number, if there is one."""
    found = _MARKED.search(re.split(r"\n[ \t]*\n", after, maxsplit=1)[0])
    return [marks[ord(found[0]) - MARKS]] if found else []


def _reason(numeral: Numeral, marks: Sequence[tuple[str, str]], published: CitedFigures) -> str | None:
    """What is wrong with the marks of a number, '' where there is none; None where one is right."""
    reason = ""
    for kind, said in marks:
        if kind == "published":
            fault = published.fault(numeral, said)
        else:
            fault = "" if re.search(r"[^\W\d_]{2,}", said) else "its mark does not say why"
        if not fault:
            return None
        reason = reason or fault
    return reason


def _masked(text: str, numerals: list[Numeral]) -> str:
    """The text with '#' for every letter of a number."""
    parts, before = [], 0
    for numeral in numerals:
        parts += [text[before : numeral.start], re.sub(r"\w", "#", text[numeral.start : numeral.end])]
        before = numeral.end
    return re.sub(r"\d", "#", "".join([*parts, text[before:]]))


def _around(masked: str, start: int, numeral: Numeral, end: int) -> str:
    """What a message shows of a sentence: its beginning, or what is round a number that stands too far behind."""
    if numeral.end - start <= NEAR and len(_plain(masked[start : numeral.end])) <= SHOWN:
        return _shortened(masked[start : min(end, start + NEAR)])
    near = max(start, numeral.end - SHOWN // 2)
    return "…" + _shortened(masked[near : min(end, near + NEAR)].partition(" ")[2])


def _shortened(sentence: str) -> str:
    words = _plain(sentence)
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…"


def _plain(sentence: str) -> str:
    words = re.sub(r"#+", "#", SIGNS.sub(" ", sentence.replace(COMPUTED, "{…}")))
    return " ".join(words.split()).encode("utf-8", "replace").decode()

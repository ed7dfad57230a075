"""What the words of a correction may not say: who it was about. They are published as somebody wrote them.

No message repeats what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.errors import ParamsError
from helpers.inputs.intake.identifier_cells import names_a_case
from helpers.inputs.intake.intake_rules import read_rulebook
from helpers.inputs.intake.personal_data import PersonalData
from helpers.inputs.params.corrections import corrections_with_places
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project
from helpers.publish.typed_numbers.findings import published_of
from helpers.publish.typed_numbers.typed_text import typed_numbers

_ONE = (
    r"victim|survivor|woman|girl|man|boy|child|minor|infant|baby|teenager|adolescent|person|individual|adult|female|"
    r"male|suspect|offender|trafficker|perpetrator|defendant|culprit|case|returnee|migrant|detainee|student|pupil"
)
_ONE_PERSON = re.compile(
    rf"\b(?:an?|another)\s+(?:(?!(?:of|for|by|in|on|with|to|from|per|and|or)\b)[\w-]+\s+){{0,2}}?(?:{_ONE})\b(?!['’-])"
    r"(?!\s+(?:files?|lists?|numbers?|tables?|returns?|registers?|records?|reports?|definitions?|columns?|codes?|forms?|"
    r"support|protection|assistance|management|stud(?:y|ies)|services?|data|count|figures?|indicators?)\b)",
    re.IGNORECASE,
)
"""'A victim', 'another girl': one of them, as surely as 'a single victim'; 'a case file' is a paper."""


def check_words(project: Project, wrong: Bilingual) -> tuple[str, ...]:
    """Warnings of numbers that the words of a new correction have typed.

    Raises:
        ParamsError: the words name a person or a case, or have a number of people or cases.
    """
    personal, published, warnings = read_rulebook(project).personal, published_of(project), []
    for option, text in (("--wrong", wrong.en), ("--wrong-vi", wrong.vi)):
        if fault := next(_faults(text, personal), None):
            raise ParamsError(f"{option} {fault}")
        for typed in typed_numbers(text, published):
            if typed.is_about_people:
                raise ParamsError(
                    f"{option} has a typed number of people or cases in '{typed.sentence}'; leave it out: the notice "
                    "lists what may be told, before and after"
                )
            warnings.append(
                f"{option} has a typed number in '{typed.sentence}'; the notice lists numbers itself"
            )
    return tuple(warnings)


def check_written_words(project: Project) -> None:
    """Hold the words in params/corrections.yml, which people mend, to the same.

    Raises:
        ParamsError: some name a person or a case, or tell of one person or case; each with its line.
    """
    corrections = corrections_with_places(project)
    if not corrections:
        return
    personal = read_rulebook(project).personal
    faults = [
        f"{place}: {fault}"
        for correction, places in corrections
        for place, text in zip(places, (correction.wrong.en, correction.wrong.vi), strict=True)
        for fault in _faults(text, personal)
    ]
    if faults:
        raise ParamsError("\n".join(faults))


def _faults(text: str, personal: PersonalData) -> Iterator[str]:
    """What is wrong with a text, of whom it speaks; never what it says."""
    if kinds := personal.kinds_of(text):
        yield (
            f"holds what looks like {' and '.join(kinds)}; the words are published: take it out, or, if it names "
            "nobody, write places with their diacritics"
        )
    if names_a_case(text):
        yield "names a person's pseudonym or a case; the words are published: take it out"
    if _ONE_PERSON.search(text):
        yield (
            "tells of one person or case ('a ...'); the words are published: say what was counted wrongly, not how many"
        )

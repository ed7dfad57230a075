"""What a cell says of the pseudonymous number of a case, a person or a course: province, year, number, nothing else.

A name could pass for any freer form. The province is one that is known; of persons and courses the return's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.inputs.intake.cell_result import Read, wrong
from helpers.inputs.intake.date_cells import DASHES
from helpers.inputs.mistakes import say

EARLIER = say("numbers of persons, cases or courses of an earlier year were read (cells: {n})")
CAPITALS = say("numbers of cases, persons or courses were written in capitals (cells: {n})")
_FORM = re.compile(r"([A-Z]+(?:-[A-Z]+)*)-(20[0-9]{2})-([A-Z]?[0-9]{2,5})")
_NUMBERS = {"case_id": "[0-9]{3,5}", "person_id": "V[0-9]{3,5}", "course_id": "[CT][0-9]{2,4}"}
_IN_A_TEXT = re.compile(
    rf"(?<![A-Z0-9])(?:(?:[A-Z]+-)+20[0-9]{{2}}-(?:{_NUMBERS['person_id']}|{_NUMBERS['case_id']})|{_NUMBERS['person_id']})(?![A-Z0-9])"
)
_EXAMPLES = {"case_id": "004", "person_id": "V001", "course_id": "C01"}


def read_case(cell: str, provinces: Sequence[str], year: str, *, own: bool) -> Read:
    """The number of a case, of any of these provinces; `own`: it names the row, and does not point to another."""
    example = example_of("case_id", "lang-son", "2023")
    return _identifier(cell, "case_id", provinces, year, own=own) or wrong(
        say("is not a case number"),
        say("write the pseudonymous number of the case, such as {example}", example=example),
    )


def read_person(cell: str, provinces: Sequence[str], year: str) -> Read:
    """The pseudonym of a person in a return of the first of these provinces."""
    example = example_of("person_id", provinces[0], year)
    return _identifier(cell, "person_id", provinces, year) or wrong(
        say("is not a person's pseudonym of this province"),
        say(
            "write province, year and a number after V, such as {example}, and no name or number of papers",
            example=example,
        ),
    )


def read_course(cell: str, provinces: Sequence[str], year: str) -> Read:
    """The number of a course in a return of the first of these provinces."""
    example = example_of("course_id", provinces[0], year)
    return _identifier(cell, "course_id", provinces, year) or wrong(
        say("is not a course's number of this province"),
        say("write province, year and a number after C, such as {example}, and no name", example=example),
    )


def names_a_case(text: str) -> bool:
    """Whether a sentence has the pseudonym of a person or the number of a case, in whatever letter case."""
    return _IN_A_TEXT.search(text.translate(DASHES).upper()) is not None


def example_of(kind: str, province: str, year: str) -> str:
    """A number as columns of this type have it: 'person_id' -> LANG-SON-2023-V001."""
    return f"{province.upper()}-{year}-{_EXAMPLES[kind]}"


def _identifier(
    cell: str, kind: str, provinces: Sequence[str], year: str, *, own: bool = True
) -> Read | None:
    """The number, if it is one of this kind and these provinces, and of no later year than the return's."""
    text = cell.translate(DASHES).upper()
    found = _FORM.fullmatch(text)
    if not found or found[1].lower() not in provinces or not re.fullmatch(_NUMBERS[kind], found[3]):
        return None
    if found[2] > year:
        return wrong(say("is of a later year than this return, {year}", year=year), say("correct it"))
    return Read(text, None, EARLIER if own and found[2] < year else None if text == cell else CAPITALS)

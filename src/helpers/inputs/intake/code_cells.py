"""What a cell says of a codelist, or of yes and no; and what may have been meant where it says neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from helpers.errors import near_matches
from helpers.inputs.intake.cell_result import OTHER_SPELLING, Read, Reader, wrong
from helpers.inputs.intake.name_lookup import bilingual, code_names, fold, label_with_code, squeezed_code
from helpers.inputs.mistakes import Phrase, say
from helpers.inputs.params.settings import Bilingual

NEAR = 0.72  # how much of a word must be as in a code or label for that to be meant
SHORTEST_BEGINNING = 3
_NUMBER = re.compile(r"[0-9]{1,4}(?:[-–+.,][0-9]{0,2})?")
_DAY = re.compile(
    r"20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?"
)
_MADE_A_DAY = (
    say("is a date: Excel makes one of a value such as 12-17"),
    say("set the cell's format to Text, then write the value again, or choose it from the list"),
)
_YES = {"yes", "y", "co", "true", "x", "co yes"}
_NO = {"no", "n", "khong", "false", "khong no"}
_YES_NO_AS_OFFERED = {"yes", "no", "Yes", "No", "Có", "Không", "Có / Yes", "Không / No"}


def code_reader(labels: Mapping[str, Bilingual], *, several: bool) -> Reader:
    """How cells of a codelist are read; of `several` codes, separated by ; or lines, where the column takes them."""
    names = code_names(labels)
    offered = {
        form for code, label in labels.items() for form in (code, label.en, label.vi, bilingual(label))
    }
    listed = (
        ", ".join(label_with_code(code, label) for code, label in labels.items()),
        ", ".join(label.vi for label in labels.values()),
    )

    def read(cell: str) -> Read:
        parts = [part.strip() for part in re.split(r"[;\n]", cell.strip("; \n"))] if several else [cell]
        codes = [names.get(squeezed_code(part)) for part in parts]
        if several and None in codes and ";" not in cell and "," in cell:
            apart = [part.strip() for part in cell.split(",")]
            if None not in (named := [names.get(squeezed_code(part)) for part in apart]):
                parts, codes = apart, named
        for part, code in zip(parts, codes, strict=True):
            if code is None and _DAY.fullmatch(part):
                return wrong(*_MADE_A_DAY)
            if code is None:
                near = _near_codes(part, labels)
                shown = f"'{part}' " if near or _NUMBER.fullmatch(part) else ""
                reason = say("{shown}is not one of {listed}", shown=shown, listed=listed)
                return wrong(reason, _remedy(near, labels, several=several))
        if len(set(codes)) < len(codes):
            return wrong(say("names a value twice"), say("keep one of them"))
        exact = all(part in offered for part in parts) and (len(parts) == 1 or "," not in cell)
        return Read(";".join(filter(None, codes)), None, None if exact else OTHER_SPELLING)

    return read


def _near_codes(part: str, labels: Mapping[str, Bilingual]) -> list[str]:
    """The codes that a word is nearly, or the beginning of, by itself or by its label in either language.

    Any other word may be somebody's name, and no message repeats it.
    """
    forms = {
        squeezed_code(name): code for code, label in labels.items() for name in (label.en, label.vi, code)
    }
    word = squeezed_code(part)
    near = [
        forms[form]
        for form in near_matches(word, list(forms))
        if SequenceMatcher(None, form, word).ratio() >= NEAR
        or (len(word) >= SHORTEST_BEGINNING and form.startswith(word))
    ]
    return list(dict.fromkeys(near))


def _remedy(near: list[str], labels: Mapping[str, Bilingual], *, several: bool) -> Phrase:
    """What to do about a word that is no code."""
    if not near:
        return (
            say("write one of these, exactly as here, separated by ';'")
            if several
            else say("write one of these, exactly as here")
        )
    english = " or ".join(f"'{label_with_code(code, labels[code])}'" for code in near)
    return say("did you mean {near}?", near=(english, " hay ".join(f"'{labels[code].vi}'" for code in near)))


def read_yes_no(cell: str) -> Read:
    """Yes or no, in either language."""
    word = fold(cell)
    if word not in _YES | _NO:
        return wrong(say("is not yes or no"), say("write yes or no"))
    return Read(word in _YES, None, None if cell in _YES_NO_AS_OFFERED else OTHER_SPELLING)

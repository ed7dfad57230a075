"""What a cell says of a codelist, or of yes and no; and what may have been meant where it says neither."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.errors import near_matches
from helpers.inputs.checking.names import bilingual, code_names, fold, label_with_code, squeezed_code
from helpers.inputs.checking.reading import OTHER_SPELLING, Read, Reader, wrong
from helpers.inputs.mistakes import Phrase, say
from helpers.inputs.settings import Bilingual

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
        for part, code in zip(parts, codes, strict=True):
            if code is None:
                reason = say("{shown}is not one of {listed}", shown=_shown_code(part), listed=listed)
                return wrong(reason, _near_code(part, labels, several=several))
        if len(set(codes)) < len(codes):
            return wrong(say("names a value twice"), say("keep one of them"))
        exact = all(part in offered for part in parts)
        return Read(";".join(filter(None, codes)), None, None if exact else OTHER_SPELLING)

    return read


def _near_code(part: str, labels: Mapping[str, Bilingual], *, several: bool) -> Phrase:
    """What to do about a word that is no code: by the codes, and their labels in both languages, that are like it."""
    forms = {
        squeezed_code(name): code for code, label in labels.items() for name in (label.en, label.vi, code)
    }
    near = list(dict.fromkeys(forms[form] for form in near_matches(squeezed_code(part), list(forms))))
    if not near:
        return (
            say("write one of these, exactly as here, separated by ';'")
            if several
            else say("write one of these, exactly as here")
        )
    english = " or ".join(f"'{label_with_code(code, labels[code])}'" for code in near)
    return say("did you mean {near}?", near=(english, " hay ".join(f"'{labels[code].vi}'" for code in near)))


def _shown_code(cell: str) -> str:
    """A cell of a codelist column as a message may repeat it: one short word, no name or telephone number."""
    short = re.fullmatch(r"[\w+<>=.-]{1,20}", cell) and len(re.findall("[0-9]", cell)) <= 4
    return f"'{cell}' " if short else ""


def read_yes_no(cell: str) -> Read:
    """Yes or no, in either language."""
    word = fold(cell)
    if word not in _YES | _NO:
        return wrong(say("is not yes or no"), say("write yes or no"))
    return Read(word in _YES, None, None if cell in _YES_NO_AS_OFFERED else OTHER_SPELLING)

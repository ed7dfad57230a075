"""Words in one language that a cell hands over for a report in the other.

A text that is a `str` is for words that are alike in both languages, or already chosen by the report's language. One
that is plainly of the other language is shown in its cell as an output of a kind of its own, for which a build refuses
the cell (render/shown_outputs.py): only there is known whether the cell belongs to the report's language.
"""

from __future__ import annotations

import re
import unicodedata

from helpers.inputs.params.settings import Language
from helpers.report.current import show_now

OTHER_LANGUAGE = "application/vnd.border-guard.other-language+json"
"""The media type that stands in the notebook for such a text; the message is its plain text."""
CALLED: dict[Language, str] = {"en": "English", "vi": "Vietnamese"}
BY_LANGUAGE = 'write {"en": "...", "vi": "..."}[language]'
FEWEST_WORDS = 2
_NO_WORDS = re.compile(r"`[^`]*`|\{[^{}]*\}|\S*[@/_\d]\S*|\S+[.:]\S+")
"""Code, names of numbers, references, addresses, names of files and columns."""
_WORD = re.compile(r"[^\W\d_]+")
_OF_VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gi|gh|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
"""What a Vietnamese word without diacritics looks like: 'theo', 'trong', 'hai'."""


class _InOtherLanguage:
    """What a cell shows of such a text."""

    def __init__(self, message: str) -> None:
        self.message = message

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        return {OTHER_LANGUAGE: {}, "text/plain": self.message}


def tell_if_of_other(text: str, what: str, language: Language, remedy: str) -> None:
    """Show in the cell that runs that a text is of the other language, if it plainly is.

    Args:
        text: as it was handed over.
        what: how the message calls it.
        language: of the report.
        remedy: what to write instead.
    """
    found = language_of_words(text)
    if found not in (None, language):
        show_now(
            _InOtherLanguage(f"{what} is in {CALLED[found]}, and the report in {CALLED[language]}; {remedy}")
        )


def language_of_words(text: str) -> Language | None:
    """The language that a text is plainly in; None of names, numbers, single words and of what may be either.

    Plain are two words or more in small letters, and no fewer than words with capitals, as names have. They are
    Vietnamese if half of them have its letters, and English if none has and one is no syllable of Vietnamese.

    Examples:
        >>> language_of_words("Sessions by month"), language_of_words("Số buổi theo tháng")
        ('en', 'vi')
        >>> language_of_words("Ministry of Foreign Affairs of Viet Nam") is None
        True
    """
    words = _WORD.findall(_NO_WORDS.sub(" ", unicodedata.normalize("NFC", text)))
    small = [word for word in words if word[0].islower()]
    if len(small) < max(FEWEST_WORDS, len(words) - len(small)):
        return None
    vietnamese = sum(bool(_OF_VIETNAMESE.search(word)) for word in small)
    if 2 * vietnamese >= len(small):
        return "vi"
    return "en" if not vietnamese and not all(map(_SYLLABLE.fullmatch, small)) else None

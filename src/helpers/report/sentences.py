"""Computed words: `report.say` shows a sentence, `report.text` gives it for a title, a label, a tile."""

from __future__ import annotations

import math
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.inputs.params.settings import Language
from helpers.privacy.release import Cell
from helpers.privacy.sourced_number import SourcedNumber
from helpers.report import escape
from helpers.report.current import opened, show_now
from helpers.report.front_matter import Prose
from helpers.report.missing_values import is_missing, missing, reason_of
from helpers.report.other_language import CALLED, tell_if_of_other
from helpers.report.released_frame import PartOfSum
from helpers.report.sourced_text import joined, marked, unmarked
from helpers.report.table_sources import sourced_rows, sourced_values
from helpers.report.withheld_behind import left_out_behind
from helpers.report.words import Words

Text = str | Mapping[str, str]
"""A text in the report's language, or one for each: {"en": ..., "vi": ...}."""
LANGUAGES: tuple[Language, ...] = ("en", "vi")
_END_OF_A_SENTENCE = (".", "!", "?", "…")
_IN_ANY_LANGUAGE = ("credit", "source")
"""Texts that name a publication or an owner, as these call themselves."""


def say(text: Text | None = None, *, en: str | None = None, vi: str | None = None, **numbers: Any) -> Prose:
    """A computed sentence in the report's language: `{name}` stands for the number of that name.

    Whole numbers are written as the language writes them, others with one decimal: `{rate:.2f}` says otherwise. A year
    is written plain. Of a missing number the sentence says that it is withheld, not available or not applicable.
    A number that is a cell (`n=release.cell("sessions")`), or computed of cells, opens on the page. Where one is a sum
    from which pandas left out withheld numbers of a frame, or such as are not available, a further sentence says so.

    Raises:
        ParamsError: a language is missing, or a name has no number or is used in neither sentence.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023, language="en")
        >>> total = release.data("sessions")["value"].sum()
        >>> report.say(en="{n} sessions in {year}.", vi="{n} buổi trong năm {year}.", n=total, year=2023).text
        '... sessions in 2023.'
    """
    return shown_now(Prose(_filled("report.say", text, en, vi, numbers, escape.markdown)))


def text(
    given: Text | None = None,
    *,
    en: str | None = None,
    vi: str | None = None,
    missing: str | None = None,
    **numbers: Any,
) -> str:
    """The same as a `str`: for the title of an exhibit, the label of a row, the detail of a key result.

    `missing` is what it gives where one of the numbers is missing; by default the text says that it is.

    Raises:
        ParamsError: as `report.say`.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023, language="en")
        >>> report.text(en="{n:.0f} a session", vi="{n:.0f} người mỗi buổi", n=27.4)
        '27 a session'
    """
    if missing is not None and any(map(is_missing, numbers.values())):
        return missing
    return _filled("report.text", given, en, vi, numbers, str)


def sourced(
    values: pd.Series | pd.DataFrame, *, indicators: Sequence[str] = (), of: pd.DataFrame | None = None
) -> pd.Series:
    """Numbers for `report.say` and `report.text` that open on the page: each knows which released cell it is.

    The index and the name of the Series say which: its rows are called by labels or codes of indicators, places or
    categories, and it by a year or another of these, as a column of a pivot is. What was computed of such numbers knows
    theirs. A number that is no cell stays as it is. One that adds up rows of a frame of `release.data` has their cells,
    if the frame is given: `of=data`. `indicators` are those that the numbers may be on where no label names one. Of a
    frame of `release.data` it gives the values.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023, language="en")
        >>> both = release.data(["sessions", "participants"], years=2)
        >>> now = report.sourced(both.pivot(index="indicator_code", columns="year", values="value")[2023])
        >>> report.text(en="{n:.0f} a session", vi="...", n=now["participants"] / now["sessions"])
        '... a session'
    """
    if isinstance(values, pd.DataFrame) and "value" in values.columns:
        found = sourced_rows(values, Words(opened()))
        return pd.Series(found, index=values.index, dtype=object)
    if not isinstance(values, pd.Series):
        raise ParamsError(f"report.sourced takes a Series, such as wide[2023], not a {type(values).__name__}")
    found = sourced_values(values, Words(opened()), of, indicators)
    return pd.Series(found, index=values.index, name=values.name, dtype=object)


def _filled(
    call: str,
    text: Text | None,
    en: str | None,
    vi: str | None,
    numbers: Mapping[str, Any],
    escaped: Callable[[str], str],
) -> str:
    """The sentence in the report's language, with its numbers."""
    release = opened()
    own = {"en": en or "", "vi": vi or ""}
    for language in LANGUAGES:
        if text is None and not own[language].strip():
            raise ParamsError(
                f'{call}: sentence has no text in {CALLED[language]}; write {call}(en="...", vi="...")'
            )
    given = own if text is None else text
    template = Texts(call, release.language).wanted("sentence", given)
    used = _placeholders(given, call)
    if unknown := sorted(used - set(numbers)):
        raise ParamsError(f"{call}: {{{unknown[0]}}} has no number; give {unknown[0]}=...")
    if unused := sorted(set(numbers) - used):
        raise ParamsError(f"{call}: {unused[0]} is in no sentence; write {{{unused[0]}}} where it belongs")
    words = Words(release)
    filled = _Numbers(words, call, escaped)
    for name, number in numbers.items():
        if isinstance(number, PartOfSum) and not number:
            raise ParamsError(
                f"{call}: the 0 of {{{name}}} stands for numbers that are withheld or not available; write "
                "sum(skipna=False), which leaves such a total missing"
            )
    told = words.in_its_law(unmarked(filled.format(template, **numbers), filled.kept))
    more = left_out_behind(filled.plain, words) if told.rstrip().endswith(_END_OF_A_SENTENCE) else ""
    return joined(" ", (told.rstrip(), escaped(more))) if more else told


def shown_now(made: Prose) -> Prose:
    """The sentence, shown by the cell that runs, wherever in the cell that is."""
    return Said(made.text) if show_now(made) else made


class Texts:
    """The texts of one call, in one language."""

    def __init__(self, call: str, language: Language) -> None:
        self.call, self.language = call, language

    def optional(self, name: str, given: Any) -> str:
        """The text, or nothing."""
        return self.wanted(name, given) if given else ""

    def wanted(self, name: str, given: Any) -> str:
        """The text.

        Raises:
            ParamsError: it is missing in a language, or no text.
        """
        if isinstance(given, str) and given.strip():
            if name not in _IN_ANY_LANGUAGE:
                tell_if_of_other(given, f"{self.call}: {name}", self.language, self._remedy(name))
            return given
        if isinstance(given, Mapping) and given:
            if strange := sorted(set(map(str, given)) - set(LANGUAGES)):
                raise ParamsError(
                    f"{self.call}: {name} has a text in '{strange[0]}'; reports are in en and vi"
                )
            for language in LANGUAGES:
                if not isinstance(given.get(language), str) or not given[language].strip():
                    raise ParamsError(
                        f"{self.call}: {name} has no text in {CALLED[language]}; "
                        f'write {{"en": "...", "vi": "..."}}'
                    )
            return str(given[self.language])
        raise ParamsError(f'{self.call}: {name} is missing; write {name}={{"en": "...", "vi": "..."}}')

    def _remedy(self, name: str) -> str:
        if name == "sentence":
            return f'write {self.call}(en="...", vi="...")'
        return f'write {name}={{"en": "...", "vi": "..."}}'


class _Numbers(string.Formatter):
    """Fills numbers in as the language writes them."""

    def __init__(self, words: Words, call: str, escaped: Callable[[str], str]) -> None:
        self.words, self.call, self.escaped = words, call, escaped
        self.kept: list[Any] = []
        self.plain: list[Any] = []
        """Numbers that know no cell, and are no year."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value; in Markdown it has no meaning but itself."""
        return self.escaped(marked(self._written(value, format_spec), self.kept))

    def _written(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Cell):
            value = missing(value.status) if value.value is None else value.value
        if is_missing(value):
            return self._missing(reason_of(value))
        if isinstance(value, bool) or not pd.api.types.is_number(value):
            if not isinstance(value, str):
                raise ParamsError(f"{self.call} takes numbers and texts, not a {type(value).__name__}")
            return value
        number = value if isinstance(value, SourcedNumber) else float(str(value))
        if math.isinf(number):
            raise ParamsError(
                f"{self.call}: a number is infinite, as of a division by 0; write .replace(np.inf, np.nan)"
            )
        if format_spec.rstrip("f%").startswith("."):
            decimals = int(format_spec.rstrip("f%")[1:] or 0)
        elif format_spec in ("", "n", ",", "%"):
            decimals = 0 if number.is_integer() else 1
        else:
            raise ParamsError(
                f"{self.call}: '{format_spec}' is no way to write a number; write {{name:.2f}} or {{name:.1%}}"
            )
        if not format_spec and number.is_integer() and int(number) in self._plain_years():
            return str(int(number))
        if not isinstance(value, SourcedNumber):
            self.plain.append(value)
        if format_spec.endswith("%"):
            return self.words.percent(100 * number, decimals)
        return self.words.number(number, decimals)

    def _missing(self, reason: str) -> str:
        if reason == "c":
            return self.words.say("(withheld)")
        if reason == "x":
            return self.words.say("(not available)")
        if reason == "z":
            return self.words.say("(not applicable)")
        return self.words.say("(withheld or not available)")

    def _plain_years(self) -> range:
        scope = self.words.release.scope
        return range(scope.first_year - 1, scope.year + 2)


def _placeholders(given: Any, call: str) -> set[str]:
    """The names that the sentences have in braces."""
    found = set()
    for text in (given,) if isinstance(given, str) else given.values():
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as fault:
            raise ParamsError(f"{call}: {fault}; write {{{{ for a brace") from None
        for name in names:
            if not name.isidentifier():
                raise ParamsError(f"{call}: {{{name}}} is no name; write {{n}} and give n=...")
            found.add(name)
    return found


class Said(Prose):
    """A sentence that a cell has shown already."""

    def _ipython_display_(self) -> None: ...

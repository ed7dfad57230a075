"""Exhibits that an analyst makes: `report.figure`, `report.table` and `report.say`.

They take what pandas, matplotlib and seaborn make, and speak of the report that is open.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.inputs.settings import Language
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.current import note_made, opened, show_now
from helpers.report.displays import Prose
from helpers.report.exhibit import Exhibit, Origin
from helpers.report.frame_tables import RowKind, table_of, values_of
from helpers.report.missing_values import is_missing, reason_of
from helpers.report.own_drawing import drawing_of
from helpers.report.traceable import origin_of, own_origins
from helpers.report.words import Words

Text = str | Mapping[str, str]
"""A text in the report's language, or one for each: {"en": ..., "vi": ...}."""
MOST_COLUMNS_OF_DATA = 40
"""Beside a figure, where a table scrolls; on paper the figure stands alone."""
LANGUAGES: tuple[Language, ...] = ("en", "vi")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def figure(
    drawn: Any,
    name: str,
    *,
    title: Text = "",
    alt: Text = "",
    data: pd.DataFrame | pd.Series | None = None,
    subtitle: Text = "",
    note: Text = "",
    source: Text | None = None,
    decimals: int | Mapping[str, int] | None = None,
    percent: Sequence[str] = (),
    right: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
) -> Exhibit:
    """A chart as an exhibit: numbered, with its data beside it, in every format of the report.

    Args:
        drawn: what pandas, matplotlib or seaborn gave: Axes, a Figure, a grid (relplot, FacetGrid, ...), an
            `objects.Plot`.
        name: such as "sessions-by-month"; `@fig-sessions-by-month` in a Markdown cell refers to it.
        title: what the chart shows, as a headline.
        alt: the kind of chart, of which data, and why, for those who cannot see it.
        data: the numbers that are drawn.
        subtitle: measure, place and period.
        note: what the reader must know.
        source: default is that of the data.
        decimals: of the data, as in `table`; so `percent` and `right`.
        percent: columns of the data that are shares of 100.
        right: columns of texts in the data that stand at the right, as numbers do.
        indicators: which ones the numbers come from, where the data do not tell it themselves (`data.attrs`).

    A text is a `str`, or one for each language: `{"en": ..., "vi": ...}`.

    Raises:
        ParamsError: what is missing or is no chart; says what to write.

    Examples:
        >>> import seaborn as sns
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> sessions = release.data("sessions", by="month")
        >>> ax = sns.barplot(sessions, x="month", y="value")
        >>> shown = report.figure(
        ...     ax,
        ...     "sessions",
        ...     data=sessions,
        ...     title={"en": "Sessions by month", "vi": "Số buổi theo tháng"},
        ...     alt={"en": "Bar chart of sessions by month.", "vi": "Biểu đồ cột số buổi theo tháng."},
        ... )
        >>> shown.id
        'fig-sessions'
    """
    call, identifier, frame = _begun("figure", name, data)
    words = Words(opened())
    common = _common(call, words, frame, title, subtitle, note, source, indicators)
    alternative = _Texts(call, words.language).wanted("alt", alt)
    numbers = table_of(
        frame, words, call, decimals=decimals, percent=percent, right=right, most_columns=MOST_COLUMNS_OF_DATA
    )
    drawing = drawing_of(drawn, frame, words, call)
    values = values_of(frame, numbers)
    return _noted(
        Exhibit(
            "figure",
            identifier,
            alt=alternative,
            svg=drawing.wide,
            narrow=drawing.narrow,
            table=numbers,
            values=values,
            **common,
        )  # fmt: skip
    )


def table(
    frame: pd.DataFrame | pd.Series,
    name: str,
    *,
    title: Text = "",
    subtitle: Text = "",
    note: Text = "",
    source: Text | None = None,
    decimals: int | Mapping[str, int] | None = None,
    percent: Sequence[str] = (),
    rows: Mapping[str, RowKind] | None = None,
    right: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
) -> Exhibit:
    """A DataFrame or Series as a table: numbers as the language writes them, `[c]` where a value is withheld.

    Args:
        frame: its index heads the rows, unless it only counts them; a last row called "All" or "Total" is a total.
        name: such as "top-ten"; `@tbl-top-ten` in a Markdown cell refers to it.
        title: what the table shows, as a headline.
        subtitle: measure, place and period.
        note: what the reader must know.
        source: default is that of the data.
        decimals: of all numbers, or by column; default is none for whole numbers, else one.
        percent: columns that are shares of 100.
        rows: by the label in the index what is no plain row: a "total" is semibold, a "part" indented; a "heading" has
            a label and no values, a "section" is one that stands across all columns; default is what
            `report.sections` says of its frame.
        right: columns of texts that stand at the right, as numbers do: "over 600", "12 (2024)".
        indicators: which ones the numbers come from, where the frame does not tell it itself (`frame.attrs`).

    A text is a `str`, or one for each language: `{"en": ..., "vi": ...}`.

    Raises:
        ParamsError: it is no frame, too wide or too long, or a text is missing; says what to write.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(year=2023)
        >>> both = release.data(["interception_cases", "sessions"], level="province")
        >>> wide = both.pivot(index="place", columns="indicator", values="value")
        >>> rate = wide["Crossings detected"] / wide["Sessions"] * 100
        >>> ten = rate.nlargest(10).rename("Crossings per 100 sessions")
        >>> report.table(ten, "crossings-rate", title="Provinces with the highest rate").id
        'tbl-crossings-rate'
    """
    call, identifier, held = _begun("table", name, frame)
    words = Words(opened())
    common = _common(call, words, held, title, subtitle, note, source, indicators)
    numbers = table_of(held, words, call, decimals=decimals, percent=percent, kinds=rows, right=right)
    return _noted(
        Exhibit("table", identifier, alt="", table=numbers, values=values_of(held, numbers), **common)
    )


def say(text: Text | None = None, *, en: str | None = None, vi: str | None = None, **numbers: Any) -> Prose:
    """A computed sentence in the report's language: `{name}` stands for the number of that name.

    Whole numbers are written as the language writes them, others with one decimal: `{rate:.2f}` says otherwise. A year
    is written plain. Of a missing number the sentence says that it is withheld, not available or not applicable.

    Raises:
        ParamsError: a language is missing, or a name has no number or is used in neither sentence.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023, language="en")
        >>> total = release.data("sessions")["value"].sum()
        >>> report.say(en="{n} sessions in {year}.", vi="{n} buổi trong năm {year}.", n=total, year=2023).text
        '... sessions in 2023.'
    """
    release = opened()
    texts = _Texts("report.say", release.language)
    given = text if text is not None else {k: v for k, v in (("en", en), ("vi", vi)) if v is not None}
    template = texts.wanted("sentence", given)
    used = _placeholders(given)
    if unknown := sorted(used - set(numbers)):
        raise ParamsError(f"report.say: {{{unknown[0]}}} has no number; give {unknown[0]}=...")
    if unused := sorted(set(numbers) - used):
        raise ParamsError(
            f"report.say: {unused[0]} is in no sentence; write {{{unused[0]}}} where it belongs"
        )
    made = Prose(_Numbers(Words(release)).format(template, **numbers))
    return Said(made.text) if show_now(made) else made


class _Texts:
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
            return given
        if isinstance(given, Mapping) and given:
            if strange := sorted(set(map(str, given)) - set(LANGUAGES)):
                raise ParamsError(
                    f"{self.call}: {name} has a text in '{strange[0]}'; reports are in en and vi"
                )
            for language in LANGUAGES:
                if not isinstance(given.get(language), str) or not given[language].strip():
                    raise ParamsError(
                        f"{self.call}: {name} has no text in {_CALLED[language]}; "
                        f'write {{"en": "...", "vi": "..."}}'
                    )
            return str(given[self.language])
        raise ParamsError(f'{self.call}: {name} is missing; write {name}={{"en": "...", "vi": "..."}}')


_CALLED: Mapping[str, str] = {"en": "English", "vi": "Vietnamese"}


class _Numbers(string.Formatter):
    """Fills numbers in as the language writes them."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value, as Markdown in which it has no meaning but itself."""
        return escape.markdown(self._written(value, format_spec))

    def _written(self, value: Any, format_spec: str) -> str:
        if is_missing(value):
            return self._missing(reason_of(value))
        if isinstance(value, bool) or not pd.api.types.is_number(value):
            if not isinstance(value, str):
                raise ParamsError(f"report.say takes numbers and texts, not a {type(value).__name__}")
            return value
        number = float(str(value))
        if format_spec.rstrip("f%").startswith("."):
            decimals = int(format_spec.rstrip("f%")[1:] or 0)
        elif format_spec in ("", "n", ",", "%"):
            decimals = 0 if number.is_integer() else 1
        else:
            raise ParamsError(f"report.say: '{format_spec}' is no way to write a number; write {{name:.2f}}")
        if not format_spec and number.is_integer() and int(number) in self._plain_years():
            return str(int(number))
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


def _placeholders(given: Any) -> set[str]:
    """The names that the sentences have in braces."""
    found = set()
    for text in (given,) if isinstance(given, str) else given.values():
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as fault:
            raise ParamsError(f"report.say: {fault}; write {{{{ for a brace") from None
        for name in names:
            if not name.isidentifier():
                raise ParamsError(f"report.say: {{{name}}} is no name; write {{n}} and give n=...")
            found.add(name)
    return found


class HandedOver(Exhibit):
    """An exhibit that a cell has shown already, so that its value at the end of the cell is not shown again."""

    def _ipython_display_(self) -> None: ...


class Said(Prose):
    """A sentence that a cell has shown already."""

    def _ipython_display_(self) -> None: ...


def _noted(made: Exhibit) -> Exhibit:
    """The exhibit, shown by the cell that made it, wherever in the cell that is."""
    note_made(made.id, made.title)
    if not show_now(made):
        return made
    return HandedOver(**{each.name: getattr(made, each.name) for each in fields(made)})


def _begun(kind: str, name: Any, data: Any) -> tuple[str, str, pd.DataFrame]:
    """How messages name the call, the whole id of its exhibit, and its data."""
    call = f"report.{kind}({name!r})"
    return call, _identifier(kind, name), _frame(data, call)


def _common(
    call: str,
    words: Words,
    frame: pd.DataFrame,
    title: Text,
    subtitle: Text,
    note: Text,
    source: Text | None,
    indicators: Sequence[str] | None,
) -> dict[str, Any]:
    """What a figure and a table have alike, in the report's language."""
    texts = _Texts(call, words.language)
    return {
        "title": texts.wanted("title", title),
        "subtitle": texts.optional("subtitle", subtitle),
        "note": texts.optional("note", note),
        "source": _source(texts, source, frame, words.release),
        "language": words.language,
        "origins": _origins(words.release, frame, indicators),
    }


def _identifier(kind: str, name: Any) -> str:
    """The whole id of an exhibit: 'fig-' or 'tbl-' and what was given."""
    start = "fig-" if kind == "figure" else "tbl-"
    if not isinstance(name, str) or not _NAME.fullmatch(name.removeprefix(start)):
        raise ParamsError(
            f"report.{kind}: an exhibit is named by small letters, digits and hyphens, such as 'sessions-by-month', "
            f"not {name!r}"
        )
    return start + name.removeprefix(start)


def _frame(given: Any, call: str) -> pd.DataFrame:
    """The data as a DataFrame."""
    if isinstance(given, pd.DataFrame):
        held = given
    elif isinstance(given, pd.Series):
        held = given.to_frame(given.name if given.name is not None else "value")
        held.attrs = dict(given.attrs)
    elif type(given).__name__ == "Styler":
        raise ParamsError(
            f"{call}: a Styler cannot be printed on every kind of page; hand over its data: styler.data"
        )
    else:
        raise ParamsError(f"{call}: it takes a DataFrame or a Series, not a {type(given).__name__}")
    if held.empty:
        raise ParamsError(f"{call}: the data have no rows")
    return held


def _source(texts: _Texts, source: Any, frame: pd.DataFrame, release: Release) -> str:
    if source is not None:
        return texts.wanted("source", source)
    return str(frame.attrs.get("source") or Words(release).source())


def _origins(release: Release, frame: pd.DataFrame, indicators: Any) -> tuple[Origin, ...]:
    held = frame["indicator_code"].unique() if "indicator_code" in frame.columns else ()
    named = indicators if indicators is not None else [*held] or frame.attrs.get("indicators", ())
    own = {origin.id.removeprefix("from-project-"): origin for origin in own_origins(release)}
    return tuple(
        own.get(name) or origin_of(release, name) for name in ([named] if isinstance(named, str) else named)
    )

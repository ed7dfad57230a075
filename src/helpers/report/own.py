"""Exhibits that an analyst makes: `report.figure` and `report.table`.

They take what pandas, matplotlib and seaborn make, and speak of the report that is open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.privacy.release import Release
from helpers.report.alt_values import main_values
from helpers.report.completeness_words import rows_without, with_station_reports
from helpers.report.current import note_made, opened, own_files, show_now
from helpers.report.data_table import TextTable
from helpers.report.exhibit import Exhibit, Origin
from helpers.report.exhibit_coverage import years_covered
from helpers.report.frame_tables import RowKind, one_format, sums_left_out, table_of, values_of, wide_by
from helpers.report.front_matter import Prose
from helpers.report.left_out_cells import dropped_from
from helpers.report.other_language import BY_LANGUAGE, tell_if_of_other
from helpers.report.own_drawing import drawing_of, put_away
from helpers.report.sentences import Text, Texts, shown_now
from helpers.report.sourced_text import joined, recovered
from helpers.report.table_sources import cells_across
from helpers.report.traceable import origin_of, own_origins
from helpers.report.withheld_behind import left_out_of_it, not_drawn, withheld_behind
from helpers.report.words import Words

MOST_COLUMNS_OF_DATA = 40
"""Beside a figure, where a table scrolls; on paper the figure stands alone."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 100
"""Letters of an exhibit's name, which its files have, too."""


def figure(  # noqa: PLR0913
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
    across: str = "",
    only_if: bool = True,
    half: bool = False,
) -> Exhibit | Prose:
    """A chart as an exhibit: numbered, with its data beside it, in every format of the report.

    Where its data hold a value that is withheld or not available, lines and bars that are certain to be of them are
    marked `[c]` or `[x]`, heat maps too; of what is not marked, the note says that it is not drawn.

    Args:
        drawn: what pandas, matplotlib or seaborn gave: Axes, a Figure, a grid (relplot, FacetGrid, ...), an
            `objects.Plot`.
        name: such as "sessions-by-month"; `@fig-sessions-by-month` in a Markdown cell refers to it.
        title: what the chart shows, as a headline.
        alt: the kind of chart, of which data, and why, for those who cannot see it; the main values are added.
        data: the numbers that are drawn.
        subtitle: measure, place and period.
        note: what the reader must know.
        source: default is that of the data.
        decimals: of the data, as in `table`; so `percent` and `right`.
        percent: columns of the data that are shares of 100.
        right: columns of texts in the data that stand at the right, as numbers do.
        indicators: which ones the numbers come from, where the data do not tell it themselves (`data.attrs`).
        across: a column of tidy data, such as "year", whose categories stand side by side in the table of the data.
        only_if: where False, the title as a sentence takes the place of the chart; for one that may have nothing to
            draw: `only_if=sessions["value"].gt(0).any()`.
        half: drawn half as wide as the page; two such exhibits in a row stand side by side.

    A text is one for each language, `{"en": ..., "vi": ...}`, or a `str` in the report's own.

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
    texts, names = Texts(call, words.language), _names(frame, indicators)
    headline, alternative = _title(texts, title, words, names), texts.wanted("alt", alt)
    if not only_if:
        put_away(drawn, call)
        return shown_now(Prose.plain(headline + "."))
    beside, sources = frame, None
    if across:
        beside = wide_by(frame, across, call)
        sources = cells_across(frame, beside, across, words.release)
        decimals, is_share = one_format(frame, words)
        percent = [*beside.columns] if is_share else ()
    numbers = table_of(
        beside,
        words,
        call,
        decimals=decimals,
        percent=percent,
        right=right,
        most_columns=MOST_COLUMNS_OF_DATA,
        indicators=names,
        sources=sources,
    )
    left_out = sums_left_out(beside, numbers, names, call)
    common = _common(call, words, frame, numbers, left_out, headline, subtitle, note, source, indicators)
    drawing = drawing_of(drawn, frame, words, call, half=half)
    common["note"] = joined(" ", filter(None, (common["note"], *not_drawn(drawing.unmarked, words))))
    values = values_of(beside, numbers)
    return _noted(
        Exhibit(
            "figure",
            identifier,
            alt=f"{alternative.rstrip('. ')}. {main_values(numbers, values, words)}".rstrip(),
            svg=drawing.wide,
            narrow=drawing.narrow,
            table=numbers,
            values=values,
            half=half,
            **common,
        )  # fmt: skip
    )


def table(  # noqa: PLR0913
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
    half: bool = False,
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
        half: half as wide as the page; two such exhibits in a row stand side by side.

    A text is one for each language, `{"en": ..., "vi": ...}`, or a `str` in the report's own.

    Raises:
        ParamsError: it is no frame, too wide or too long, or a text is missing; says what to write.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(year=2023)
        >>> both = release.data(["interception_cases", "sessions"], level="province")
        >>> wide = both.pivot(index="place", columns="indicator", values="value")
        >>> rate = wide["Cases of illegal crossing"] / wide["Sessions"] * 100
        >>> ten = rate.nlargest(10).rename("Crossings per 100 sessions")
        >>> report.table(ten, "crossings-rate", title="Provinces with the highest rate").id
        'tbl-crossings-rate'
    """
    call, identifier, held = _begun("table", name, frame)
    words = Words(opened())
    numbers = table_of(
        held,
        words,
        call,
        decimals=decimals,
        percent=percent,
        kinds=rows,
        right=right,
        indicators=_names(held, indicators),
    )
    names = _names(held, indicators)
    headline = _title(Texts(call, words.language), title, words, names)
    left_out = sums_left_out(held, numbers, names, call)
    common = _common(call, words, held, numbers, left_out, headline, subtitle, note, source, indicators)
    values = values_of(held, numbers)
    return _noted(Exhibit("table", identifier, alt="", table=numbers, values=values, half=half, **common))


class HandedOver(Exhibit):
    """An exhibit that a cell has shown already, so that its value at the end of the cell is not shown again."""

    def _ipython_display_(self) -> None: ...


def _noted(made: Exhibit) -> Exhibit:
    """The exhibit, shown by the cell that made it, wherever in the cell that is."""
    note_made(made.id, made.numbers)
    if not show_now(made):
        return made
    return HandedOver(**{each.name: getattr(made, each.name) for each in fields(made)})


def _begun(kind: str, name: Any, data: Any) -> tuple[str, str, pd.DataFrame]:
    """How messages name the call, the whole id of its exhibit, and its data."""
    call = f"report.{kind}({name!r})"
    return call, exhibit_identifier(kind, name), _frame(data, call)


def _common(
    call: str,
    words: Words,
    frame: pd.DataFrame,
    numbers: TextTable,
    left_out: Collection[str],
    headline: str,
    subtitle: Text,
    note: Text,
    source: Text | None,
    indicators: Sequence[str] | None,
) -> dict[str, Any]:
    """What a figure and a table have alike, in the report's language."""
    for column in numbers.columns:
        tell_if_of_other(
            column.label, f"{call}: the head of a column, '{column.label}',", words.language, BY_LANGUAGE
        )
    texts, in_its_law = Texts(call, words.language), words.in_its_law
    names = _names(frame, indicators)
    source_text = _source(texts, source, frame, words.release, names)
    notes = [in_its_law(texts.optional("note", note))]
    if reports := frame.attrs.get("station_reports"):  # of the places that the frame is of
        source_text = f"{source_text.rstrip('.')}; {reports}."
    elif years := years_covered(frame, numbers, words, names):
        source_text = with_station_reports(words, source_text, names, years)
        told = _names(frame, None) or names  # of a figure, what is drawn and not what its headline adds
        notes += [] if words.release.framework else rows_without(words, told, years)
    notes.append(withheld_behind(numbers, words, names, left_out))
    notes += left_out_of_it(dropped_from(frame, names), words, notes[0])
    return {
        "title": headline,
        "subtitle": recovered(in_its_law(texts.optional("subtitle", subtitle)), names),
        "note": recovered(joined(" ", filter(None, notes)), names),
        "source": recovered(source_text, names),
        "language": words.language,
        "origins": _origins(words.release, frame, indicators),
    }


def _title(texts: Texts, title: Text, words: Words, indicators: Collection[str]) -> str:
    return recovered(words.in_its_law(texts.wanted("title", title)), indicators)


def exhibit_identifier(kind: str, name: Any) -> str:
    """The whole id of an exhibit: 'fig-', or 'tbl-' of a table, and what was given."""
    start = "tbl-" if kind == "table" else "fig-"
    if not isinstance(name, str) or len(name) > LONGEST_NAME or not _NAME.fullmatch(name.removeprefix(start)):
        raise ParamsError(
            f"report.{kind}: an exhibit is named by up to {LONGEST_NAME} small letters, digits and hyphens, such as "
            f"'sessions-by-month', not {name!r}"
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
    elif given is None:
        what = "the DataFrame" if call.startswith("report.table") else "data=, the DataFrame that was drawn,"
        raise ParamsError(f"{call}: {what} is missing or None")
    else:
        raise ParamsError(f"{call}: it takes a DataFrame or a Series, not a {type(given).__name__}")
    if held.empty:
        raise ParamsError(f"{call}: the data have no rows")
    return held


def _source(texts: Texts, source: Any, frame: pd.DataFrame, release: Release, names: list[str]) -> str:
    if source is not None:
        return texts.wanted("source", source)
    if not names and "source" not in frame.attrs and (files := own_files()):
        raise ParamsError(
            f"{texts.call}: the notebook reads {files[-1]}, and nothing says where these numbers come from; name it, "
            'source={"en": ..., "vi": ...}, or their indicators=[...]'
        )
    return str(frame.attrs.get("source") or Words(release).source())


def _origins(release: Release, frame: pd.DataFrame, indicators: Any) -> tuple[Origin, ...]:
    own = {origin.id.removeprefix("from-project-"): origin for origin in own_origins(release)}
    return tuple(own.get(name) or origin_of(release, name) for name in _names(frame, indicators))


def _names(frame: pd.DataFrame, indicators: Any) -> list[str]:
    """The indicators that an exhibit's numbers come from."""
    held = frame["indicator_code"].unique() if "indicator_code" in frame.columns else ()
    named = indicators if indicators is not None else [*held] or frame.attrs.get("indicators", ())
    return [named] if isinstance(named, str) else [*named]

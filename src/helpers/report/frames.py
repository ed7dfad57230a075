"""`release.data`: publishable numbers as tidy frames for pandas and seaborn, with labels in the report's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from numbers import Integral
from typing import Any, Literal, get_args

import pandas as pd

from helpers.errors import ParamsError, did_you_mean
from helpers.metrics.catalogue import ALL, TOTAL
from helpers.privacy.questions import check_question
from helpers.privacy.release import NATION, Cell, Release, months, quarters
from helpers.report import language as lang
from helpers.report.current import note_missing
from helpers.report.missing_values import missing
from helpers.report.reference import unit_word
from helpers.report.words import Words

Freq = Literal["year", "quarter", "month"]
PlaceLevel = Literal["nation", "region", "province"]
FREQS: tuple[str, ...] = get_args(Freq)
LEVELS: tuple[str, ...] = get_args(PlaceLevel)
STATUSES = ("shown", "c", "x", "z")
_PANDAS = {"year": "Y-DEC", "half": "2Q-DEC", "quarter": "Q-DEC", "month": "M"}
_EARLIEST = 1900
"""A number of years below this says how many, one from it on says which."""


@dataclass(frozen=True)
class Wanted:
    """What a frame is to hold: names as the Release has them, checked."""

    indicators: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    periods: tuple[str, ...]
    freq: str
    breakdown: str


class OpenedRelease(Release):
    """The Release that `open_report` gives: what may be published of one report's place and years."""

    def data(
        self,
        indicators: str | Sequence[str],
        by: str | Sequence[str] = (),
        *,
        level: PlaceLevel | None = None,
        places: str | Sequence[str] | None = None,
        years: int | Iterable[int] | None = None,
        freq: Freq | None = None,
    ) -> pd.DataFrame:
        """Publishable numbers as a tidy frame: one row a number, or a mark in its place.

        Args:
            indicators: one name of params/indicators.yml or several, such as "sessions".
            by: what to split by: "year", "quarter", "month", and columns such as "sex" or ["border", "direction"].
            level: every "province" or "region", or the "nation"; default is the report's own place.
            places: slugs instead of a level, such as ["lang-son", "viet-nam"].
            years: the last so many up to the report's (2), one (2022) or several ([2021, 2023]); default the report's.
            freq: "year", "quarter" or "month": the same as giving it in `by`.

        Returns:
            Columns `indicator`, `place`, `region` (where the places are provinces), one for each column of `by`,
            `period` (pandas periods), `year`, `quarter` or `month`, `value` (float64), `unit`, `status`, and the codes
            of what has a label: `indicator_code`, `place_code`, `sex_code`, ... Labels are in the report's language, as
            ordered categories. A value is missing (`NaN`, which seaborn
            and matplotlib leave out) where `status` is c (confidential), x (not available) or z
            (not applicable); what is computed of it is missing, too, and still knows why (missing_values.py).
            `attrs` names the indicators, the source, the units, and for which reasons values are missing.

        Raises:
            ParamsError: a name is unknown, or not published so; says what is.

        Examples:
            >>> from helpers import open_report
            >>> release = open_report(province="lang-son", year=2023)
            >>> sessions = release.data("sessions", by="month", years=2)
            >>> release.data(["sessions", "participants"], level="region")[["place", "indicator", "value"]]
                      place             indicator    value
            ...
            >>> release.data("interception_cases", by=["border", "direction"]).columns[3:5].to_list()
            ['border', 'direction']
        """
        return frame_of(self, indicators, by, level=level, places=places, years=years, freq=freq)


def frame_of(
    release: Release,
    indicators: Any,
    by: Any = (),
    *,
    level: Any = None,
    places: Any = None,
    years: Any = None,
    freq: Any = None,
) -> pd.DataFrame:
    """What `OpenedRelease.data` gives; the arguments are checked here.

    Raises:
        ParamsError: one of them is wrong.
    """
    times, columns = _split_by(_names(by, "by"), freq)
    named = tuple(dict.fromkeys(_names(indicators, "indicators")))
    if not named:
        raise ParamsError("data needs an indicator, such as release.data('sessions')")
    for name in named:
        release.indicator(name)
    asked = _years(release, years)
    part = release.scope.period if years is None else None
    found = [part] if part and times == "year" else [each for year in asked for each in _periods(year, times)]
    wanted = Wanted(
        indicators=named,
        places=_places(release, level, places),
        years=asked,
        periods=tuple(each for each in found if part is None or _lies_in(each, part)),
        freq=_kind_of(part) if part and times == "year" else times,
        breakdown=_breakdown(release, named, columns),
    )
    return _Frame(release, wanted).made()


class _Frame:
    """The rows of a frame, then their labels."""

    def __init__(self, release: Release, wanted: Wanted) -> None:
        self.release, self.wanted, self.words = release, wanted, Words(release)
        self.parts = wanted.breakdown.split(".") if wanted.breakdown != TOTAL else []

    def made(self) -> pd.DataFrame:
        rows = list(self._rows())
        values = [missing(cell.status) if cell.value is None else cell.value for *_, cell in rows]
        frame = pd.DataFrame(
            {
                "indicator": self._labelled(
                    [row[0] for row in rows], self.wanted.indicators, self._indicator
                ),
                "place": self._labelled([row[1] for row in rows], self.wanted.places, self.words.place),
            }
        )
        if regions := self._regions():
            order = [region.slug for region in self.release.provinces.regions]
            frame["region"] = self._labelled([regions.get(row[1]) for row in rows], order, self.words.place)
        for at, part in enumerate(self.parts):
            codes = self.release.codelists.codes(self.release.catalogue.codelist(part))
            found = [row[3].split(".")[at] for row in rows]
            frame[part] = self._labelled(
                found,
                [code for code in codes if code in set(found)],
                lambda code, part=part: self.words.code(part, code),
            )
        self._add_time(frame, [row[2] for row in rows])
        frame["value"] = pd.array(values, dtype="float64")
        frame["unit"] = pd.Categorical([self._unit(row[0]) for row in rows])
        frame["status"] = pd.Categorical([cell.status for *_, cell in rows], categories=STATUSES)
        frame["indicator_code"] = [row[0] for row in rows]
        frame["place_code"] = [row[1] for row in rows]
        for at, part in enumerate(self.parts):
            frame[f"{part}_code"] = [row[3].split(".")[at] for row in rows]
        reasons = sorted({cell.status for *_, cell in rows} - {"shown"})
        note_missing(set(reasons))
        frame.attrs = {
            "indicators": list(self.wanted.indicators),
            "source": self.words.source(),
            "missing": reasons,
            "units": {name: self._unit(name) for name in self.wanted.indicators},
        }
        return frame

    def _rows(self) -> Iterable[tuple[str, str, str, str, Cell]]:
        """Indicator, place, period and category of each row, with its cell."""
        release, wanted = self.release, self.wanted
        for indicator, place in product(wanted.indicators, wanted.places):
            if wanted.breakdown == TOTAL:
                for period in wanted.periods:
                    yield indicator, place, period, ALL, release.cell(indicator, place=place, period=period)
                continue
            for period in wanted.periods:
                cells = release.by(indicator, wanted.breakdown, place=place, period=period)
                if not cells:
                    check_question(release, indicator, place, period, wanted.breakdown)
                for category, cell in cells.items():
                    yield indicator, place, period, category, cell

    def _labelled(self, codes: Sequence[str | None], order: Sequence[str], label: Any) -> pd.Categorical:
        """The codes by their labels, in their order; two of one label are one category."""
        labels = {code: label(code) for code in order}
        return pd.Categorical(
            [None if code is None else labels[code] for code in codes],
            categories=list(dict.fromkeys(labels.values())),
            ordered=True,
        )

    def _indicator(self, name: str) -> str:
        return self.words.label(name, short=True)

    def _unit(self, name: str) -> str:
        return unit_word(self.words, self.release.indicator(name).unit)

    def _regions(self) -> dict[str, str]:
        """The region of each place, where all are provinces."""
        known = {p.slug: p.region for p in self.release.provinces.commands(self.release.scope.vintage)}
        return known if set(self.wanted.places) <= set(known) else {}

    def _add_time(self, frame: pd.DataFrame, periods: Sequence[str]) -> None:
        language, freq = self.release.language, self.wanted.freq
        frame["period"] = pd.PeriodIndex([_as_pandas(p) for p in periods], freq=_PANDAS[freq])
        frame["year"] = pd.Categorical(
            [int(period[:4]) for period in periods], categories=sorted(self.wanted.years), ordered=True
        )
        if freq == "quarter":
            names = {f"Q{number}": lang.quarter_short(number, language) for number in range(1, 5)}
        elif freq == "month":
            names = {f"{number:02d}": lang.month_short(number, language) for number in range(1, 13)}
        else:
            return
        frame[freq] = pd.Categorical(
            [names[period[5:]] for period in periods], categories=list(names.values()), ordered=True
        )


def _names(given: Any, argument: str) -> list[str]:
    """One name or several as a list.

    Raises:
        ParamsError: it is something else.
    """
    if isinstance(given, str):
        return [given]
    try:
        names = list(given)
    except TypeError:
        names = [None]
    if not all(isinstance(name, str) for name in names):
        raise ParamsError(f"{argument} takes a name or a list of names, not {given!r}")
    return names


def _split_by(by: Sequence[str], freq: Any) -> tuple[str, list[str]]:
    """The frequency, and the columns that are left."""
    if freq is not None and freq not in FREQS:
        raise ParamsError(f"unknown freq '{freq}'" + did_you_mean(str(freq), FREQS))
    times = list(dict.fromkeys([*([freq] if freq else []), *(name for name in by if name in FREQS)]))
    finer = [time for time in times if time != "year"]
    if len(finer) > 1:
        raise ParamsError(f"split by {' or by '.join(finer)}, not by both")
    return (finer or ["year"])[0], [name for name in by if name not in FREQS]


def _breakdown(release: Release, indicators: Sequence[str], columns: Sequence[str]) -> str:
    """The breakdown by these columns, whatever their order, that every indicator has."""
    if not columns:
        return TOTAL
    parts = {part for name in columns for part in name.split(".")}
    for name in indicators:
        known = release.indicator(name).breakdown_columns
        found = next((each for each, held in known.items() if set(held) == parts), None)
        if found is None:
            asked = ".".join(columns)
            ways = did_you_mean(asked, [*known, *FREQS])
            raise ParamsError(f"'{name}' is not split by '{asked}'{ways}")
        breakdown = found
    return breakdown


def _places(release: Release, level: Any, places: Any) -> tuple[str, ...]:
    if level is not None and places is not None:
        raise ParamsError("give a level or places, not both")
    if places is not None:
        found = tuple(dict.fromkeys(_names(places, "places")))
        if not found:
            raise ParamsError("places is empty; leave it out for the report's own place")
        return found
    if level is None:
        return (release.scope.place,)
    if level not in LEVELS:
        raise ParamsError(f"unknown level '{level}'" + did_you_mean(str(level), LEVELS))
    if level == "nation":
        return (NATION,)
    commands = release.provinces.commands(release.scope.vintage)
    if level == "province":
        return tuple(command.slug for command in commands)
    held = {command.region for command in commands}
    return tuple(region.slug for region in release.provinces.regions if region.slug in held)


def _years(release: Release, years: Any) -> tuple[int, ...]:
    last = release.scope.year
    if years is None:
        return (last,)
    if isinstance(years, int) and not isinstance(years, bool):
        if years >= _EARLIEST:
            return (years,)
        first = last - years + 1
        if years < 1 or first < release.scope.first_year:
            held = len(release.scope.years)
            raise ParamsError(
                f"years={years}: this report holds {held}, {release.scope.first_year} to {last}"
            )
        return tuple(range(first, last + 1))
    found = () if isinstance(years, str) or not isinstance(years, Iterable) else tuple(dict.fromkeys(years))
    if not found or not all(isinstance(year, Integral) and not isinstance(year, bool) for year in found):
        raise ParamsError(
            f"years takes how many, one, or a list, such as 2, 2022 or [2021, 2023], not {years!r}"
        )
    return found


def _periods(year: int, freq: str) -> list[str]:
    return {"year": [str(year)], "quarter": quarters(year), "month": months(year)}[freq]


def _kind_of(period: str) -> str:
    return {"Q": "quarter", "H": "half"}.get(period[5:6], "month")


def _lies_in(period: str, whole: str) -> bool:
    """Whether a month, quarter or half is a part of another, or the same."""
    first, last = _months_of(whole)
    own = _months_of(period)
    return period[:4] == whole[:4] and first <= own[0] and own[1] <= last


def _months_of(period: str) -> tuple[int, int]:
    """The first and last month of a part of a year."""
    part = period[5:]
    length = {"Q": 3, "H": 6}.get(part[:1], 1)
    last = int(part.lstrip("QH")) * length
    return last - length + 1, last


def _as_pandas(period: str) -> str:
    """The quarter in which a half begins, or the period itself."""
    return period.replace("-H1", "Q1").replace("-H2", "Q3").replace("-Q", "Q")

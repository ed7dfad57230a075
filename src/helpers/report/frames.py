"""`release.data`: publishable numbers as tidy frames for pandas and seaborn, with labels in the report's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import pandas as pd

from helpers.metrics.catalogue import ALL, TOTAL
from helpers.metrics.places import NATION
from helpers.privacy.questions import check_question
from helpers.privacy.release import Cell, Release
from helpers.report import language as lang
from helpers.report.current import note_missing
from helpers.report.frame_arguments import Freq, Labels, PlaceLevel, Wanted, parts_of, wanted_of
from helpers.report.missing_values import missing
from helpers.report.reference import unit_word
from helpers.report.words import Words

WHOLE = "All"
"""The label of a total among the parts that it is split into, as pandas calls its margins; its code is `all`."""
STATUSES = ("shown", "c", "x", "z")
_PANDAS = {"year": "Y-DEC", "half": "2Q-DEC", "quarter": "Q-DEC", "month": "M"}


class OpenedRelease(Release):
    """The Release that `open_report` gives: what may be published of one report's place and years."""

    @property
    def place_name(self) -> str:
        """The name of the report's place in its language."""
        return Words(self).place()

    @property
    def own_and_wider(self) -> list[str]:
        """The report's place, then those that it lies in: of a province, its region and the nation."""
        wider = [self.region.slug] if self.scope.province else []
        return list(dict.fromkeys([self.scope.place, *wider, NATION]))

    @property
    def borders(self) -> list[str]:
        """Labels of the neighbours, and of the sea, that the place borders on; of the nation or a region, all."""
        codes = self.codelists.codes(self.catalogue.codelist("border"))
        if self.scope.province:
            codes = [*self.province.neighbours, *(["sea"] if self.province.coastal else [])]
        return [Words(self).code("border", code) for code in codes]

    @property
    def span(self) -> str:
        """The report's years in words: '2022 to 2023', or the only one."""
        return Words(self).span()

    @property
    def two_years(self) -> str:
        """The year before and the report's in words: '2022 and 2023', or the report's alone."""
        return Words(self).two_years()

    def since(self, first: int) -> str:
        """The years from this one to the report's in words: '2021 to 2023'."""
        return Words(self).span(first)

    def label(self, indicator: str, labels: Labels = "short") -> str:
        """The label that `data` gives an indicator."""
        return Words(self).label(indicator, short=labels == "short")

    def data(
        self,
        indicators: str | Sequence[str],
        by: str | Sequence[str] = (),
        *,
        level: PlaceLevel | Sequence[PlaceLevel] | None = None,
        places: str | Sequence[str] | None = None,
        years: int | Iterable[int] | None = None,
        freq: Freq | None = None,
        totals: bool = False,
        labels: Labels = "short",
    ) -> pd.DataFrame:
        """Publishable numbers as a tidy frame: one row a number, or a mark in its place.

        Args:
            indicators: one name of params/indicators.yml or several, such as "sessions".
            by: what to split by: "year", "quarter", "month", and columns such as "sex" or ["border", "direction"].
            level: every "province" or "region", or the "nation", or several: ["region", "nation"]; default is the
                report's own place.
            places: slugs instead of a level, such as ["lang-son", "viet-nam"].
            years: the last so many up to the report's (2), one (2022) or several ([2021, 2023]); default the report's.
            freq: "year", "quarter" or "month": the same as giving it in `by`.
            totals: adds the whole of each column of `by`, as its last category, "All". It is the published total, not
                the sum of the parts, so it may be shown where parts are withheld.
            labels: names of indicators as narrow tables have them ("short"), or "full".

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
        wanted = wanted_of(
            self,
            indicators,
            by,
            level=level,
            places=places,
            years=years,
            freq=freq,
            totals=totals,
            labels=labels,
        )
        return _Frame(self, wanted).made()


class _Frame:
    """The rows of a frame, then their labels."""

    def __init__(self, release: Release, wanted: Wanted) -> None:
        self.release, self.wanted, self.words = release, wanted, Words(release)
        self.parts = parts_of(wanted.breakdowns[0])

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
            codes = [*self.release.codelists.codes(self.release.catalogue.codelist(part)), ALL]
            found = [row[3][at] for row in rows]
            frame[part] = self._labelled(
                found,
                [code for code in codes if code in set(found)],
                lambda code, part=part: WHOLE if code == ALL else self.words.code(part, code),
            )
        self._add_time(frame, [row[2] for row in rows])
        frame["value"] = pd.array(values, dtype="float64")
        frame["unit"] = pd.Categorical([self._unit(row[0]) for row in rows])
        frame["status"] = pd.Categorical([cell.status for *_, cell in rows], categories=STATUSES)
        frame["indicator_code"] = [row[0] for row in rows]
        frame["place_code"] = [row[1] for row in rows]
        for at, part in enumerate(self.parts):
            frame[f"{part}_code"] = [row[3][at] for row in rows]
        reasons = sorted({cell.status for *_, cell in rows} - {"shown"})
        note_missing(set(reasons))
        frame.attrs = {
            "indicators": list(self.wanted.indicators),
            "source": self._source(),
            "missing": reasons,
            "units": {name: self._unit(name) for name in self.wanted.indicators},
        }
        return frame

    def _rows(self) -> Iterable[tuple[str, str, str, tuple[str, ...], Cell]]:
        """Indicator, place, period and category of each part of a row, with its cell."""
        wanted = self.wanted
        for indicator, place, period in product(wanted.indicators, wanted.places, wanted.periods):
            for breakdown in wanted.breakdowns:
                for category, cell in self._cells_by(breakdown, indicator, place, period):
                    held = dict(zip(parts_of(breakdown), category.split("."), strict=False))
                    yield indicator, place, period, tuple(held.get(part, ALL) for part in self.parts), cell

    def _cells_by(
        self, breakdown: str, indicator: str, place: str, period: str
    ) -> Iterable[tuple[str, Cell]]:
        """The cells of one breakdown by category."""
        release = self.release
        if breakdown == TOTAL:
            return [(ALL, release.cell(indicator, place=place, period=period))]
        cells = release.by(indicator, breakdown, place=place, period=period)
        if not cells:
            check_question(release, indicator, place, period, breakdown)
        return cells.items()

    def _labelled(self, codes: Sequence[str | None], order: Sequence[str], label: Any) -> pd.Categorical:
        """The codes by their labels, in their order; two of one label are one category."""
        labels = {code: label(code) for code in order}
        return pd.Categorical(
            [None if code is None else labels[code] for code in codes],
            categories=list(dict.fromkeys(labels.values())),
            ordered=True,
        )

    def _indicator(self, name: str) -> str:
        return self.words.label(name, short=self.wanted.labels == "short")

    def _unit(self, name: str) -> str:
        return unit_word(self.words, self.release.indicator(name).unit)

    def _source(self) -> str:
        """Where the numbers come from; of the year of the report's own place, how complete its table is."""
        tables = {self.release.indicator(name).table for name in self.wanted.indicators}
        scope = self.release.scope
        own = self.wanted.places == (scope.place,) and not (scope.region or scope.period)
        return self.words.source(tables.pop() if own and len(tables) == 1 else None)

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


def _as_pandas(period: str) -> str:
    """The quarter in which a half begins, or the period itself."""
    return period.replace("-H1", "Q1").replace("-H2", "Q3").replace("-Q", "Q")

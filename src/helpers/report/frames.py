"""`release.data`: publishable numbers as tidy frames for pandas and seaborn, with labels in the report's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from helpers.metrics.place_sums import NATION
from helpers.privacy.questions import published_kinds
from helpers.privacy.release import Release
from helpers.report import framework_frames
from helpers.report import language as lang
from helpers.report.frame_arguments import Freq, Labels, PlaceLevel, wanted_of
from helpers.report.partial_sums import note_frame
from helpers.report.results import framework_of, project_years, provinces_of, told_year
from helpers.report.tidy_frame import TidyFrame
from helpers.report.words import Words


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

    @property
    def period_name(self) -> str:
        """The quarter or half of a year that the report is on, as a title names it: 'Q1 2024'; else its year."""
        return lang.period_long(self.scope.time, self.language)

    @property
    def period_before(self) -> str:
        """The same quarter or half of the year before: 'Q1 2023'."""
        return lang.period_long(f"{self.scope.year - 1}{(self.scope.period or '')[4:]}", self.language)

    @property
    def told_by_year(self) -> list[str]:
        """Labels of the indicators that are published of the report's place by year, and not by quarter."""
        kinds = {name: published_kinds(self, each, self.scope.place) for name, each in self.catalogue.items()}
        return [self.label(name, "full") for name, each in kinds.items() if each == ["year"]]

    @property
    def project_years(self) -> list[int]:
        """The years in which the project ran that the report has returns of."""
        return project_years(self)

    @property
    def project_provinces(self) -> dict[str, str]:
        """The project's provinces, as they are at the end of the report's year: slug -> name."""
        return {slug: Words(self).place(slug) for slug in provinces_of(self)}

    @property
    def project_span(self) -> str:
        """The project's years that the report tells of, in words: '2022 to 2023', or the only one."""
        return Words(self).span(last=told_year(self))

    @property
    def target_rule(self) -> str:
        """How an actual is judged against its target, in words (params/targets.yml)."""
        return framework_of(self).rule.told(self.language)

    @property
    def told_year(self) -> int:
        """The year to the end of which the report tells of the project: its own, or that in which the project ended."""
        return told_year(self)

    def project_data(
        self,
        indicators: str | Sequence[str],
        *,
        level: PlaceLevel | Sequence[PlaceLevel] | None = None,
        labels: Labels = "short",
    ) -> pd.DataFrame:
        """What the project alone did, by year: `data` for its code in the table of training, over its years.

        No rows where the project has no code, or ended before the first returns.

        Examples:
            >>> from helpers import open_report
            >>> release = open_report(project="inl-phase-1", year=2023, language="en")
            >>> release.project_data("officers_trained")["year"].tolist()
            [2022, 2023]
        """
        years = project_years(self)
        frame = self.data(
            indicators, by="project", level=level, years=years or [self.scope.year], labels=labels
        )
        own = frame["project_code"].eq(framework_of(self).project.code or "") & frame["year"].isin(years)
        return frame[own].drop(columns=["project", "project_code"])

    def results(self) -> pd.DataFrame:
        """The project's results framework: one row an indicator, as it stands at the end of the report's year.

        Returns:
            Numbers: `value` (what was achieved), `status`, `target` (the widest that has begun), `due` (the part of it
            that was due by now), `achieved_pct` and `due_pct` (of the target), `deviation_pct` (of what was due),
            `baseline`. Labels: `result` (in order, as categories), `indicator`,
            `standing`, `late`, `by_made_up_dates`, `trend`, `window` (the target's years). Texts of numbers, with units
            and qualifiers: `value_text`, `target_text`, `goal_text` (the target with its window), `due_text`,
            `achieved_text`, `baseline_text`. Of the project's file: `explanation`, `broken_down_by`, `not_yet` (what of
            this is lacking), `verification`, `assumptions`, `note`. For charts and questions:
            `piles_up` (years add up), `percent`, `decimals`, `years_lacking`, `measure`, `measure_of_women`,
            `measure_of_whole`, `counted_by_province`, `of_all_partners`, `published_by`, `framework_code`,
            `standing_code`.

        Raises:
            ParamsError: the report is not on a project.

        Examples:
            >>> from helpers import open_report
            >>> release = open_report(project="inl-phase-1", year=2023, language="en")
            >>> results = release.results()
            >>> results.loc[results["late"], ["indicator", "value_text", "goal_text", "standing"]].columns.size
            4
        """
        return framework_frames.results_frame(self)

    def results_by_period(self) -> pd.DataFrame:
        """The indicators of the results framework over the project's periods: one row an indicator and period.

        Returns:
            `indicator`, `period` (in order, as categories), `value` (what the period added), `status` (missing for
            periods to come), and as texts `value_text`, `sum_text` (to date, where periods add up), `target_text`
            (of the period), `milestone_text` (what is to be reached by its end); `in_target` (the target of
            `release.results()` is of this period, too), `framework_code`.

        Raises:
            ParamsError: the report is not on a project.

        Examples:
            >>> from helpers import open_report
            >>> release = open_report(project="inl-phase-1", year=2023, language="en")
            >>> release.results_by_period().columns.to_list()[:4]
            ['indicator', 'period', 'value', 'status']
        """
        return framework_frames.periods_frame(self)

    def reported_results(self) -> pd.DataFrame:
        """The project's results as they were published by the end of the year, beside what the returns add up to.

        Returns:
            `indicator`, `window`, `published`, `published_text`, `returns_text`, `agrees` (missing where there is
            nothing to compare), `source`, `framework_code`.

        Raises:
            ParamsError: the report is not on a project.
        """
        return framework_frames.reported_frame(self)

    def published_context(self) -> pd.DataFrame:
        """What others published on the project's field, as its file chooses it: one row a figure.

        Returns:
            `label`, `value`, `value_text`, `scope`, `period`, `source`, `contradicted` (another figure of the same
            thing, scope and period says otherwise).

        Raises:
            ParamsError: the report is not on a project.
        """
        return framework_frames.context_frame(self)

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
                "period" is the report's own part of the year, in each of the years: the first quarters, in a report on
                2024-Q1. So are the numbers of such a report that are split by no time; "year" gives whole years.
                "quarter" and "month" give those within the part; with `years`, all of these years.
            level: every "province" or "region", or the "nation", or several: ["region", "nation"]; default is the
                report's own place.
            places: slugs instead of a level, such as ["lang-son", "viet-nam"].
            years: the last so many up to the report's (2), one (2022) or several ([2021, 2023]); default the report's.
            freq: "year", "quarter", "month" or "period": the same as giving it in `by`.
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
        frame = TidyFrame(self, wanted).made()
        note_frame(frame)
        return frame

"""The numbers about victims that a report may say: what was released, and what follows from two released cells."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.inputs.settings import Language
from helpers.privacy.release import NATION, Release
from helpers.run.audit.texts import Number, numbers_in

WORDS = {
    "en": ("victim", "assisted", "rescued", "self-returned", "presumed", "reintegrat", "rebuild their lives"),
    "vi": ("nạn nhân", "giải cứu", "tự trở về", "tái hòa nhập"),
}
"""A text that holds one of these, or the label of a sensitive indicator, speaks of victims."""


class Vouched:
    """What one report may say about victims."""

    def __init__(self, release: Release) -> None:
        language = release.language
        sensitive = [i for i in release.catalogue.values() if i.sensitive]
        self._words = (*WORDS[language], *(i.label[language].lower() for i in sensitive))
        frame = release.frame[release.frame["indicator"].isin([i.id for i in sensitive])]
        shown = frame[(frame["status"] == "shown") & self._of_report(frame, release)]
        counts = {float(value) for value in shown["value"]}
        counts |= {float(year) for year in release.scope.years} | {0.0}
        counts |= {figure.value for figure in release.published if "victim" in figure.indicator}
        self.numbers = {Number(value, "count") for value in counts}
        self.numbers |= {Number(round(value, 1), "percent") for value in _percentages(shown)}
        self.numbers |= {Number(value, "change") for value in _changes(shown)}
        said = [release.explanation[language], *(i.definition[language] for i in release.catalogue.values())]
        self._fixed = [" ".join(text.split()) for text in said]
        self._said = {n for text in said for n in numbers_in(text, language)}

    def speaks_of_victims(self, text: str) -> bool:
        """Whether a text is about victims at all."""
        low = text.lower()
        return any(word in low for word in self._words)

    def strangers(self, text: str, language: Language, *, in_lines: bool = False) -> list[Number]:
        """The numbers of a text that nothing released accounts for.

        `in_lines`: the text is a line of a paragraph, so that the policy's own words cannot be told as a whole.
        """
        text = " ".join(text.replace("\\", "").split())
        for fixed in self._fixed:
            text = text.replace(fixed, " ")
        found = [n._replace(value=round(n.value, 1)) for n in numbers_in(text, language)]
        allowed = self.numbers | self._said if in_lines else self.numbers
        return [n for n in found if n not in allowed]

    @staticmethod
    def _of_report(frame: pd.DataFrame, release: Release) -> pd.Series:
        if release.scope.province is None:
            return pd.Series(True, index=frame.index)
        return frame["place"].isin([release.scope.province, release.region.slug, NATION])


def _percentages(shown: pd.DataFrame) -> Iterator[float]:
    """Shares of one place and year, and changes between years of one cell, rounded or not."""
    yield from (0.0, 100.0)
    for _, same in shown.groupby(["place", "period"], sort=False):
        wholes = same.loc[same["breakdown"] == "total", "value"].astype(float)
        for whole in {value for value in wholes if value > 0}:
            for part in same["value"].astype(float):
                if part <= whole:
                    yield from _rounded(100.0 * part / whole)
    for before, now in _successive(shown):
        if before:
            yield from _rounded(abs(100.0 * (now - before) / before))


def _changes(shown: pd.DataFrame) -> Iterator[float]:
    """Differences between successive years of one total."""
    for before, now in _successive(shown[shown["breakdown"] == "total"]):
        yield abs(now - before)


def _successive(shown: pd.DataFrame) -> Iterator[tuple[float, float]]:
    for _, series in shown.groupby(["indicator", "place", "breakdown", "category"], sort=False):
        values = series.sort_values("period")["value"].astype(float).tolist()
        yield from zip(values, values[1:], strict=False)


def _rounded(value: float) -> Iterator[float]:
    yield from (value, float(int(value + 0.5)))

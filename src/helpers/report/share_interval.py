"""How sure a share of those tested is: how many they were, and the interval that chance leaves around it."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.metrics.shares import Interval, wilson
from helpers.privacy.release import Release
from helpers.privacy.sourced_number import SourcedNumber, cells_of
from helpers.report.small_numbers import SMALL_BASE, counts_whole
from helpers.report.words import Words


@dataclass(frozen=True)
class TestedShare:
    """A share in percent of those who took a test, with its interval (Wilson's, params/targets.yml)."""

    share: float
    takers: float
    interval: Interval

    def told(self, w: Words) -> str:
        """The share; of few the two numbers: '84.4%', '9 out of 12'."""
        return w.share_of(self.share, self.takers)

    def bound(self, value: float) -> float:
        """A bound of the interval, which comes from the cells of the share and of those who took the test."""
        return SourcedNumber(value, (*cells_of(self.share), *cells_of(self.takers)))

    def bounds(self, w: Words) -> dict[str, str]:
        """The bounds in words, to fill in as {level}, {low} and {high}."""
        decimals = int(self.takers >= SMALL_BASE)  # as the share is told
        rule = w.release.rule
        return {
            **({"level": w.percent(rule.confidence_pct)} if rule else {}),
            "low": w.percent(self.bound(self.interval.low), decimals),
            "high": w.percent(self.bound(self.interval.high), decimals),
        }


def tested_share(release: Release, indicator: str, period: str | int | None = None) -> TestedShare | None:
    """The share of the report's place; None where it is not shown, or nobody took the test."""
    takers_name = counts_whole(release, indicator)
    if release.rule is None or takers_name is None:
        return None
    share, takers = (release.cell(name, period=period) for name in (indicator, takers_name))
    if share.value is None or not takers.value:
        return None
    found = wilson(share.value, round(takers.value), release.rule.confidence_pct)
    return TestedShare(share.value, takers.value, found) if found else None


def certainty(w: Words, after: TestedShare, before: TestedShare | None) -> str:
    """How sure the gain from before training to after it is, in plain words; a small group is named as such."""
    values = {"takers": w.number(after.takers), **after.bounds(w)}
    if w.release.rule and after.takers < w.release.rule.small_group:
        return w.say(
            "Only {takers} tests were taken: the share after training could as well be {low} as {high}. "
            "So small a group says little about others.",
            **{name: text for name, text in values.items() if name != "level"},
        )
    if before is None:
        return w.say(
            "Of {takers} tests after training: {level} confidence interval {low} to {high}.", **values
        )
    if after.interval.low > before.interval.high:
        return w.say(
            "Of {takers} tests after training: {level} confidence interval {low} to {high}; the interval before lies "
            "wholly below that. The gain is larger than chance explains.",
            **values,
        )
    return w.say(
        "Of {takers} tests after training: {level} confidence interval {low} to {high}; that overlaps with the "
        "interval before, so the difference may be chance.",
        **values,
    )


def knowledge_certainty(release: Release) -> str:
    """How sure the shares of the report's place before and after training are; empty where nobody took the test.

    Examples:
        >>> from helpers import open_report, report
        >>> report.knowledge_certainty(open_report(province="lang-son", year=2023, language="en"))
        'Of ... tests after training: 95% confidence interval ... to ...'
    """
    after = tested_share(release, "posttest_meeting_pct")
    if after is None:
        return ""
    return certainty(Words(release), after, tested_share(release, "pretest_meeting_pct"))

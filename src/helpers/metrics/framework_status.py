"""What is known of an indicator of a results framework: numbers, windows of time, and how it stands. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from helpers.inputs.params.projects import ProjectIndicator, Result
from helpers.inputs.params.settings import Bilingual
from helpers.metrics.indicator import Quantity

Standing = Literal[
    "met", "on_track", "nearly", "behind", "off_track", "no_target", "not_due", "not_reported", "withheld"
]
Trend = Literal["rose", "fell", "unchanged", "unclear", "none"]


@dataclass(frozen=True)
class Measured:
    """A number, or why there is none: shown; c, confidential; x, not available; z, not applicable.

    `qualifier` is that of a published figure, such as 'nearly'. `lacking` are years of a sum that were not available.
    """

    value: float | None
    status: Literal["shown", "c", "x", "z"]
    qualifier: str = ""
    lacking: tuple[int, ...] = ()


@dataclass(frozen=True)
class Window:
    """A span of time that has a target, an actual or both: a period, several, or the whole project."""

    id: str
    start: date
    end: date


@dataclass(frozen=True)
class PublishedTarget:
    """A published actual, what the returns give for its window, and whether both agree, if they give anything.

    `scope` is whom or what the published figure tells of, such as the whole country.
    """

    window: Window
    value: float
    qualifier: str
    source: Bilingual | None
    agrees: bool | None
    counted: float | None = None
    scope: Bilingual | None = None


@dataclass(frozen=True)
class Progress:
    """One indicator in one window.

    `due` is the part of the target that was due by the end of the report year; `achieved_pct` is of the whole target,
    `deviation_pct` of what was due. `must_explain`: the deviation is as large as the rule allows without a word.
    """

    window: Window
    actual: Measured
    target: float | None
    target_qualifier: str
    target_source: Bilingual | None
    due: float | None
    achieved_pct: float | None
    deviation_pct: float | None
    standing: Standing
    must_explain: bool


@dataclass(frozen=True)
class Tracked:
    """One indicator of the framework with all that is known of it by the end of the report year.

    `periods` has every period that has begun, in order, with its target if it has one; `targets` every window with a
    target, and `overall` the widest of them that has begun, or the whole project without target. `so_far` is all that
    the project achieved; `to_date` is what it achieved of the target of the whole, or else of those of its parts that
    have begun, together.
    `trend` is that of the periods; unclear where a share differs by no more than chance.
    """

    result: Result
    indicator: ProjectIndicator
    label: Bilingual
    unit: Quantity
    accumulates: bool
    baseline: Measured
    periods: tuple[Progress, ...]
    targets: tuple[Progress, ...]
    overall: Progress
    to_date: Progress
    so_far: Measured
    published: tuple[PublishedTarget, ...]
    trend: Trend

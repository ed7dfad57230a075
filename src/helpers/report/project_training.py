"""What a project's training showed: takers, scores and shares before and after, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.metrics.shares import wilson
from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION
from helpers.report import charts
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.language import SYMBOLS
from helpers.report.results import framework_of, project_years, told_year
from helpers.report.words import Words


@dataclass(frozen=True)
class Tested:
    """One test of some officers: how many took it, the share that met the standard, its interval, the mean score."""

    takers: int
    share: float
    low: float
    high: float


def all_years(release: Release) -> tuple[Tested | None, Tested | None]:
    """The tests before and after, over all years of the project that the Release has; None where nobody took one."""
    return _together(release, "pretest"), _together(release, "posttest")


def training_gain(release: Release) -> Exhibit | Prose:
    """Shares meeting the standard before and after, by year and over all years, each with its interval."""
    w = Words(release)
    years = project_years(release)
    rows = [
        (str(year), _share(release, "pretest", year), _share(release, "posttest", year)) for year in years
    ]
    before, after = all_years(release)
    if before is None or after is None:
        return Prose.plain(
            w.say(
                "The returns hold no test of this project, so nothing can be computed; published results stand under "
                "“What was published elsewhere?”"
            )
        )
    if len(years) > 1:
        rows.append((w.say("All years"), _as_share(before), _as_share(after)))
    columns = [
        Column(w.say("Year"), "left"),
        Column(w.say("Before")),
        Column(w.say("Interval before")),
        Column(w.say("After")),
        Column(w.say("Interval after")),
    ]
    data = [Row((label, *_texts(w, one), *_texts(w, other))) for label, one, other in rows]
    labels, *tests = zip(*rows, strict=True)
    series = dict(zip(("before", "after"), tests, strict=True))
    frame = tidy("year", labels, {name: [one.cell for one in held] for name, held in series.items()}, "test")
    for end in ("low", "high"):
        frame[end] = [getattr(one, end) for held in series.values() for one in held]
    drawing = draw(charts.intervals, frame, "year", hue="test", language=w.language)
    return Exhibit(
        kind="figure",
        id="fig-training-gain",
        title=_headline(w, before, after),
        subtitle=w.say(
            "Officers meeting the knowledge standard before and after training, share and interval"
        )
        + f", {w.span(last=told_year(release))}",
        alt=w.say(
            "Chart of shares and their intervals before and after training, to show how sure the gain is."
        ),
        source=w.say("pre-test and post-test sheets of the provincial returns."),
        note=w.say(
            "The line is Wilson's interval at {pct} confidence: the shares that these results do not contradict.",
            pct=w.percent(framework_of(release).rule.confidence_pct),
        ),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, data, language=w.language),
    )


def training_results(release: Release) -> Exhibit | None:
    """Table of takers, mean scores and shares before and after, by year; nothing where nobody took a test."""
    w = Words(release)
    years = [year for year in project_years(release) if _cell(release, "posttest_takers", year).value]
    if not years:
        return None
    lines = (
        ("pretest_takers", "number"), ("pretest_mean_score", "points"), ("pretest_meeting_pct", "percent"),
        ("posttest_takers", "number"), ("posttest_mean_score", "points"), ("posttest_meeting_pct", "percent"),
    )  # fmt: skip
    rows = [
        Row((w.label(name), *(_text(w, _cell(release, name, year), kind) for year in years)))
        for name, kind in lines
    ]
    takers = sum(_cell(release, "posttest_takers", year).or_zero() for year in years)
    return Exhibit(
        kind="table",
        id="tbl-training-results",
        title=w.say(
            "{n} took the test after training",
            n=w.counted(takers, "One officer", "{n} officers"),
        ),
        subtitle=w.say("Tests before and after the project's training, by year"),
        alt="",
        source=w.say("pre-test and post-test sheets of the provincial returns."),
        note=w.say("Mean scores are of 100, the means of courses weighted by those who took the test."),
        language=w.language,
        table=table(
            [Column(w.say("Indicator"), "left"), *(Column(str(year)) for year in years)],
            rows,
            language=w.language,
        ),
    )


def training_certainty(release: Release) -> Prose | None:
    """How sure the gain is, in plain words; small groups are named as such; nothing without tests."""
    w = Words(release)
    before, after = all_years(release)
    if before is None or after is None:
        return None
    values = {"takers": w.number(after.takers), "low": w.percent(after.low), "high": w.percent(after.high)}
    if after.takers < framework_of(release).rule.small_group:
        return Prose.plain(
            w.say(
                "Only {takers} officers took the test: the share after training could as well be {low} as {high}. "
                "So small a group says little about others.",
                **values,
            )
        )
    if after.low > before.high:
        text = w.say(
            "With {takers} officers tested, the share after training lies between {low} and {high}; the share before "
            "lies wholly below that. The gain is larger than chance explains.",
            **values,
        )
    else:
        text = w.say(
            "With {takers} officers tested, the share after training lies between {low} and {high}; that overlaps "
            "with the share before, so the gain may be chance.",
            **values,
        )
    return Prose.plain(
        f"{text} " + w.say("The test says what officers knew on the day, not what they do on duty.")
    )


def _headline(w: Words, before: Tested, after: Tested) -> str:
    if after.low > before.high:
        return w.say(
            "{after} met the standard after training, {before} before: more than chance",
            after=w.percent(after.share),
            before=w.percent(before.share),
        )
    return w.say(
        "{after} met the standard after training, {before} before; the difference may be chance",
        after=w.percent(after.share),
        before=w.percent(before.share),
    )


def _cell(release: Release, indicator: str, year: int) -> Cell:
    code = framework_of(release).project.code
    if code is None:
        return Cell(None, "x")
    return release.cell(indicator, place=NATION, period=year, breakdown="project", category=code)


@dataclass(frozen=True)
class Share:
    """A share in percent and the bounds of its interval; no bounds where it has none."""

    cell: Cell
    low: float | None = None
    high: float | None = None


def _share(release: Release, test: str, year: int) -> Share:
    cell, takers = _cell(release, f"{test}_meeting_pct", year), _cell(release, f"{test}_takers", year)
    if cell.value is None or not takers.value:
        return Share(cell)
    found = wilson(cell.value, round(takers.value), framework_of(release).rule.confidence_pct)
    return Share(cell, found.low, found.high) if found else Share(cell)


def _together(release: Release, test: str) -> Tested | None:
    takers = met = 0.0
    for year in project_years(release):
        share, of = _cell(release, f"{test}_meeting_pct", year), _cell(release, f"{test}_takers", year)
        if share.value is not None and of.value:
            takers += of.value
            met += share.value * of.value / 100.0
    found = wilson(
        100.0 * met / takers if takers else 0.0, round(takers), framework_of(release).rule.confidence_pct
    )
    return Tested(round(takers), 100.0 * met / takers, found.low, found.high) if found else None


def _as_share(tested: Tested) -> Share:
    return Share(Cell(tested.share, "shown"), tested.low, tested.high)


def _texts(w: Words, share: Share) -> tuple[str, str]:
    if share.cell.value is None:
        return SYMBOLS.get(share.cell.status, SYMBOLS["x"]), "–"
    if share.low is None or share.high is None:
        return w.percent(share.cell.value, 1), "–"
    return (
        w.percent(share.cell.value, 1),
        w.say("{low} to {high}", low=w.percent(share.low, 1), high=w.percent(share.high, 1)),
    )


def _text(w: Words, cell: Cell, kind: str) -> str:
    if cell.value is None or kind == "number":
        return w.cell(cell)
    return w.number(cell.value, 1) if kind == "points" else w.percent(cell.value, 1)

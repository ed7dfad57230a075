"""Officers trained, and what they knew before and after."""

from __future__ import annotations

from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report import charts
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, or_sentence
from helpers.report.headlines import officers_by_training
from helpers.report.words import Words

STANDARD_PCT = 90.0
"""The share of trainees meeting the knowledge standard that the ASEAN-MPACT workshop of 2018 passed."""
SMALL_GROUP = 10


def knowledge_before_and_after(release: Release) -> Exhibit:
    """Share meeting the standard before and after training: the place by year, its region, the nation."""
    w = Words(release)
    years = release.scope.years[-3:]
    lines = [(release.scope.place, year) for year in years]
    if release.scope.province:
        lines += [(release.region.slug, w.year), (NATION, w.year)]
    else:
        lines += [(region.slug, w.year) for region in release.provinces.regions]
    rows = [
        (
            f"{w.place(place)}, {year}",
            release.cell("pretest_meeting_pct", place=place, period=year),
            release.cell("posttest_meeting_pct", place=place, period=year),
        )
        for place, year in lines
    ]
    columns = [Column(w.say("Place and year"), "left"), Column(w.say("Before")), Column(w.say("After"))]
    data = [Row((label, *(w.cell(c, "pretest_meeting_pct") for c in pair))) for label, *pair in rows]
    labels, *tests = zip(*rows, strict=True)
    series = dict(zip(("before", "after"), tests, strict=True))
    drawing = draw(
        charts.dumbbell,
        tidy("place", labels, series, "test"),
        "place",
        hue="test",
        aim=STANDARD_PCT,
        language=w.language,
    )
    return Exhibit(
        kind="figure",
        id="fig-knowledge",
        title=_headline(w),
        subtitle=w.subtitle(
            w.say("Officers meeting the knowledge standard before and after training"), w.span(years[0])
        ),
        alt=w.say(
            "Dumbbell chart of the share of officers meeting the standard before and after training, to show the gain."
        ),
        source=w.say("pre-test and post-test sheets of the provincial returns."),
        note=_small_group_note(w),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, data, language=w.language),
    )


def _headline(w: Words) -> str:
    before, after = (w.release.cell(f"{test}_meeting_pct") for test in ("pretest", "posttest"))
    if not after.shown:
        return w.say("There is no result of a post-test for {year}", year=w.year)
    values = {"after": w.percent(after.or_zero())}
    if not before.shown:
        return w.say("After training, {after} of officers met the standard", **values)
    return w.say(
        "{after} of officers met the standard after training, {before} before; the aim is {aim}",
        before=w.percent(before.or_zero()),
        aim=w.percent(STANDARD_PCT),
        **values,
    )


def _small_group_note(w: Words) -> str:
    note = w.say("The dashed line is the share of {pct} that is aimed at.", pct=w.percent(STANDARD_PCT))
    takers = w.release.cell("posttest_takers")
    if takers.value is not None and 0 < takers.value < SMALL_GROUP:
        note += " " + w.say("Only {n} officers took the test, so the share says little.", n=w.cell(takers))
    return note


def officers_by_kind(release: Release) -> Exhibit | Prose:
    """Bars of officers trained by kind of event, this year and the year before."""
    w = Words(release)
    labels = [w.say("Training courses"), w.say("Workshops"), w.say("In-depth classes")]
    now = officers_by_training(release, w.year)
    before = officers_by_training(release, w.before) if w.has_before else None
    rows = [
        Row((label, w.cell(now[i]), *([w.cell(before[i])] if before else [])))
        for i, label in enumerate(labels)
    ]
    columns = [
        Column(w.say("Kind"), "left"),
        Column(str(w.year)),
        *([Column(str(w.before))] if before else []),
    ]
    total = sum(cell.or_zero() for cell in now)
    top = max(range(len(now)), key=lambda i: now[i].or_zero())
    series = {str(w.before): before} if before else {}
    series[str(w.year)] = now
    drawing = draw(
        charts.bars, tidy("kind", labels, series), "kind", highlight={labels[top]}, language=w.language
    )
    figure = Exhibit(
        kind="figure",
        id="fig-officers-by-kind",
        title=w.say("Most officers were trained in: {kind}", kind=labels[top][:1].lower() + labels[top][1:])
        if total
        else w.say("No training of officers was reported for {year}", year=w.year),
        subtitle=w.subtitle(w.say("Officers trained by kind of training")),
        alt=w.say("Bar chart of officers trained by kind of training, to show where capacity was built."),
        source=w.source(),
        note=w.say("The thin bar is the year before.") if before else "",
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )
    return or_sentence(figure, now)

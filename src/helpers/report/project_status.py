"""Words on how a project's results stand against their targets, which its report, exports and packet share."""

from __future__ import annotations

from helpers.metrics.framework_status import Standing, Tracked
from helpers.report.amounts import measured, rests_on_made_up_dates
from helpers.report.language import period_in_words
from helpers.report.results import told_year
from helpers.report.words import Words

GOOD: tuple[Standing, ...] = ("met", "on_track")


def targets_judged(w: Words, found: tuple[Tracked, ...]) -> str:
    """How many targets are met or on track, without a full stop.

    A target on which nothing was reported is told apart from one that is not met, and from one that is not due yet.
    """
    begun = [each.overall.standing for each in found if each.overall.target is not None]
    aimed = [standing for standing in begun if standing != "not_due"]
    silent, later = aimed.count("not_reported"), len(begun) - len(aimed)
    if not any(each.targets for each in found):
        return w.say("No source gives a target for this project")
    if not begun:
        return w.say("The project's targets are for the years after {year}", year=w.year)
    if not aimed:
        return w.say("No target is due by the end of {year}", year=told_year(w.release))
    good, values = sum(one in GOOD for one in aimed), {"all": len(aimed), "year": told_year(w.release)}
    if silent == len(aimed):
        parts = [
            w.counted(
                silent,
                "Nothing was reported on the one target that is due, so it cannot be judged",
                "Nothing was reported on the {n} targets that are due, so none can be judged",
            )
        ]
    elif good:
        parts = [w.say("{n} of {all} targets are met or on track at the end of {year}", n=good, **values)]
    else:
        parts = [w.say("None of {all} targets is met or on track at the end of {year}", **values)]
    if any(rests_on_made_up_dates(w, each.overall) for each in found):
        parts.append(w.say("what was due rests on made-up dates"))
    if 0 < silent < len(aimed):
        parts.append(w.counted(silent, "nothing was reported on one", "nothing was reported on {n}"))
    if withheld := aimed.count("withheld"):
        parts.append(w.counted(withheld, "one is withheld", "{n} are withheld"))
    if later:
        parts.append(w.counted(later, "one is not due yet", "{n} are not due yet"))
    return "; ".join(parts)


def beyond_project(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What must stand beside indicators that hold more than the project, or less; the same words once."""
    labels: dict[str, list[str]] = {}
    for each in found:
        if each.indicator.note:
            labels.setdefault(each.indicator.note[w.language], []).append(each.label[w.language])
    return [f"{'; '.join(names)}: {note}" for note, names in labels.items()]


def shares_of_a_year(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What a share over several years is, beside sums, if there is any: of all years together, or of the latest."""
    shares = [
        each
        for each in found
        if not each.accumulates and sum(one.actual.value is not None for one in each.periods) > 1
    ]
    pooled = [each for each in shares if each.so_far.value != each.overall.actual.value]
    said = []
    if pooled:
        said.append(w.say("A cumulative share is that of all years together."))
    if len(pooled) < len(shares):
        said.append(w.say("A share is that of the latest year; shares do not add up."))
    return said


def lacking_years(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """Which years sums are without, if there are any."""
    lacking = sorted({year for each in found for year in each.overall.actual.lacking})
    years = ", ".join(map(str, lacking))
    return [w.say("Sums are without {years}, of which there are no returns.", years=years)] if lacking else []


def baseline(w: Words, each: Tracked) -> str:
    """The baseline with its year; a dash where there is none. A test before the training says so."""
    if each.indicator.baseline is None:
        return "–"
    if is_before_training(each):
        value = measured(w, each.baseline, each.unit)
        return w.say("before training {value} ({year})", value=value, year=each.indicator.baseline.year)
    return measured(w, each.baseline, each.unit) + f" ({each.indicator.baseline.year})"


def is_before_training(each: Tracked) -> bool:
    """Whether the baseline is what the same officers knew in the test before their training."""
    base = each.indicator.baseline
    return base is not None and base.measures is not None and base.measures.startswith("pretest_")


def level(w: Words, name: str) -> str:
    """Objective, outcome or output."""
    return {"objective": w.say("Objective"), "outcome": w.say("Outcome")}.get(name, w.say("Output"))


def trend(w: Words, each: Tracked) -> str:
    """How the latest period stands against the one before it; a dash where there is none."""
    known = [one.window.id for one in each.periods if one.actual.value is not None]
    if each.trend == "none" or len(known) < 2:
        return "–"
    before = known[-2]
    return {
        "rose": w.say("rose on {year}", year=before),
        "fell": w.say("fell on {year}", year=before),
        "unchanged": w.say("unchanged from {year}", year=period_in_words(str(before), w.language)),
        "unclear": w.say("no clear change on {year}", year=before),
    }[each.trend]

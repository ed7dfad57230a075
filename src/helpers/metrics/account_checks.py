"""What is wrong with what a project's file tells beside its results: award, money, scores, certification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from helpers.errors import did_you_mean
from helpers.inputs.params.projects import WHOLE, DonorProject, MadeUp
from helpers.metrics.cross_checks import Fault

At = tuple[str | int, ...]
ALL_WEIGHTS = 100
ACCOUNTS = ("challenges", "sustainability", "safeguarding", "value_for_money", "recommendations")
"""Texts of a narrative that may be left out."""


def account_faults(project: DonorProject) -> Iterator[Fault]:
    """Every such mistake in the file, in its order."""
    yield from _empty(project, (), ("award", "budget"))
    yield from _sources(project)
    ids = [*(result.id for result in project.results), WHOLE]
    if project.budget:
        yield from _money(project.budget.results, ("budget", "results"), ids)
    yield from _weights(project)
    for i, period in enumerate(project.periods):
        at: At = ("periods", i)
        if period.spent and not project.budget:
            yield Fault(
                (*at, "spent"),
                "needs the project's budget, which has the currency; write budget, or take this out",
            )
        planned = project.budget.results if project.budget else ids
        yield from _money(period.spent, (*at, "spent"), planned if set(planned) <= set(ids) else ids)
        yield from _empty(period, at, ("certified",))
        if period.narrative:
            yield from _empty(period.narrative, (*at, "narrative"), ACCOUNTS)
        if period.certified and period.certified.signed < period.end:
            yield Fault(
                (*at, "certified", "signed"),
                f"is before the period ends; give a day on or after {period.end}",
            )
        outputs = [result.id for result in project.results if result.level == "output"]
        for name in period.narrative.scores if period.narrative else ():
            if name not in (*outputs, WHOLE):
                yield Fault(
                    (*at, "narrative", "scores", name),
                    "is no output of this file" + did_you_mean(name, [*outputs, WHOLE]),
                )


def _empty(part: BaseModel, at: At, names: Iterable[str]) -> Iterator[Fault]:
    """Keys that stand there with nothing behind them."""
    for name in names:
        if name in part.model_fields_set and getattr(part, name) is None:
            yield Fault((*at, name), "is empty; fill it in, or take the key out")


def _sources(project: DonorProject) -> Iterator[Fault]:
    """Award and budget have a source, or are said to be made up."""
    told: tuple[tuple[MadeUp, bool], ...] = (
        ("award", bool(project.award and not project.award.source)),
        ("budget", bool(project.budget and not project.budget.source)),
    )
    for name, lacks in told:
        if lacks and name not in project.made_up:
            yield Fault(
                (name, "source"),
                f"is required; name in both languages what gives it, or list {name} under made_up",
            )


def _money(amounts: Mapping[str, float], at: At, known: Iterable[str]) -> Iterator[Fault]:
    names = list(known)
    for name, value in amounts.items():
        if name not in names:
            what = "is not in the budget" if "spent" in at else "is no result of this file"
            yield Fault((*at, name), what + did_you_mean(name, names))
        if value < 0:
            yield Fault((*at, name), "is below 0, which an amount of money cannot be; give 0 or more")


def _weights(project: DonorProject) -> Iterator[Fault]:
    """Weights are of outputs, and of all of them; together they are the whole."""
    weighed = [result for result in project.results if result.weight is not None]
    for i, result in enumerate(project.results):
        at: At = ("results", i, "weight")
        if result.weight is None:
            if weighed and result.level == "output":
                yield Fault(at, "is required where other outputs have one; give each output a weight")
        elif result.level != "output":
            yield Fault(at, f"goes with outputs only, and this is an {result.level}; take it out")
        elif not 0 <= result.weight <= ALL_WEIGHTS:
            yield Fault(at, f"is a percentage, from 0 to {ALL_WEIGHTS}; correct it")
    total = sum(result.weight or 0 for result in weighed)
    sound = all(0 <= (result.weight or 0) <= ALL_WEIGHTS for result in weighed)
    if weighed and sound and abs(total - ALL_WEIGHTS) > 0.01:
        last = max(i for i, result in enumerate(project.results) if result.weight is not None)
        yield Fault(
            ("results", last, "weight"), f"the weights add up to {total:g}, not {ALL_WEIGHTS}; correct them"
        )

"""What a project's file tells beside its results, as its donor asks for it: money, risks, scores, who certifies.

Frames are for `report.table`; their `attrs` have title, subtitle and note. Empty ones have nothing to show. What the
donor's layout asks for and the file does not give is named once (`project_not_given`).
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers.inputs.params.projects import (
    WHOLE,
    Certification,
    DonorProject,
    Layout,
    Narrative,
    Rating,
    ReportingPeriod,
    Score,
)
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report import language as lang
from helpers.report.framework_frames import NONE
from helpers.report.frameworks import chosen_layout
from helpers.report.front_matter import Prose
from helpers.report.project_texts import in_passages
from helpers.report.results import framework_of
from helpers.report.words import Words

MET: tuple[Score, ...] = ("A++", "A+", "A")
"""Scores of an output that did at least what was expected."""
_ASKED: dict[Layout, tuple[str, ...]] = {
    "inl": ("award", "money", "challenges", "risks", "certification"),
    "prm": ("award", "money", "challenges", "risks", "sustainability", "safeguarding", "value_for_money"),
    "iom": ("award", "money", "challenges", "risks"),
    "uk": ("award", "money", "challenges", "risks", "scores", "recommendations", "sustainability", "safeguarding",
           "value_for_money"),
}  # fmt: skip
"""What each donor's template asks for."""
_GIVEN: dict[str, Callable[[DonorProject, ReportingPeriod, Narrative], object]] = {
    "award": lambda project, period, said: project.award,
    "money": lambda project, period, said: project.budget and _spent(project, period),
    "challenges": lambda project, period, said: said.challenges,
    "risks": lambda project, period, said: said.risks,
    "scores": lambda project, period, said: said.scores,
    "recommendations": lambda project, period, said: said.recommendations,
    "sustainability": lambda project, period, said: said.sustainability,
    "safeguarding": lambda project, period, said: said.safeguarding,
    "value_for_money": lambda project, period, said: said.value_for_money,
    "certification": lambda project, period, said: period.certified,
}


def project_money(release: Release) -> pd.DataFrame:
    """Budget, spend of the period and spend to date, by result, with their total; empty without a budget.

    What the file does not give is a dash: money of which nothing is told is not 0.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(project="inl-phase-1", year=2023, language="en")
        >>> report.project_money(release).empty  # no source gives a budget
        True
    """
    w, project = Words(release), framework_of(release).project
    budget, period = project.budget, _period(release)
    if budget is None:
        return pd.DataFrame()
    names = {result.id: result.title[w.language] for result in project.results}
    names[WHOLE] = w.say("Project as a whole")
    amounts = pd.DataFrame(
        {
            w.say("Budget"): pd.Series(budget.results, dtype=float),
            w.say("Spent, {period}", period=period.id): pd.Series(period.spent, dtype=float),
            w.say("Spent to date"): pd.Series(_spent(project, period), dtype=float),
        }
    )
    amounts = amounts.reindex([name for name in names if name in budget.results]).rename(index=names)
    amounts.loc[w.say("Total")] = amounts.sum(min_count=1)
    planned, _, spent = amounts.to_numpy()[-1]
    gaps = _gaps(w, project, period)
    shares = 100 * amounts.iloc[:, -1] / amounts.iloc[:, 0].where(amounts.iloc[:, 0] > 0)
    frame = amounts.map(lambda value: _amount(w, value)).rename_axis(w.say("Result"))
    frame[w.say("Of the budget")] = [NONE if pd.isna(share) else w.percent(share) for share in shares]
    frame.attrs = {
        "indicators": [],
        "rows": {w.say("Total"): "total"},
        "right": list(frame.columns),
        "title": _money_title(w, planned, spent, is_part=bool(gaps)),
        "subtitle": w.say(
            "Budget and spend by result, {currency}, to the end of {period}",
            currency=budget.currency,
            period=period.id,
        ),
        "note": " ".join([*_made_up(w, "budget"), *gaps]),
        "source": f"{budget.source[w.language]}." if budget.source else w.say("the project's file."),
    }
    return frame


def project_risks(release: Release) -> pd.DataFrame:
    """Risks as they stood at the end of the period, the gravest first: rating and response; empty where none is told.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(project="inl-phase-1", year=2023, language="en")
        >>> report.project_risks(release).empty
        True
    """
    w, told = Words(release), _narrative(release).risks
    if not told:
        return pd.DataFrame()
    names = _ratings(w)
    gravest = list(names)[::-1]
    told = sorted(told, key=lambda each: gravest.index(each.rating))
    frame = pd.DataFrame(
        {
            w.say("Rating"): [names[each.rating] for each in told],
            w.say("What is done about it"): [each.response[w.language] for each in told],
        },
        index=pd.Index([each.risk[w.language] for each in told], name=w.say("Risk")),
    )
    frame.attrs = {
        "indicators": [],
        "title": w.say("Risks and responses"),
        "subtitle": w.say(
            "Risks at the end of {period}, with rating and response", period=_period(release).id
        ),
        "note": " ".join(_made_up(w, "narratives")),
        "source": w.say("the project's file."),
    }
    return frame


def project_scores(release: Release) -> pd.DataFrame:
    """How each output did in the period, with its weight, as an annual review has it; empty where none is scored.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(project="uk-cooperation", year=2024, language="en")
        >>> report.project_scores(release).empty  # no source gives scores
        True
    """
    w, scores = Words(release), _narrative(release).scores
    project = framework_of(release).project
    if not scores:
        return pd.DataFrame()
    outputs = [result for result in project.results if result.level == "output"]
    whole, weight = w.say("Project as a whole"), w.say("Weight")
    names = {each.id: each.title[w.language] for each in outputs} | (
        {WHOLE: whole} if WHOLE in scores else {}
    )
    weights = {each.id: w.percent(each.weight) for each in outputs if each.weight is not None}
    reasons = {name: each.reason[w.language] for name, each in scores.items() if each.reason}
    frame = pd.DataFrame(
        {
            weight: [weights.get(name, NONE) for name in names],
            w.say("Score"): [scores[name].score if name in scores else NONE for name in names],
            w.say("Why"): [reasons.get(name, NONE) for name in names],
        },
        index=pd.Index(names.values(), name=w.say("Output")),
    )
    judged = [scores[each.id].score for each in outputs if each.id in scores]
    frame.attrs = {
        "indicators": [],
        "right": [weight],
        "rows": {whole: "total"} if WHOLE in scores else {},
        "title": w.say(
            "{n} of {all} outputs did what was expected, or more",
            n=sum(one in MET for one in judged),
            all=len(outputs),
        ),
        "subtitle": w.say("Scores of the annual review, {period}", period=_period(release).id),
        "note": " ".join(
            [
                w.say(
                    "A++ substantially exceeded, A+ moderately exceeded, A met, B moderately not met, C substantially "
                    "not met. A dash: not scored."
                ),
                *_made_up(w, "narratives"),
            ]
        ),
        "source": w.say("the project's file."),
    }
    return frame


def project_account(release: Release, layout: str = "") -> Prose | None:
    """What the implementer says of challenges, sustainability, safeguarding and value for money, under headings.

    Nothing where nothing is told. The headings are those of the donor's layout.
    """
    w, told = Words(release), _narrative(release)
    problems = chosen_layout(release, layout) == "inl"
    parts = {
        w.say("Problems and what was done about them") if problems else w.say("Challenges"): told.challenges,
        w.say("Sustainability"): told.sustainability,
        w.say("Safeguarding"): told.safeguarding,
        w.say("Value for money"): told.value_for_money,
    }
    given = [f"### {heading}\n\n{in_passages(w, text)}" for heading, text in parts.items() if text]
    return Prose("\n\n".join(given)) if given else None


def project_recommendations(release: Release, layout: str = "") -> Prose | None:
    """What an annual review recommends; nothing in other layouts, or where nothing is told."""
    w, text = Words(release), _narrative(release).recommendations
    if text is None or chosen_layout(release, layout) != "uk":
        return None
    return Prose(f"### {w.say('Recommendations')}\n\n{in_passages(w, text)}")


def project_certification(release: Release, layout: str = "") -> Prose | None:
    """Who certifies the report, where the file tells it."""
    w, period = Words(release), _period(release)
    if not period.certified:
        return None
    heading = f"### {w.say('Certification')}\n\n"
    return Prose(heading + _certified(w, period.certified, chosen_layout(release, layout)))


def project_not_given(release: Release, layout: str = "") -> list[str]:
    """What the layout of a donor asks for, and the project's file does not give for the period."""
    w, project = Words(release), framework_of(release).project
    period, told = _period(release), _narrative(release)
    names = {
        "award": w.say("award number"),
        "money": w.say("budget and spend") if project.budget is None else w.say("spend"),
        "challenges": w.say("challenges"),
        "risks": w.say("risks"),
        "scores": w.say("scores of outputs"),
        "recommendations": w.say("recommendations"),
        "sustainability": w.say("sustainability"),
        "safeguarding": w.say("safeguarding"),
        "value_for_money": w.say("value for money"),
        "certification": w.say("who certifies"),
    }
    asked = _ASKED[chosen_layout(release, layout)]
    return [names[name] for name in asked if not _GIVEN[name](project, period, told)]


def money_in_brief(release: Release) -> list[tuple[str, str]]:
    """Award number, budget and spend to date in all, for the table on the project, as far as they are given."""
    w, project = Words(release), framework_of(release).project
    rows = []
    if project.award:
        source = [project.award.source[w.language]] if project.award.source else _made_up(w, "award")
        rows.append(
            (w.say("Award number"), " ".join([project.award.number, f"({'; '.join(source).rstrip('.')})"]))
        )
    if project.budget:
        told = " ".join(["", *(f"({each.rstrip('.')})" for each in _made_up(w, "budget"))])
        spent = _spent(project, _period(release))
        for head, amounts in ((w.say("Budget"), project.budget.results), (w.say("Spent to date"), spent)):
            if amounts:
                rows.append(
                    (head, f"{_amount(w, sum(amounts.values()))} {project.budget.currency}{told}".rstrip())
                )
    return rows


def _period(release: Release) -> ReportingPeriod:
    return framework_of(release).project.period_of(release.scope.year)


def _narrative(release: Release) -> Narrative:
    return _period(release).narrative or Narrative()


def _spent(project: DonorProject, last: ReportingPeriod) -> dict[str, float]:
    """What was spent since the project began, by the ids of the budget, as far as it is given."""
    spent: dict[str, float] = {}
    for period in project.periods[: project.periods.index(last) + 1]:
        for name, value in period.spent.items():
            spent[name] = spent.get(name, 0) + value
    return spent


def _gaps(w: Words, project: DonorProject, last: ReportingPeriod) -> list[str]:
    """The periods and results of which no spend is given, among the periods that have begun."""
    planned = project.budget.results if project.budget else {}
    names = {result.id: result.title[w.language] for result in project.results}
    names[WHOLE] = w.say("Project as a whole")
    lacking = []
    for each in project.periods[: project.periods.index(last) + 1]:
        without = [names[name] for name in planned if name not in each.spent]
        if without:
            lacking.append(f"{each.id} ({', '.join(without)})" if each.spent else each.id)
    if not lacking:
        return []
    return [
        w.say(
            "No spend is given for {periods}; the sums are without it. A dash: not given.",
            periods="; ".join(lacking),
        )
    ]


def _amount(w: Words, value: float) -> str:
    return NONE if pd.isna(value) else w.number(value, 0 if float(value).is_integer() else 2)


def _money_title(w: Words, planned: float, spent: float, *, is_part: bool) -> str:
    if pd.isna(spent) or not planned:
        return w.say("Budget by result; no spend is given")
    pct = w.percent(100 * spent / planned)
    if is_part:
        return w.say("{pct} of the budget was spent to date, as far as spend is given", pct=pct)
    return w.say("{pct} of the budget was spent to date", pct=pct)


def _made_up(w: Words, part: str) -> list[str]:
    if part not in framework_of(w.release).project.made_up:
        return []
    return [w.say("Made up for this demonstration.")]


def _ratings(w: Words) -> dict[Rating, str]:
    """Ratings in words, the mildest first."""
    return {
        "minor": w.say("minor"),
        "moderate": w.say("moderate"),
        "major": w.say("major"),
        "severe": w.say("severe"),
    }


def _certified(w: Words, certified: Certification, layout: Layout) -> str:
    said = w.say(
        "{name}, {office}, certified this report on {day}.",
        name=certified.name,
        office=certified.office[w.language],
        day=lang.date(certified.signed, w.language),
    )
    if layout == "inl":
        said += " " + w.say(
            "To the best of their knowledge and belief, it is correct and complete for the purposes of the award."
        )
    label = f"*{w.say('Demonstration text')}.* " if _made_up(w, "certification") else ""
    return label + escape.markdown(said)

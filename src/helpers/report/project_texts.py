"""What the implementer says of the report's period, as the project's file has it: progress, deviations, lessons, plans.

Every text that is made up says so on its face.
"""

from __future__ import annotations

from helpers.inputs.params.number_marks import passages
from helpers.inputs.params.settings import Bilingual
from helpers.metrics.framework_status import Tracked
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.amounts import amount, measured, rests_on_made_up_dates, window
from helpers.report.frameworks import chosen_layout
from helpers.report.front_matter import Prose
from helpers.report.results import framework_of, results_of, told_year
from helpers.report.words import Words, lower_first


def project_progress(release: Release) -> Prose:
    """What was done in the period."""
    return _text(release, "progress")


def project_lessons(release: Release) -> Prose:
    """What was learned."""
    return _text(release, "lessons")


def project_next_steps(release: Release) -> Prose | None:
    """What comes next; nothing of a project that ended before the report's year."""
    if framework_of(release).project.ended_by(str(release.scope.year - 1)):
        return None
    return _text(release, "next_steps")


def project_deviations(release: Release, layout: str = "") -> Prose | None:
    """The section on deviations: each that is explained, with its numbers; nothing where no target can be judged.

    Nor is there anything to say below the table of the `inl` layout, which has a column of explanations.
    """
    w = Words(release)
    framework = framework_of(release)
    narrative = framework.project.period_of(w.year).narrative
    found = {each.indicator.id: each for each in results_of(release)}
    told = narrative.deviations if narrative else {}  # what was not reported differs from nothing
    said = {name: text for name, text in told.items() if found[name].overall.actual.value is not None}
    heading = f"### {w.say('Why do actuals differ from targets?')}\n\n"
    if said and chosen_layout(release, layout) == "inl":
        return None
    if said:
        return Prose(heading + "\n\n".join(_deviation(w, found[name], text) for name, text in said.items()))
    if all(each.overall.deviation_pct is None for each in found.values()):
        return None
    pct = w.percent(framework.rule.explain_from_pct)
    none = w.say("No indicator differs from what was due by {pct} or more.", pct=pct)
    return Prose(heading + escape.markdown(none))


def _deviation(w: Words, each: Tracked, text: Bilingual) -> str:
    overall = next((one for one in each.targets if one.must_explain), each.overall)
    head = escape.markdown(each.label[w.language])
    if overall.actual.value is not None and overall.due is not None and overall.deviation_pct is not None:
        numbers = w.say(
            "{actual} against {due} due by the end of {year} ({window}), a difference of {pct}",
            actual=measured(w, overall.actual, each.unit),
            due=amount(w, round(overall.due), each.unit),
            year=told_year(w.release),
            window=window(w, overall.window),
            pct=w.percent(abs(overall.deviation_pct)),
        )
        head = f"{head}: {numbers}"
        if rests_on_made_up_dates(w, overall):
            head = f"{head} ({w.say('dates made up')})"
    return f"**{head}.** {in_passages(w, text)}"


def _text(release: Release, key: str) -> Prose:
    w = Words(release)
    told = framework_of(release).project.period_of(w.year).narrative
    text: Bilingual | None = getattr(told, key) if told else None
    if told is None or text is None:
        return Prose.plain(w.say("Nothing was written for this period yet."))
    return Prose(in_passages(w, text))


def in_passages(w: Words, text: Bilingual) -> str:
    """A narrative; where those of the project are made up, each passage begins with whether it is, or has a source.

    A label begins the first paragraph of its passage, so that a page never ends between the two; a list begins its own.
    """
    found = passages(text[w.language])
    if "narratives" not in framework_of(w.release).project.made_up:
        return " ".join(said for _, said in found)
    labels = {True: f"*{w.say('As the source says')}.*", False: f"*{w.say('Demonstration text')}.*"}
    if all(is_sourced for is_sourced, _ in found):
        labels[True] = ""
    parts = []
    for is_sourced, said in found:
        between = "\n\n" if said.startswith("- ") else " "
        parts.append(f"{labels[is_sourced]}{between}{said}".strip())
    return "\n\n".join(parts) if any(said.startswith("- ") for _, said in found) else " ".join(parts)


def in_plain_passages(w: Words, text: Bilingual) -> str:
    """The same in plain text, for a sentence: where a passage is made up, that stands in brackets before it."""
    found = [
        (is_sourced, " ".join(line.removeprefix("- ") for line in said.splitlines()))
        for is_sourced, said in passages(text[w.language])
    ]
    if "narratives" not in framework_of(w.release).project.made_up:
        return " ".join(said for _, said in found)
    label = lower_first(w.say("Demonstration text"))
    return " ".join(said if is_sourced else f"[{label}] {said}" for is_sourced, said in found)

"""How amounts of a results framework are written: numbers in their unit, qualifiers, windows of time, standings."""

from __future__ import annotations

from helpers.inputs.params.projects import WHOLE
from helpers.metrics.framework_status import Measured, Progress, Standing, Window
from helpers.metrics.indicator import Quantity
from helpers.report import language as lang
from helpers.report.language import MOST_DECIMALS, SYMBOLS, rounded_for_display
from helpers.report.results import framework_of, told_year
from helpers.report.sourced_text import published_text
from helpers.report.words import Words


def amount(w: Words, value: float, unit: Quantity, qualifier: str = "", *, goal: float | None = None) -> str:
    """A number in its unit, with the word that it was published with: 'nearly 200', 'more than 90%'.

    One that comes from no cell is of the project's file, or was published. What falls short of `goal` is not rounded
    onto it: 89.96 of 90 is '89.96%'.
    """
    decimals = 0 if unit.percentage and float(value).is_integer() else unit.decimals
    while (
        goal is not None and decimals < MOST_DECIMALS and value < goal <= rounded_for_display(value, decimals)
    ):
        decimals += 1
    text = published_text(w.percent(value, decimals) if unit.percentage else w.number(value, decimals))
    if qualifier == "nearly":
        return w.say("nearly {number}", number=text)
    if qualifier in ("over", "target over"):
        return w.say("over {number}", number=text)
    return w.say("more than {number}", number=text) if qualifier == "more than" else text


def measured(w: Words, found: Measured, unit: Quantity, *, goal: float | None = None) -> str:
    """A number as tables print it, or its symbol."""
    if found.value is None or found.status != "shown":
        return SYMBOLS.get(found.status, SYMBOLS["x"])
    return amount(w, found.value, unit, found.qualifier, goal=goal)


def target(w: Words, progress: Progress, unit: Quantity) -> str:
    """The target of a window; a dash where none was published."""
    return "–" if progress.target is None else amount(w, progress.target, unit, progress.target_qualifier)


def window(w: Words, span: Window) -> str:
    """A window of time: '2024', '2024 to 2025'; the whole project by its years."""
    first, last = span.start.year, span.end.year
    if span.id != WHOLE and first == last:
        return span.id
    return str(first) if first == last else w.say("{first} to {year}", first=first, year=last)


def told_until(w: Words) -> str:
    """To when the report tells of the project: 'to the end of 2024'; of one that took some days, those days."""
    return days_of(w) or w.say("to the end of {year}", year=told_year(w.release))


def days_of(w: Words) -> str:
    """The first and last day of a project that took some days of one month; empty for others."""
    project = framework_of(w.release).project
    if f"{project.start:%Y-%m}" != f"{project.end:%Y-%m}":
        return ""
    first, last = (lang.date(day, w.language) for day in (project.start, project.end))
    return w.say("{start} to {end}", start=first, end=last)


def asked_name(w: Words, asked: str) -> str:
    """What an indicator is to be broken down by, in words."""
    names = {
        "sex": w.say("sex"),
        "age": w.say("age"),
        "province": w.say("province"),
        "kind": w.say("kind"),
        "service": w.say("service"),
    }
    return names[asked]


def standing(w: Words, found: Progress) -> str:
    """How an indicator stands, in words; a judgement that rests on made-up dates says so."""
    names: dict[Standing, str] = {
        "met": w.say("met"),
        "on_track": w.say("on track"),
        "nearly": w.say("nearly met"),
        "behind": w.say("behind"),
        "off_track": w.say("off track"),
        "no_target": w.say("no target published"),
        "not_due": w.say("due by the end of {year}", year=found.window.end.year),
        "not_reported": w.say("not reported"),
        "withheld": w.say("withheld"),
    }
    name = names[found.standing]
    return (
        w.say("{standing} (dates are made up)", standing=name) if rests_on_made_up_dates(w, found) else name
    )


def rests_on_made_up_dates(w: Words, found: Progress) -> bool:
    """Whether made-up dates decide how a target of the whole project stands; a target that is met is met."""
    project = framework_of(w.release).project
    dated: tuple[Standing, ...] = ("on_track", "nearly", "behind", "off_track", "not_due")
    return found.window.id == WHOLE and "dates" in project.made_up and found.standing in dated

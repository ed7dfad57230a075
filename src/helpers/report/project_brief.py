"""What a project is, in brief: who pays, who does the work, when and where, and what of this no source gives."""

from __future__ import annotations

from helpers.inputs.params.projects import DonorProject, ReportingPeriod
from helpers.privacy.release import Release
from helpers.report import language as lang
from helpers.report.donor_template import money_in_brief, project_not_given
from helpers.report.exhibit import Exhibit, words_table
from helpers.report.results import framework_of
from helpers.report.words import Words


def about_project(release: Release, layout: str = "") -> Exhibit:
    """Table of who pays, who does the work, when and where; last, what the donor's layout asks for and is not given."""
    w = Words(release)
    framework = framework_of(release)
    project = framework.project
    made_up = w.say("(made up for this demonstration)")
    some = w.say("(some made up for this demonstration)")
    dates, period = _span(w, project), _span(w, project.period_of(w.year))
    if project.provinces == "all":
        places = w.say("all provinces with a Border Guard command")
    else:
        former = release.provinces.by_vintage[
            "63"
        ]  # of the 63 before the merger, as the project's file has it
        places = ", ".join(former[slug].name(w.language) for slug in project.provinces)
    rows = [
        (w.say("Donor"), project.donor.name[w.language]),
        (w.say("Implementer"), project.implementer.name[w.language]),
        (w.say("Runs"), f"{dates} {made_up}" if "dates" in project.made_up else dates),
        *([] if period == dates else [(w.say("Reporting period"), period)]),
        *money_in_brief(release),
        (w.say("Provinces"), f"{places} {some}" if "provinces" in project.made_up else places),
        (w.say("What it does"), project.summary[w.language]),
        (w.say("Source"), project.source[w.language]),
    ]
    if lacking := project_not_given(release, layout):
        rows.append((w.say("Asked for, not given"), ", ".join(lacking)))
    return words_table(
        "about-project",
        w.say("The project in brief"),
        [w.say("Item"), w.say("Project")],
        rows,
        w.language,
        note=w.say("Some provinces that are named here have no source; those in the source are among them.")
        if "provinces" in project.made_up
        else "",
    )


def _span(w: Words, told: DonorProject | ReportingPeriod) -> str:
    return w.say(
        "{start} to {end}", start=lang.date(told.start, w.language), end=lang.date(told.end, w.language)
    )

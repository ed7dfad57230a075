"""What a report says of itself: contact, dates, revisions, licences, and how to cite it. It stands at the report's end.

The words are params' (about in params/workbook.yml, dates in params/years/), so that no clock is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell

from helpers.privacy.release import Release
from helpers.render.report_parts import cells_of
from helpers.report import escape
from helpers.report import language as lang
from helpers.report.packet_files import KEY_SHOWN, full_title
from helpers.report.summary import all_published, demonstration_mark
from helpers.report.words import Words, lower_first

CELL = "about-this-report"
ABOUT = "about"
INTERNAL = "quality"
"""The kind of report that is not published."""


def about(release: Release, report: Mapping[str, Any], key: str = "") -> dict[str, Any]:
    """What a packet says of itself, for packet.json and the exports.

    Args:
        release: of the report.
        report: the report's metadata: its title, place and publisher.
        key: of the packet; a preview has none.
    """
    w, told = Words(release), release.about
    contact = {"name": told.contact.name[w.language], "address": told.contact.address[w.language]}
    if told.contact.email:
        contact["email"] = told.contact.email
        if release.demonstration:
            contact["email_note"] = w.say("placeholder, reaches nobody")
    dates = {"updated_date": release.updated_date, "next_release_date": release.next_release_date}
    said: dict[str, Any] = {
        "contact": contact,
        **{name: date for name, date in dates.items() if date},
        "revisions": _revisions(w, told.revisions[w.language]),
    }
    if release.early_access:
        said["early_access"] = [
            {
                "who": each.who[w.language],
                "why": each.why[w.language],
                "since": f"{each.since:%Y-%m-%dT%H:%M}",
            }
            for each in release.early_access
        ]
    if release.restricted or report["kind"] == INTERNAL:  # for nobody to pass on or cite
        return said
    licences = {
        name: {"code": licence.code, "name": licence.name[w.language], "url": licence.url}
        for name, licence in (("data", told.data_licence), ("text", told.text_licence))
    }
    if all_published(release):  # nobody but its publisher can give others' data away
        del licences["data"]
    return said | {"licences": licences, "citation": _citation(w, report, key)}


def add_about(
    notebook: nbformat.NotebookNode, release: Release, report: Mapping[str, Any]
) -> nbformat.NotebookNode:
    """The executed notebook with what it says of itself as the last cell before its annex."""
    told = new_markdown_cell(about_block(release, report), id=CELL)
    notebook.cells.insert(len(cells_of(notebook.cells, "report")), told)
    return notebook


def about_block(release: Release, report: Mapping[str, Any]) -> str:
    """The last section of a report in Markdown: a few lines, short enough for the foot of a first page."""
    w, told = Words(release), report[ABOUT]
    later = told.get("next_release_date")
    facts = [
        {
            w.say("Contact"): _contact(told["contact"]),
            w.say("Last updated"): lang.date(told["updated_date"], w.language),
            w.say("Next release"): lang.date(later, w.language) if later else _no_next_release(w),
        },
    ]
    revisions = {w.say("Revisions"): told["revisions"]}
    if "licences" in told:
        names = {name: licence["name"] for name, licence in told["licences"].items()}
        if "data" not in names:
            said = w.say("figures: as their sources publish them; text: {text}", **names)
        elif release.framework:
            said = w.say(
                "data: {data}; figures of named sources: as these publish them; text: {text}", **names
            )
        else:
            said = w.say("data: {data}; text: {text}", **names)
        facts.append({w.say("Licence"): said} | revisions)
        facts.append({w.say("How to cite"): told["citation"]})
    else:
        facts.append(revisions)
    if "early_access" in told:
        facts.append({w.say("Early access before publication"): _early(w, told["early_access"])})
    lines = [
        " · ".join(f"**{escape.markdown(name)}:** {escape.markdown(text)}" for name, text in line.items())
        for line in facts
    ]
    return f"## {w.say('About this report')} {{#{CELL}}}\n\n" + "\\\n".join(lines)


def _early(w: Words, told: Sequence[Mapping[str, str]]) -> str:
    """Who saw the report before all others, and why, as codes of practice for official statistics ask."""
    said = [
        w.say(
            "{who}, from {day}, {minute}, {why}",
            who=each["who"],
            day=lang.date(each["since"][:10], w.language),
            minute=each["since"][11:],
            why=each["why"],
        )
        for each in told
    ]
    return "; ".join(said)


def _contact(told: Mapping[str, str]) -> str:
    said = ", ".join(text for name, text in told.items() if name != "email_note")
    return f"{said} ({told['email_note']})" if "email_note" in told else said


def _revisions(w: Words, of_returns: str) -> str:
    """What may change the figures: corrected returns, or where there are none, what the source corrects."""
    project = w.release.donor_project
    if project is None or project.rests_on_returns:
        return of_returns
    return w.say("Figures are taken over as published; they change only if their source corrects them.")


def _no_next_release(w: Words) -> str:
    project, scope = w.release.donor_project, w.release.scope
    if project and project.ended_by(scope.period or str(scope.year)):
        return w.say("none, as the project ended on {day}", day=lang.date(project.end, w.language))
    return w.say("date not announced yet")


def _bracketed(mark: str) -> str:
    return f"[{lower_first(mark.rstrip('.'))}]" if mark else ""


def _citation(w: Words, report: Mapping[str, Any], key: str) -> str:
    release = w.release
    parts = {
        "publisher": report["publisher"],
        "year": release.published_date[:4],
        "title": " ".join(filter(None, [full_title(report), _bracketed(demonstration_mark(w))])),
        "date": lang.date(release.updated_date, w.language),
    }
    if not key:
        return w.say("{publisher} ({year}). {title}. Version of {date}.", **parts)
    return w.say(
        "{publisher} ({year}). {title}. Version of {date}, packet {key}.", key=key[:KEY_SHOWN], **parts
    )

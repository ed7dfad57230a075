"""The first page: key results, the notice of demonstration data, notes on merger and revisions; not its main points."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.privacy.release import Cell, Release
from helpers.report import language as lang
from helpers.report.completeness_words import minimum_in_brief
from helpers.report.current import missing_so_far, opened
from helpers.report.data_table import SYMBOLS
from helpers.report.front_matter import KeyResult, KeyResults, Notice, Prose
from helpers.report.headlines.comparisons import MATTERS_MOST, falls
from helpers.report.missing_values import is_missing, mark_of
from helpers.report.sourced_text import joined, recovered
from helpers.report.traceable import origin_of
from helpers.report.words import Words

MOST_TILES = 6


def key_results(tiles: pd.DataFrame, *, indicators: Sequence[str] | None = None) -> KeyResults:
    """A tile for each row, six at most: its value, what it counts, and below it the row's other texts.

    A withheld number has no tile, nor has one that there cannot be, such as a share of no tests: it tells nothing,
    and may stand beside one of the same that is shown. The next row takes its place.

    Args:
        tiles: the index names indicators, in whose unit and decimals `value` is written. `label` says
            what the value counts, where that is not the indicator's own label. All other columns are texts, such as the
            change on the year before.
        indicators: which ones all these numbers come from; default is those in the index.

    Raises:
        ParamsError: there is no column `value`, or the index names no indicators.

    Examples:
        >>> import pandas as pd
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> both = release.data(["sessions", "leaflets"], years=2)
        >>> both = both.pivot(index="indicator_code", columns="year", values="value")
        >>> changes = report.change_in_words(both[2023], both[2022])
        >>> tiles = pd.DataFrame({"value": both[2023], "change": changes})
        >>> shown = report.key_results(tiles.loc[["sessions", "leaflets"]])
        >>> shown.items[0].label, shown.items[0].detail
        ('legal-education sessions', 'up about 9% on 2022 · minimum in 2022')
    """
    if "value" not in tiles:
        raise ParamsError("report.key_results: the frame has no column 'value'")
    release = opened()
    w = Words(release)
    origins = [origin_of(release, name).id for name in indicators or map(str, tiles.index)]
    texts = tiles.drop(columns="value").to_dict("records")
    marks = missing_so_far()
    no_tile = (lang.SYMBOLS["c"], lang.SYMBOLS["z"])
    shown = [
        _tile(w, str(name), value, each)  # not by iterrows, which forgets why a value is missing
        for name, value, each in zip(tiles.index, tiles["value"], texts, strict=True)
        if not (is_missing(value) and mark_of(value, "report.key_results", marks) in no_tile)
    ]
    return KeyResults(shown[:MOST_TILES], origins)


def _tile(w: Words, name: str, value: Any, texts: Mapping[Hashable, Any]) -> KeyResult:
    details = [each for column, each in texts.items() if column != "label"]
    if is_missing(value):
        text = mark_of(value, "report.key_results", missing_so_far())
        details = [SYMBOLS[text][w.language], *details]
    else:
        own = w.release.cell(name)
        text = w.cell(own if own.value == value else Cell(float(value), "shown"), name)
    if minimum := minimum_in_brief(w, name):
        details.append(minimum)
    label = texts.get("label")
    if not isinstance(label, str) or not label:
        label = w.after_number(w.label(name))
    detail = joined(" · ", (recovered(each, {name}) for each in details if isinstance(each, str) and each))
    return KeyResult(text, label, detail, origin_of(w.release, name).id)


AGREEING_YEAR = 2023
"""Of the demonstration data, whose national totals were made to agree with what was published."""


def notice(release: Release) -> Notice | None:
    """The banner over demonstration data; nothing over real returns."""
    w, project = Words(release), release.donor_project
    mark = demonstration_mark(w)
    if project is not None:
        mark = mark or (w.say("Demonstration text.") if project.made_up else "")
        return Notice(mark, " ".join(_of_project(w))) if mark else None
    if not mark:
        return None
    said = w.say(
        "Synthetic returns: no figure here describes a real event or person. Only national totals of {year} agree with "
        "published figures, as the national report shows; changes from other years are made up, too.",
        year=AGREEING_YEAR,
    )
    return Notice(mark, said)


def _of_project(w: Words) -> list[str]:
    """What of a project's report is real and what is not: its results, what was published, and its file."""
    said = []
    if all_published(w.release):
        said.append(
            w.say(
                "No number of this project comes from returns: each was published, and its source is named."
            )
        )
    elif w.release.demonstration:
        said.append(
            w.say(
                "Synthetic returns: no result here describes a real event or person. Targets and figures with a named "
                "source are as they were published."
            )
        )
    if parts := made_up_names(w):
        said.append(w.say("Made up, because no source gives them: {parts}.", parts=", ".join(parts)))
    return said


def made_up_names(w: Words, among: Collection[str] | None = None) -> list[str]:
    """The parts of the project's file that are made up, in words; `among` some parts, or among all."""
    names = {
        "dates": w.say("dates"),
        "provinces": w.say("some provinces"),
        "narratives": w.say("narrative texts"),
        "baselines": w.say("baselines"),
        "assumptions": w.say("assumptions"),
        "verification": w.say("means of verification"),
        "award": w.say("award number"),
        "budget": w.say("budget and spend"),
        "certification": w.say("who certifies"),
    }
    project = w.release.donor_project
    found = project.made_up if project else []
    return [names[each] for each in found if among is None or each in among]


def asked(release: Release) -> Prose:
    """What the report asks of its readers: first about what fell on the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.asked(open_report(province="lang-son", year=2023)).text
        '**What we ask of you.** Against 2022: ... down ... Tell the publisher why, if you know; ...'
    """
    w = Words(release)
    if fell := falls(release, MATTERS_MOST):
        text = w.say(
            "Against {before}: {fell}. Tell the publisher why, if you know; where these figures differ from what you "
            "know of the work; and which figure that you need is missing.",
            before=w.before,
            fell=fell,
        )
    else:
        text = w.say(
            "Tell the publisher where these figures differ from what you know of the work, and which figure that you "
            "need is missing."
        )
    return Prose(joined(" ", (f"**{w.say('What we ask of you.')}**", Prose.plain(text).text)))


def all_published(release: Release) -> bool:
    """Whether every number of the report was published, as those of a project that no return tells of."""
    return release.donor_project is not None and not release.donor_project.rests_on_returns


def demonstration_mark(w: Words) -> str:
    """What of the report is a demonstration: its data; beside published numbers the texts; of real returns nothing."""
    project = w.release.donor_project
    if not w.release.demonstration:
        return ""
    if project is None or not all_published(w.release):
        return w.say("Demonstration data.")
    return w.say("Published figures; demonstration text.") if project.made_up else w.say("Published figures.")


def merger_note(release: Release) -> Prose | None:
    """Which provinces the report speaks of, where the merger of 2025 touches it."""
    if release.scope.vintage == "63":
        return None
    w = Words(release)
    provinces = release.provinces.by_vintage[release.scope.vintage]
    commands = release.provinces.commands(release.scope.vintage)
    text = w.say(
        "This report covers the {n} provinces that have existed since 1 July 2025; ranks and maps are of "
        "{commands} provinces with a Border Guard command. Earlier returns are regrouped to these provinces and their "
        "regions, so that years compare like with like.",
        n=len(provinces),
        commands=len(commands),
    )
    if release.scope.province and len(release.province.parts) > 1:
        old = release.provinces.by_vintage["63"]
        *most, last = (old[slug].name(w.language) for slug in release.province.parts)
        names = w.say(" and ").join([", ".join(most), last])
        text += " " + w.say(
            "{place} was formed from the former provinces {names}.", place=w.place(), names=names
        )
    return Prose.plain(text)


def revisions_note(release: Release) -> Prose | None:
    """Which figures of the report's year come from a newer return; nothing where none was replaced."""
    latest = release.sources[release.sources["year"] == release.scope.year]
    places = list(dict.fromkeys(latest.loc[latest["revised"].astype(bool), "province"]))
    if not places:
        return None
    w = Words(release)
    names = ", ".join(w.place(str(place)) for place in places)
    text = w.say(
        "Revised: the {year} figures of {names} come from a newer return than the first.",
        year=w.year,
        names=names,
    )
    return Prose.plain(text)

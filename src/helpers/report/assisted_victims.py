"""The table of those who were assisted: in all, by how they came, how they were identified, and who was referred."""

from __future__ import annotations

import pandas as pd

from helpers.privacy.release import Release
from helpers.report.current import opened
from helpers.report.words import Words

PATHWAYS = ("victims_rescued", "victims_received", "victims_self_returned")
STATUSES = ("victims_confirmed", "victims_presumed")
VICTIMS = ("victims_assisted", *PATHWAYS, *STATUSES, "victims_referred")
"""The indicators of the table, in order."""
NEW_LAW = 2025
"""From this year on a status has another name."""


def victims_table(wide: pd.DataFrame) -> pd.DataFrame:
    """Victims by place and year under heads, for `report.table`; places of which most is withheld have no column.

    Args:
        wide: `release.data(report.VICTIMS, ...)` with a column a year, or a place and year.

    Examples:
        >>> from helpers import open_report, report
        >>> victims = open_report(year=2023).data(report.VICTIMS, years=2)
        >>> wide = victims.pivot(index="indicator", columns="year", values="value")
        >>> report.victims_table(wide).index.to_list()[1:3]
        ['Pathway', 'Rescued']
    """
    w = Words(opened())
    if "place" in wide.columns.names:
        places = wide.columns.get_level_values("place").unique()
        told = [place for place in places if 2 * wide[place].iloc[1:].notna().to_numpy().mean() >= 1]
        wide = wide[told] if told else wide
    labels = {name: w.label(name, short=True) for name in VICTIMS}
    heads = {w.say("Pathway"): PATHWAYS, w.say("Status of identification"): STATUSES}
    blocks = [wide.loc[[labels["victims_assisted"]]]]
    for head, names in heads.items():
        blocks += [
            pd.DataFrame(index=[head], columns=wide.columns, dtype=float),
            wide.loc[[labels[name] for name in names]],
        ]
    made: pd.DataFrame = pd.concat([*blocks, wide.loc[[labels["victims_referred"]]]]).rename_axis("indicator")
    parts = dict.fromkeys((labels[name] for name in (*PATHWAYS, *STATUSES)), "part")
    made.attrs = {"rows": {labels["victims_assisted"]: "total", **dict.fromkeys(heads, "heading"), **parts}}
    return made


def victims_note(release: Release) -> str:
    """What the table must say: what adds up, which places it leaves out, which law names a status since 2025.

    Examples:
        >>> from helpers import open_report, report
        >>> report.victims_note(open_report(year=2023))
        'Pathways add up to all assisted; so do confirmed and suspected victims.'
    """
    w = Words(release)
    told = [w.say("Pathways add up to all assisted; so do confirmed and suspected victims.")]
    if left_out := [w.place(place) for place in _places(release) if not _is_told(release, place)]:
        told.append(
            w.say("No column, since most numbers are withheld: {places}.", places=", ".join(left_out))
        )
    if w.year >= NEW_LAW:
        told.append(
            w.say(
                "Law 53/2024/QH15, in force since 1 July 2025, calls suspected victims people in the process of being "
                "identified as victims; earlier numbers are of the same group."
            )
        )
    return " ".join(told)


def _places(release: Release) -> list[str]:
    """The places beside the nation that the table of the report is on."""
    scope = release.scope
    if scope.province:
        return [scope.province, release.region.slug]
    return [scope.region] if scope.region else []


def _is_told(release: Release, place: str) -> bool:
    """Whether at least half of the numbers under the total are shown, of the last two years."""
    years = release.scope.years[-2:]
    cells = [release.cell(name, place=place, period=year) for name in VICTIMS[1:] for year in years]
    return 2 * sum(cell.shown for cell in cells) >= len(cells)

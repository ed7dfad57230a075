"""How complete the outreach returns of a year are: station-months expected and received."""

from __future__ import annotations

import pandas as pd

from helpers.inputs.intake.stations import read_stations
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Vintage, read_settings, read_year
from helpers.inputs.records.checked_records import records_in_pieces
from helpers.metrics.place_sums import places_of
from helpers.paths import Project


def compute_coverage(project: Project, year: int, vintage: Vintage) -> pd.DataFrame:
    """One row a province and month: province, month, expected, received.

    Expected are the stations that the register knew in the month's own vintage; received, those with an
    outreach row. Provinces are those of `vintage`.

    Raises:
        ParamsError: a params file is wrong, or the year's returns are of a later vintage.
        ReturnError: nothing of this year was taken in.
    """
    provinces = read_provinces(project)
    order = places_of(provinces, vintage).provinces
    stations = read_stations(project, read_settings(project).stations, provinces)
    expected: dict[tuple[str, str], int] = {}
    for span in read_year(project, year).returns:
        for command in provinces.commands(span.vintage):
            place = provinces.mapped_forward(command.slug, span.vintage, vintage)
            known = len(stations.codes(command.slug, span.vintage))
            for month in span.months:
                expected[place, month] = expected.get((place, month), 0) + known
    key = ["station_code", "month", "province", "vintage"]
    pieces = [piece.drop_duplicates() for piece in records_in_pieces(project, year, "outreach", key)]
    outreach = pd.concat(pieces, ignore_index=True)
    units = outreach[["province", "vintage"]].drop_duplicates().itertuples(index=False)
    forward = {(slug, sent): provinces.mapped_forward(slug, sent, vintage) for slug, sent in units}
    places = [forward[unit] for unit in zip(outreach["province"], outreach["vintage"], strict=True)]
    received = (
        outreach.assign(province=pd.array(places, dtype="string"))
        .drop_duplicates(["station_code", "month"])
        .groupby(["province", "month"])
        .size()
    )
    cells = sorted(expected, key=lambda cell: (order.index(cell[0]), cell[1]))
    return pd.DataFrame(
        {
            "province": pd.array([place for place, _ in cells], dtype="string"),
            "month": pd.array([month for _, month in cells], dtype="string"),
            "expected": pd.array([expected[cell] for cell in cells], dtype="Int64"),
            "received": pd.array([int(received.get(cell, 0)) for cell in cells], dtype="Int64"),
        }
    )

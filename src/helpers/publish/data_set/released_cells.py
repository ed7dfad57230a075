"""The cells of all public packets as one tidy table: what the data set holds, and what the portal can compare.

Packets are the only source: nothing stands here that no published report's data/TABLE.csv holds. All packets of a year
come from one decision on what may be shown, so what they tell together was decided together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from helpers.errors import OutputError
from helpers.inputs.params.provinces import read_provinces
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.scope import NATION
from helpers.report.packet_files import OWN, PACKET

KEY = ("indicator", "place", "vintage", "period", "dimension", "category")
"""What tells one cell from another."""
COLUMNS = (
    "indicator", "place", "level", "vintage", "period", "dimension", "category", "value", "status", "unit",
    "demonstration", "report",
)  # fmt: skip
SHOWN = "shown"
_IN_PACKETS = ["indicator", "place", "period", "breakdown", "category", "value", "status"]
_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator", "place", "period", "dimension", "category")),
        ("value", pa.float64()),
        *((name, pa.string()) for name in ("status", "vintage", "report", "year", "corrected")),
        ("far", pa.int64()),
        ("demonstration", pa.bool_()),
    ]
)


def released_cells(project: Project, packets: Mapping[str, Path]) -> pd.DataFrame:
    """Every cell that the packets tell, one row each, in the order of the catalogue, places and periods.

    Columns: `indicator`; `place`, the short name that reports go by, and its `level` (province, region, nation);
    `vintage`, the set of provinces that the place belongs to (63 or 34), empty for the nation, which is the same in
    both; `period` (2023, 2023-Q1, 2023-05); `dimension` and `category`, what the cell is a part of (total and all
    where it is not split; dimension project has the projects' shares); `value`, missing where it is not shown;
    `status`, empty where it is shown, else c, x or z; `unit`; `demonstration`, true where it is made up; `report`, the
    folder of a report that tells the cell, if possible that on its own place and year.

    Reports in two languages hold the same cells, so one of them is read, that which was corrected last. Where reports
    disagree, because a return was corrected and not all of them were built again, a cell that one of them withholds is
    withheld, and else the one that was corrected last counts, then that on its own place and year.

    Args:
        project: the project, whose catalogue has the units and whose provinces the levels.
        packets: the folder of each packet relative to reports/ ('2023/en/lang-son') -> where it lies now.

    Raises:
        OutputError: a data file of a packet cannot be read.
        ParamsError: a params file is wrong.
    """
    catalogue = read_catalogue(project)
    tables = [cells_told(name, packets[name]) for name in _newest_language_each(packets)]
    told = pa.concat_tables([_SCHEMA.empty_table(), *tables]).to_pandas(strings_to_categorical=True)
    for column in told.select_dtypes("category"):
        plain = told[column].cat.rename_categories(_plain)
        told[column] = plain.cat.reorder_categories(sorted(plain.cat.categories))
    told = told[told["indicator"].isin(list(catalogue))]
    regions = {region.slug for region in read_provinces(project).regions}
    rank = {name: number for number, name in enumerate(catalogue)}
    told = told.assign(
        value=told["value"].astype("Float64"),
        status=told["status"].astype("str").str.strip("[]").replace(SHOWN, ""),
        level=told["place"].map(lambda place: _level(place, regions)).astype("str"),
        unit=told["indicator"].map(lambda name: catalogue[name].unit_text("en")),
        rank=told["indicator"].map(rank.get).astype("int64"),
    )
    told["vintage"] = told["vintage"].astype("str").mask(told["level"] == "nation", "")
    told["far"] += told["period"].map(lambda period: period[:4]).astype("str") != told["year"].astype("str")
    told["open"] = told["status"] != "c"
    order = ["rank", *KEY[1:], "open", "corrected", "far", "report"]
    told = told.sort_values(order, ascending=[name != "corrected" for name in order], kind="stable")
    cells: pd.DataFrame = told.drop_duplicates([*KEY])[[*COLUMNS]].reset_index(drop=True)
    return cells.astype({name: "str" for name in COLUMNS if name not in ("value", "demonstration")})


def one_language_each(packets: Mapping[str, Path]) -> list[str]:
    """One packet of each report: that in English, if there is one."""
    found: dict[tuple[str, str], str] = {}
    for name in sorted(packets):
        time, _, report = name.split("/")
        found.setdefault((time, report), name)
    return list(found.values())


def _newest_language_each(packets: Mapping[str, Path]) -> list[str]:
    """One packet of each report: that which was corrected last, or that in English."""
    days = {name: _corrected(json.loads((folder / PACKET).read_bytes())) for name, folder in packets.items()}
    found: dict[tuple[str, str], str] = {}
    for name in sorted(packets):
        time, _, report = name.split("/")
        if days[name] > days[found.setdefault((time, report), name)]:
            found[time, report] = name
    return sorted(found.values())


def _corrected(about: Mapping[str, Any]) -> str:
    return str(about.get("edition", {}).get("corrected", ""))


def cells_told(name: str, folder: Path) -> pa.Table:
    """The cells of one packet. `far` is 1 where a cell is not of the report's own place.

    Args:
        name: the packet's folder relative to reports/, which errors name.
        folder: where it lies.

    Raises:
        OutputError: a data file cannot be read.
    """
    about: dict[str, Any] = json.loads((folder / PACKET).read_bytes())
    tables = [
        _read(path, f"{name}/data/{path.name}")
        for path in sorted((folder / "data").glob("*.csv"))
        if not OWN.fullmatch(f"data/{path.name}")
    ]
    if not tables:
        return _SCHEMA.empty_table()
    cells = pa.concat_tables(tables).rename_columns(_SCHEMA.names[:7])
    far = pa.compute.cast(pa.compute.not_equal(cells["place"], about["place"]), pa.int64())
    told = {"vintage": str(about["vintage"]), "report": name, "year": str(about["year"])}
    told["corrected"] = _corrected(about)
    for column, text in told.items():
        cells = cells.append_column(column, pa.repeat(text, len(cells)))
    made_up = pa.repeat(bool(about["demonstration"]), len(cells))
    return cells.append_column("far", far).append_column("demonstration", made_up)


def _read(path: Path, shown: str) -> pa.Table:
    try:
        return pa.csv.read_csv(
            path,
            convert_options=pa.csv.ConvertOptions(
                column_types={**dict.fromkeys(_IN_PACKETS, pa.string()), "value": pa.float64()},
                include_columns=_IN_PACKETS,
                strings_can_be_null=False,
            ),
        )
    except (OSError, KeyError, pa.ArrowInvalid):
        raise OutputError(
            f"reports/{shown}: cannot be read as a table of cells; build this report again"
        ) from None


def _plain(text: str) -> str:
    """A text without the mark that it is no formula, which CSV files have for spreadsheets."""
    return text.removeprefix("'")


def _level(place: str, regions: set[str]) -> str:
    return "nation" if place == NATION else "region" if place in regions else "province"

"""The register of Border Guard stations: which codes a province's returns may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from helpers.errors import ParamsError
from helpers.files.safe_reading import read_file
from helpers.inputs.intake.name_lookup import short_station, squeezed
from helpers.inputs.intake.table_layout import read_csv
from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.settings import Vintage
from helpers.paths import Project

COLUMNS = ("station_code", "province", "vintage", "name_en", "name_vi", "kind")


@dataclass(frozen=True)
class Station:
    """One station. Its code stays the same across the merger; its province does not."""

    code: str
    province: str
    vintage: Vintage
    name_en: str
    name_vi: str
    kind: Literal["land", "sea"]


@dataclass(frozen=True)
class Stations:
    """All stations, keyed on code and vintage."""

    by_key: Mapping[tuple[str, Vintage], Station]

    @property
    def provinces(self) -> dict[str, set[str]]:
        """Code of each station -> the provinces that it is or was of."""
        found: dict[str, set[str]] = {}
        for station in self.by_key.values():
            found.setdefault(station.code, set()).add(station.province)
        return found

    def codes(self, province: str, vintage: str) -> list[str]:
        """Codes of one province's stations, sorted."""
        return sorted(s.code for s in self.by_key.values() if (s.province, s.vintage) == (province, vintage))


def read_stations(project: Project, register: str, provinces: Provinces) -> Stations:
    """The register, a path below the project's root as params/workbook.yml names it.

    Raises:
        ParamsError: it is missing, cannot be read, or a row breaks the rules.
    """
    try:
        content = read_file(project.root / register)
    except OSError as fault:
        raise ParamsError(
            f"{register}: the register of stations cannot be read ({fault.strerror}); put it there, or correct "
            "`stations` in params/workbook.yml"
        ) from None
    raw = read_csv(content, register, COLUMNS)
    if raw.told:
        raise ParamsError("\n".join(map(str, raw.told)))
    stations: dict[tuple[str, Vintage], Station] = {}
    for row, cells in zip(raw.numbers, raw.cells, strict=True):
        at = f"{register}, row {row}"
        code, slug, vintage_text, name_en, name_vi, kind = cells
        if vintage_text not in ("63", "34"):
            raise ParamsError(f"{at}, column vintage: must be 63 or 34")
        if kind not in ("land", "sea"):
            raise ParamsError(f"{at}, column kind: must be land or sea")
        vintage = cast(Vintage, vintage_text)
        try:
            provinces.command(slug, vintage)
        except ParamsError as fault:
            raise ParamsError(f"{at}, column province: {fault}") from None
        if not code or (code, vintage) in stations:
            raise ParamsError(f"{at}, column station_code: is blank, or given twice for vintage {vintage}")
        stations[code, vintage] = Station(
            code, slug, vintage, name_en, name_vi, cast(Literal["land", "sea"], kind)
        )
    return Stations(stations)


def station_names(stations: Iterable[Station]) -> dict[str, str]:
    """Squeezed code or name -> code. A name that two of the stations share names neither."""
    found: dict[str, set[str]] = {}
    for station in stations:
        for name in (station.code, station.name_en, station.name_vi):
            for form in (squeezed(name), short_station(name)):
                found.setdefault(form, set()).add(station.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def station_text(station: Station) -> str:
    """A station as the list of a template offers it: code, then name."""
    return f"{station.code} {station.name_vi}"

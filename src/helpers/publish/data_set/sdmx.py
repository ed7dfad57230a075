"""The data set for statistical offices: sdmx-structure.xml (SDMX-ML 2.1) and sdmx-data.csv (SDMX-CSV 2.0).

Codes of SDMX have few letters: `border.direction` is `border_direction`, `50+` is `50plus`. A category has the
dimension before it (`sex-female`), since one code may stand in several lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pandas as pd
from lxml import etree

from helpers.inputs.params.settings import Bilingual
from helpers.metrics.indicator import ALL, TOTAL
from helpers.publish.data_set.about_data_set import AboutDataSet, bilingual
from helpers.publish.data_set.data_files import DataSet, csv_of
from helpers.publish.data_set.dictionary import DictionaryEntry

STRUCTURE, DATA = "sdmx-structure.xml", "sdmx-data.csv"
FLOW, DEFINITION, CONCEPTS, VERSION = "DF_BORDER_GUARD", "DSD_BORDER_GUARD", "CS_BORDER_GUARD", "1.0"
STATUSES = {"": "A", "c": "Q", "x": "L", "z": "M"}
"""Marks by SDMX's own list: normal; missing, suppressed; missing, not collected; missing, cannot exist."""
WHOLE = "_T"
NOT_APPLICABLE = "_Z"
_SPACES = {
    "mes": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message",
    "str": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure",
    "com": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common",
}
_NO_LETTER = re.compile(r"[^A-Za-z0-9_@$-]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_COLUMNS = {
    "INDICATOR": "indicator",
    "REF_AREA": "place",
    "VINTAGE": "vintage",
    "BREAKDOWN": "dimension",
    "CATEGORY": "category",
    "TIME_PERIOD": "period",
    "OBS_VALUE": "value",
    "OBS_STATUS": "status",
    "UNIT_MEASURE": "unit",
    "DEMONSTRATION": "demonstration",
}
"""Concepts of SDMX, and the columns of the data set that they stand for."""
_ATTRIBUTES = ("OBS_STATUS", "UNIT_MEASURE", "DEMONSTRATION")
_LISTED = ("INDICATOR", "REF_AREA", "VINTAGE", "BREAKDOWN", "CATEGORY", "OBS_STATUS", "UNIT_MEASURE")
"""Concepts with a codelist."""


def sdmx_data(about: AboutDataSet, data_set: DataSet) -> bytes:
    """All cells as SDMX-CSV."""
    cells = data_set.cells
    identity = f"{about.agency}:{FLOW}({VERSION})"
    told = pd.DataFrame({"STRUCTURE": "dataflow", "STRUCTURE_ID": identity, "ACTION": "R"}, index=cells.index)
    for concept, column in _COLUMNS.items():
        told[concept] = cells[column]
    split = cells["dimension"] != TOTAL
    categories = (cells["dimension"] + "-" + cells["category"]).map(_code)
    return csv_of(
        told.assign(
            VINTAGE=cells["vintage"].replace("", NOT_APPLICABLE),
            BREAKDOWN=cells["dimension"].replace(TOTAL, WHOLE).map(_code),
            CATEGORY=categories.where(split, WHOLE),
            OBS_STATUS=cells["status"].map(STATUSES),
            UNIT_MEASURE=cells["unit"].map(_code),
        ).astype({"STRUCTURE": "str", "STRUCTURE_ID": "str", "ACTION": "str"})
    )


def sdmx_structure(about: AboutDataSet, data_set: DataSet) -> bytes:
    """The definition of the data: dataflow, codelists, concepts, dimensions and attributes."""
    root = etree.Element(_name("mes", "Structure"), nsmap=_SPACES)
    header = _add(root, "mes", "Header")
    for name, text in (
        ("ID", about.version),
        ("Test", str(about.demonstration).lower()),
        ("Prepared", f"{about.date}T00:00:00Z"),
    ):
        _add(header, "mes", name).text = text
    _named(_add(header, "mes", "Sender", id=about.agency), about.contact.name)
    structures = _add(root, "mes", "Structures")
    flow = _maintained(
        _add(structures, "str", "Dataflows"), "Dataflow", FLOW, about, about.title, about.description
    )
    _refer(_add(flow, "str", "Structure"), DEFINITION, about, "datastructure", "DataStructure")
    lists = _add(structures, "str", "Codelists")
    codes = _codes(data_set.dictionary)
    names = _names(data_set.dictionary)
    for concept in _LISTED:
        listed = _maintained(lists, "Codelist", f"CL_{concept}", about, names[concept])
        for code, label, meaning in codes[concept]:
            _named(_add(listed, "str", "Code", id=code), label, meaning)
    scheme = _maintained(_add(structures, "str", "Concepts"), "ConceptScheme", CONCEPTS, about, about.title)
    for concept in _COLUMNS:
        _named(_add(scheme, "str", "Concept", id=concept), names[concept])
    definition = _maintained(
        _add(structures, "str", "DataStructures"), "DataStructure", DEFINITION, about, about.title
    )
    _define(_add(definition, "str", "DataStructureComponents"), about)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _define(parts: Any, about: AboutDataSet) -> None:
    dimensions = [name for name in _COLUMNS if name not in (*_ATTRIBUTES, "OBS_VALUE")]
    listed = _add(parts, "str", "DimensionList", id="DimensionDescriptor")
    for position, concept in enumerate(dimensions, start=1):
        kind = "TimeDimension" if concept == "TIME_PERIOD" else "Dimension"
        _component(listed, kind, concept, about, position=str(position))
    attributes = _add(parts, "str", "AttributeList", id="AttributeDescriptor")
    for concept in _ATTRIBUTES:
        attribute = _component(attributes, "Attribute", concept, about, assignmentStatus="Mandatory")
        related = _add(_add(attribute, "str", "AttributeRelationship"), "str", "PrimaryMeasure")
        related.append(etree.Element("Ref", id="OBS_VALUE"))
    measures = _add(parts, "str", "MeasureList", id="MeasureDescriptor")
    _component(measures, "PrimaryMeasure", "OBS_VALUE", about)


def _component(parent: Any, kind: str, concept: str, about: AboutDataSet, **attributes: str) -> Any:
    made = _add(parent, "str", kind, id=concept, **attributes)
    reference = {
        "id": concept,
        "maintainableParentID": CONCEPTS,
        "maintainableParentVersion": VERSION,
        "agencyID": about.agency,
        "package": "conceptscheme",
        "class": "Concept",
    }
    _add(made, "str", "ConceptIdentity").append(etree.Element("Ref", reference))
    if concept in _LISTED:
        enumeration = _add(_add(made, "str", "LocalRepresentation"), "str", "Enumeration")
        _refer(enumeration, f"CL_{concept}", about, "codelist", "Codelist")
    else:
        types = {"TIME_PERIOD": "ObservationalTimePeriod", "DEMONSTRATION": "Boolean", "OBS_VALUE": "Double"}
        _add(_add(made, "str", "LocalRepresentation"), "str", "TextFormat", textType=types[concept])
    return made


def _codes(dictionary: Iterable[DictionaryEntry]) -> dict[str, list[tuple[str, Bilingual, Bilingual | None]]]:
    """Concept -> its codes, each with its name and what it means."""
    found: dict[str, dict[str, tuple[str, Bilingual, Bilingual | None]]] = {name: {} for name in _LISTED}
    for concept, code, entry in _as_sdmx(dictionary):
        meaning = Bilingual(en=entry.meaning_en, vi=entry.meaning_vi) if entry.meaning_en else None
        found[concept].setdefault(code, (code, _label(entry), meaning))
    for vintage, label in _vintages().items():
        found["VINTAGE"][vintage] = (vintage, label, None)
    shown = bilingual(lambda w: w.say("shown"))
    found["OBS_STATUS"]["A"] = ("A", shown, None)
    return {concept: [*codes.values()] for concept, codes in found.items()}


def _as_sdmx(dictionary: Iterable[DictionaryEntry]) -> Iterator[tuple[str, str, DictionaryEntry]]:
    """Entries of the dictionary that are codes of SDMX: the concept and the code of each."""
    for entry in dictionary:
        code = _code(entry.code)
        if entry.part == "indicator":
            yield "INDICATOR", code, entry
        elif entry.part == "place":
            yield "REF_AREA", code, entry
        elif entry.part == "dimension":
            yield "BREAKDOWN", WHOLE if entry.code == TOTAL else code, entry
        elif entry.part == "category":
            whole = entry.code == ALL and entry.within == TOTAL
            yield "CATEGORY", WHOLE if whole else _code(f"{entry.within}-{entry.code}"), entry
        elif entry.part == "status":
            yield "OBS_STATUS", STATUSES[entry.code], entry
        elif entry.part == "unit":
            yield "UNIT_MEASURE", code, entry


def _names(dictionary: Iterable[DictionaryEntry]) -> dict[str, Bilingual]:
    """Concept -> what the column is called."""
    columns = {entry.code: _label(entry) for entry in dictionary if entry.part == "column"}
    return {concept: columns[column] for concept, column in _COLUMNS.items()}


def _vintages() -> dict[str, Bilingual]:
    return {
        "63": bilingual(lambda w: w.say("Provinces as they were until 30 June 2025")),
        "34": bilingual(lambda w: w.say("Provinces as they are since 1 July 2025")),
        NOT_APPLICABLE: bilingual(lambda w: w.say("not applicable")),
    }


@cache
def _code(text: str) -> str:
    """A code, or a unit that an indicator spells out, with the letters that a code of SDMX may have."""
    return _NO_LETTER.sub("_", text.replace("+", "plus"))


def _label(entry: DictionaryEntry) -> Bilingual:
    return Bilingual(en=entry.label_en, vi=entry.label_vi)


def _maintained(
    parent: Any,
    kind: str,
    identity: str,
    about: AboutDataSet,
    name: Bilingual,
    meaning: Bilingual | None = None,
) -> Any:
    made = _add(parent, "str", kind, id=identity, agencyID=about.agency, version=VERSION, isFinal="true")
    return _named(made, name, meaning)


def _named(element: Any, name: Bilingual, meaning: Bilingual | None = None) -> Any:
    for tag, both in (("Name", name), ("Description", meaning)):
        for code in ("en", "vi") if both else ():
            assert both is not None
            _add(element, "com", tag, **{_LANGUAGE: code}).text = both[code]
    return element


def _refer(parent: Any, identity: str, about: AboutDataSet, package: str, kind: str) -> None:
    reference = {
        "id": identity,
        "version": VERSION,
        "agencyID": about.agency,
        "package": package,
        "class": kind,
    }
    parent.append(etree.Element("Ref", reference))


def _add(parent: Any, space: str, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, _name(space, tag), attributes)


def _name(space: str, tag: str) -> str:
    return f"{{{_SPACES[space]}}}{tag}"

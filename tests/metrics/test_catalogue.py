from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from helpers.errors import ParamsError
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.facts import Definitions
from helpers.paths import Project

ENTRY = {
    "label": {"en": "Victims", "vi": "Nạn nhân"},
    "short_label": {"en": "Victims", "vi": "Nạn nhân"},
    "unit": "people",
    "definition": {"en": "People.", "vi": "Người."},
    "table": "victims",
    "measure": "rows",
    "aggregation": "count",
    "periods": ["year"],
    "people": True,
    "sensitive": True,
    "limitations": {"en": "Few.", "vi": "Ít."},
    "reference": {
        "responsible": {"en": "Stations.", "vi": "Đồn."},
        "quality": dict.fromkeys(
            ("validity", "integrity", "precision", "reliability", "timeliness"), {"en": "Good.", "vi": "Tốt."}
        ),
    },
}


def catalogue_with(folder: Path, project: Project, **changes: object) -> Project:
    entry = {key: value for key, value in {**ENTRY, **changes}.items() if value is not None}
    (folder / "params").mkdir()
    for name in ("tables.yml", "codelists.yml"):
        shutil.copy(project.params / name, folder / "params" / name)
    text = yaml.safe_dump({"helped": entry}, allow_unicode=True, sort_keys=False)
    (folder / "params" / "indicators.yml").write_text(text, encoding="utf-8")
    return Project(folder)


def test_entry_of_the_tests_is_sound(tmp_path: Path, project: Project) -> None:
    assert list(read_catalogue(catalogue_with(tmp_path, project))) == ["helped"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"table": "victim"}, r"line \d+, helped\.table: unknown table 'victim'; did you mean 'victims'\?"),
        (
            {"measure": "people", "aggregation": "sum"},
            r"helped\.measure: table 'victims' has no column 'people'",
        ),
        ({"measure": "sex", "aggregation": "sum"}, r"helped\.measure: column 'sex' is no count"),
        (
            {"filter": {"pathway": "rescue"}},
            r"helped\.filter\.pathway: 'rescue' is not in codelist pathway; did you",
        ),
        (
            {"filter": {"pathways": "rescued"}},
            r"helped\.filter\.pathways: table 'victims' has no column 'pathways'",
        ),
        ({"filter": {"case_id": "A"}}, r"helped\.filter\.case_id: column 'case_id' has no codelist"),
        ({"filter": {"sex": []}}, r"helped\.filter\.sex: an empty list keeps no row"),
        ({"breakdowns": ["date"]}, r"helped\.breakdowns\.0: column 'date' is not of type code"),
        ({"breakdowns": ["services"]}, r"helped\.breakdowns\.0: column 'services' is not of type code"),
        ({"breakdowns": ["referred_to"]}, r"helped\.breakdowns\.0: column 'referred_to' may be empty"),
        ({"breakdowns": [["sex", "age"]]}, r"helped\.breakdowns\.0: table 'victims' has no column 'age'"),
        ({"breakdowns": ["sex", ["sex"]]}, r"helped\.breakdowns: a breakdown is given twice"),
        ({"table": "cover"}, r"helped\.table: table 'cover' has no dated_by"),
        (
            {"table": "reintegration", "periods": ["year", "month"]},
            r"helped\.periods: table 'reintegration' is by quarter; take month out",
        ),
        (
            {"table": "training", "measure": "pre_meeting", "aggregation": "share", "unit": "percent"},
            "aggregation share, ratio or mean, and no other, names in `per`",
        ),
        ({"unit": "percent"}, "a share has the unit percent"),
        ({"people": False}, "unit people counts people: write people: true"),
        ({"aggregation": "sum"}, "aggregation count goes with measure rows"),
        ({"periods": ["month"]}, "periods must hold year"),
        ({"label": None}, r"helped\.label: is required and missing"),
        ({"sensitiv": True}, r"helped\.sensitiv: unknown key"),
    ],
)
def test_mistake_is_named_by_file_indicator_and_key(
    changes: dict[str, object], message: str, tmp_path: Path, project: Project
) -> None:
    with pytest.raises(ParamsError, match=message) as fault:
        read_catalogue(catalogue_with(tmp_path, project, **changes))
    assert str(fault.value).startswith("params/indicators.yml, line ")


def test_all_mistakes_are_named_at_once(tmp_path: Path, project: Project) -> None:
    changes = {"filter": {"sex": "woman"}, "breakdowns": ["date"]}
    with pytest.raises(ParamsError) as fault:
        read_catalogue(catalogue_with(tmp_path, project, **changes))
    assert len(str(fault.value).splitlines()) == 2


def test_breakdown_parts_lead_to_their_codelists(definitions: Definitions) -> None:
    catalogue = definitions.catalogue
    assert catalogue.codelist("status") == "case_status"
    assert catalogue["people_intercepted"].breakdown_columns["border.direction"] == ("border", "direction")
    assert "victims_rescued" in [indicator.id for indicator in catalogue.in_table("victims")]


def test_every_victim_who_was_referred_counts_whatever_the_place(definitions: Definitions) -> None:
    listed = definitions.catalogue["victims_referred"].filters["referred_to"]
    assert set(listed) == set(definitions.codelists.codes("referral"))


def test_every_item_is_a_document_set_or_equipment(definitions: Definitions) -> None:
    named = [
        code
        for name in ("document_sets", "equipment_delivered")
        for code in definitions.catalogue[name].filters["item"]
    ]
    assert sorted(named) == sorted(definitions.codelists.codes("material_item"))


def test_mistake_is_named_by_its_line(tmp_path: Path, project: Project) -> None:
    broken = catalogue_with(tmp_path, project, table="victim")
    text = (broken.params / "indicators.yml").read_text(encoding="utf-8").splitlines()
    with pytest.raises(ParamsError, match=f"line {text.index('  table: victim') + 1}, helped.table"):
        read_catalogue(broken)

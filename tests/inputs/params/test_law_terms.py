"""Reports use the words of the law of their year; former labels of codes are still read."""

from __future__ import annotations

from helpers.inputs.intake.name_lookup import code_names
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.settings import Bilingual, read_settings
from helpers.paths import Project


def test_reports_from_2025_use_the_term_of_the_new_law(repository: Project) -> None:
    settings = read_settings(repository)
    label = Bilingual(en="Presumed victims", vi="Số người nghi là nạn nhân")
    assert settings.in_law_of(2024, label) == label
    assert settings.in_law_of(2025, label).vi == "Số người đang trong quá trình xác định là nạn nhân"
    assert settings.in_law_of(2025, label).en == label.en


def test_former_label_of_a_code_names_it_still(repository: Project) -> None:
    names = code_names(read_codelists(repository).root["exploitation"])
    for label in ("lao dong cuong buc", "cuong buc lao dong", "lao dong cuong buc / forced labour"):
        assert names["".join(label.replace("/", "").split())] == "forced_labour"

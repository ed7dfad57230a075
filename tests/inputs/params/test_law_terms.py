"""Reports use the words of the law of their year; former labels of codes are still read."""

from __future__ import annotations

from helpers.inputs.intake.name_lookup import code_names
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.settings import Bilingual, read_settings
from helpers.paths import Project


def test_reports_from_2025_use_the_term_of_the_new_law(repository: Project) -> None:
    settings = read_settings(repository)
    label = Bilingual(en="Suspected victims", vi="Số người nghi là nạn nhân")
    assert settings.in_law_of(2024, label) == label
    assert settings.in_law_of(2025, label).vi == "Số người đang trong quá trình xác định là nạn nhân"
    assert settings.in_law_of(2025, label).en == label.en
    note = Bilingual(
        en="Both.", vi="Đã xác định là nạn nhân và nghi là nạn nhân."
    )  # without the word for people
    assert settings.in_law_of(2025, note).vi == (
        "Đã xác định là nạn nhân và đang trong quá trình xác định là nạn nhân."
    )


def test_former_label_of_a_code_names_it_still(repository: Project) -> None:
    names = code_names(read_codelists(repository).root["exploitation"])
    for label in ("lao dong cuong buc", "cuong buc lao dong", "lao dong cuong buc / forced labour"):
        assert names["".join(label.replace("/", "").split())] == "forced_labour"
    names = code_names(read_codelists(repository).root["identification"])
    for label in ("presumed victims", "nghi la nan nhan / presumed victims", "suspected victims"):
        assert names["".join(label.replace("/", "").split())] == "presumed"


def test_labels_of_codes_are_in_the_words_of_the_law_too(repository: Project) -> None:
    settings, lists = read_settings(repository), read_codelists(repository)
    in_law = lists.worded(lambda text: settings.in_law_of(2025, text))
    assert in_law.label("identification", "presumed", "vi") == "Đang trong quá trình xác định"
    assert in_law.label("identification", "presumed", "en") == lists.label("identification", "presumed", "en")
    assert (
        in_law.root["identification"]["presumed"].formerly
        == lists.root["identification"]["presumed"].formerly
    )

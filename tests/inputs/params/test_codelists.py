from __future__ import annotations

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.tables import read_tables
from helpers.paths import Project


def test_codes_keep_the_order_of_the_file_and_their_text(repository: Project) -> None:
    bands = read_codelists(repository).codes("age_band")
    assert bands == ["0-11", "12-17", "18-24", "25-34", "35-49", "50+", "unknown"]


def test_labels_in_both_languages(repository: Project) -> None:
    codelists = read_codelists(repository)
    assert codelists.label("border", "LA", "en") == "Lao PDR"
    assert codelists.label("border", "LA", "vi") == "Lào"


def test_every_codelist_is_used_by_a_table(repository: Project) -> None:
    tables = read_tables(repository)
    used = {column.codelist for name in tables for column in tables[name].columns.values()} - {None}
    assert used == set(read_codelists(repository).root)


def test_label_missing_in_one_language(project: Project) -> None:
    (project.params / "codelists.yml").write_text("sex:\n  female: {en: Female}\n", encoding="utf-8")
    with pytest.raises(ParamsError, match=r"params/codelists\.yml, line 2, sex\.female\.vi: is required"):
        read_codelists(project)


def test_code_given_twice(project: Project) -> None:
    text = "sex:\n  female: {en: Female, vi: Nữ}\n  female: {en: Woman, vi: Nữ}\n"
    (project.params / "codelists.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError, match="line 3: key 'female' is given twice"):
        read_codelists(project)

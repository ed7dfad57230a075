from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.records.return_paths import find_returns
from helpers.paths import Project


def test_a_return_is_found_with_its_tables_and_span(project: Project) -> None:
    (found,) = find_returns(project, 2023).returns
    assert (found.province, found.vintage, found.span.last_month) == ("lang-son", "63", "2023-12")
    assert len(found.files) == 8
    assert not found.strays


def test_commands_without_a_return_are_named_not_refused(project: Project) -> None:
    missing = find_returns(project, 2023).not_received
    assert len(missing) == 43
    assert missing[0].place == "data/sample/2023/ha-giang"
    assert "lang-son" not in {gap.province for gap in missing}


def test_an_empty_folder_is_no_return(project: Project) -> None:
    (project.root / "data/sample/2023/cao-bang").mkdir()
    assert "cao-bang" in {gap.province for gap in find_returns(project, 2023).not_received}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "langson",
            "data/sample/2023/langson: rename the folder or take it out: unknown province 'langson'; did",
        ),
        ("ha-noi", "province 'ha-noi' has no Border Guard command"),
    ],
)
def test_folder_of_no_command_is_refused(project: Project, name: str, message: str) -> None:
    (project.root / "data/sample/2023" / name).mkdir()
    with pytest.raises(ReturnError) as caught:
        find_returns(project, 2023)
    assert message in str(caught.value)


def test_folder_of_a_merged_province_names_its_successor(project: Project) -> None:
    (project.root / "data/sample/2025/from-july/kon-tum").mkdir(parents=True)
    with pytest.raises(ReturnError, match="'kon-tum' was merged into 'quang-ngai'"):
        find_returns(project, 2025)


def test_file_beside_the_folders_is_refused_but_for_readme_and_hidden_ones(
    project: Project, sent: Path
) -> None:
    (sent.parent / "README.md").write_text("notes")
    (sent.parent / ".DS_Store").write_text("")
    assert len(find_returns(project, 2023).returns) == 1
    (sent.parent / "cao-bang.csv").write_text("")
    with pytest.raises(ReturnError, match="2023/cao-bang.csv: lies beside the provinces' folders; move it"):
        find_returns(project, 2023)


def test_file_that_is_no_table_is_a_mistake_of_its_return(project: Project, sent: Path) -> None:
    (sent / "victms.csv").write_text("")
    (sent / "old").mkdir()
    (found,) = find_returns(project, 2023).returns
    assert [str(stray).partition("lang-son/")[2] for stray in found.strays] == [
        "old: is not a table of a return; take it out; the tables are cover.csv, outreach.csv, interceptions.csv, "
        "trafficking_cases.csv, victims.csv, training.csv, materials.csv, reintegration.csv",
        "victms.csv: is not a table of a return; did you mean 'victims.csv'? Rename it",
    ]


def test_year_without_any_folder(project: Project) -> None:
    with pytest.raises(
        ReturnError, match=r"data/sample/2022: there is no such folder; put the returns there"
    ):
        find_returns(project, 2022)


def test_provinces_of_the_report_bring_their_parts(project: Project) -> None:
    for folder in ("until-june/gia-lai", "until-june/binh-dinh", "until-june/lang-son", "from-july/gia-lai"):
        place = project.root / "data/sample/2025" / folder
        place.mkdir(parents=True)
        (place / "outreach.csv").write_text("")
    found = find_returns(project, 2025, provinces=["gia-lai"])
    assert [(sent.province, sent.vintage) for sent in found.returns] == [
        ("binh-dinh", "63"),
        ("gia-lai", "63"),
        ("gia-lai", "34"),
    ]
    with pytest.raises(ParamsError, match="'binh-dinh' was merged into 'gia-lai'"):
        find_returns(project, 2025, provinces=["binh-dinh"])

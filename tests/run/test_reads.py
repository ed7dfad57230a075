"""By which names a packet tells what its report read."""

from __future__ import annotations

from pathlib import Path

from helpers.paths import Project
from helpers.run.reads import PACKAGE, file_named, shown_name

CATALOGUE = PACKAGE / "report" / "locale" / "vi.po"


def test_file_of_the_package_has_one_name_wherever_the_package_lies(project: Project, tmp_path: Path) -> None:
    for each in (Project(PACKAGE.parents[1]), project, Project(tmp_path)):
        name = shown_name(each, CATALOGUE)
        assert name == "helpers/report/locale/vi.po"
        assert file_named(each, name) == CATALOGUE


def test_file_of_the_project_is_named_from_its_root(tmp_path: Path) -> None:
    settings = Project(tmp_path).settings
    assert shown_name(Project(tmp_path), settings) == "params/workbook.yml"
    assert shown_name(Project(tmp_path / "elsewhere"), settings) is None

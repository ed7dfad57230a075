"""Each file below projects/ has one mistake (two have several); <name>.expected.txt is what the user is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from helpers.errors import ParamsError
from helpers.metrics.framework import check_code, read_framework, read_frameworks
from helpers.paths import Project, find_project

HERE = Path(__file__).parent
FILES = HERE / "projects"
BAD = sorted(path for path in FILES.glob("*.yml") if path.stem != "good")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(find_project(HERE).params, root / "params", ignore=shutil.ignore_patterns("projects"))
    shutil.copytree(FILES, root / "params" / "projects", ignore=shutil.ignore_patterns("*.txt"))
    return Project(root)


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_mistake_is_named_by_file_line_key_and_remedy(project: Project, bad: Path) -> None:
    with pytest.raises(ParamsError) as caught:
        read_framework(project, bad.stem)
    assert f"{caught.value}\n" == bad.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert caught.value.exit_code == 2


def test_the_file_that_the_mistakes_were_put_into_is_sound(project: Project) -> None:
    framework = read_framework(project, "good")
    assert [indicator.id for indicator in framework.project.indicators] == ["officers", "standard"]


def test_mistakes_of_all_files_are_told_at_once(project: Project) -> None:
    with pytest.raises(ParamsError) as caught:
        read_frameworks(project)
    assert {line.split(",")[0] for line in str(caught.value).splitlines()} == {
        f"params/projects/{path.name}" for path in BAD
    }


def test_code_of_two_projects_is_told_for_each_and_for_all(tmp_path: Path) -> None:
    shutil.copytree(find_project(HERE).params, tmp_path / "params", ignore=shutil.ignore_patterns("projects"))
    (tmp_path / "params" / "projects").mkdir()
    good = (FILES / "good.yml").read_text(encoding="utf-8")
    for slug, text in (("a", good), ("b", good), ("c", good.replace("code: inl-2\n", "")), ("d", "")):
        (tmp_path / "params" / "projects" / f"{slug}.yml").write_text(text, encoding="utf-8")
    told = "params/projects/b.yml, line 3, code: 'inl-2' is the code of params/projects/a.yml, too; give each"
    project = Project(tmp_path)
    for check in (
        lambda: check_code(project, "a"),
        lambda: check_code(project, "b"),
        lambda: read_frameworks(project),
    ):
        with pytest.raises(ParamsError, match=re.escape(told)):
            check()
    check_code(project, "c")


def test_every_bad_file_has_its_message_and_every_message_its_file() -> None:
    assert {path.stem for path in BAD} == {
        path.name.removesuffix(".expected.txt") for path in FILES.glob("*.txt")
    }


def test_unknown_project_gets_a_suggestion(project: Project) -> None:
    with pytest.raises(ParamsError, match="unknown project 'goood'; did you mean 'good'"):
        read_framework(project, "goood")

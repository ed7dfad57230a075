"""A small project: the real params, two stations of Lạng Sơn, and one good return for 2023."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.inputs.checking.rulebook import Rulebook, read_rulebook
from helpers.inputs.take_in import take_in
from helpers.metrics.facts import compute_facts
from helpers.paths import Project, find_project

HERE = Path(__file__).parent
STATIONS = """station_code,province,vintage,name_en,name_vi,kind
lang-son-01,lang-son,63,Huu Nghi,Hữu Nghị,land
lang-son-02,lang-son,63,Tan Thanh,Tân Thanh,land
cao-bang-01,cao-bang,63,Ta Lung,Tà Lùng,land
lang-son-01,lang-son,34,Huu Nghi,Hữu Nghị,land
"""


@pytest.fixture(scope="session")
def repository() -> Project:
    return find_project(HERE)


@pytest.fixture
def project(tmp_path: Path, repository: Project) -> Project:
    return good_project(tmp_path, repository)


def good_project(root: Path, repository: Project) -> Project:
    shutil.copytree(repository.params, root / "params")
    shutil.copytree(HERE / "good_return", root / "data/sample/2023/lang-son")
    (root / "data/sample/stations.csv").write_text(STATIONS, encoding="utf-8")
    return Project(root)


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory, repository: Project) -> Rulebook:
    """The rules of the small project, which no test changes."""
    return read_rulebook(good_project(tmp_path_factory.mktemp("rules"), repository))


@pytest.fixture(scope="session")
def good_facts(tmp_path_factory: pytest.TempPathFactory, repository: Project) -> pd.DataFrame:
    """What the good return says."""
    project = good_project(tmp_path_factory.mktemp("good"), repository)
    take_in(project, 2023)
    return compute_facts(project, 2023, "63")


@pytest.fixture
def sent(project: Project) -> Path:
    """The folder of the good return."""
    return project.root / "data/sample/2023/lang-son"

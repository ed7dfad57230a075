"""A small project: the real params, two stations of Lạng Sơn, and one good return for 2023."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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
    shutil.copytree(repository.params, tmp_path / "params")
    shutil.copytree(HERE / "good_return", tmp_path / "data/sample/2023/lang-son")
    (tmp_path / "data/sample/stations.csv").write_text(STATIONS, encoding="utf-8")
    return Project(tmp_path)


@pytest.fixture
def sent(project: Project) -> Path:
    """The folder of the good return."""
    return project.root / "data/sample/2023/lang-son"

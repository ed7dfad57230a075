"""Projects with and without made-up packets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up_packets import fill, fill_years

from browser import chromium
from helpers.paths import Project
from helpers.portal import write_portal

REPO = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A running browser."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with params and no packet. Copy it before writing."""
    root = tmp_path_factory.mktemp("bare")
    shutil.copytree(REPO / "params", root / "params")
    return Project(root)


@pytest.fixture
def project(bare: Project, tmp_path: Path) -> Project:
    """An empty project to write packets into."""
    shutil.copytree(bare.root, tmp_path / "project")
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def filled(bare: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with 60 packets, read only, its portal written."""
    root = tmp_path_factory.mktemp("filled") / "project"
    shutil.copytree(bare.root, root)
    filled = Project(root)
    fill(filled)
    write_portal(filled)
    return filled


@pytest.fixture(scope="session")
def four_years(bare: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with all packets of four years in both languages, read only, its portal written."""
    root = tmp_path_factory.mktemp("four") / "project"
    shutil.copytree(bare.root, root)
    made = Project(root)
    fill_years(made)
    write_portal(made)
    return made

"""A stage imports only stages before it: inputs, metrics, privacy, report, run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

STAGES = ("inputs", "metrics", "privacy", "report", "run")
PACKAGE = Path(__file__).resolve().parents[1] / "src" / "helpers"
MODULES = [path for stage in STAGES for path in sorted((PACKAGE / stage).rglob("*.py"))]


def imported_stages(source: str) -> set[str]:
    """Stages of `helpers` that a module's source names in an import, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            assert not node.level, "relative imports hide the stage"
        found |= {name.split(".")[1] for name in names if name.startswith("helpers.")}
    return found & set(STAGES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_imports_no_later_stage(path: Path) -> None:
    own = STAGES.index(path.relative_to(PACKAGE).parts[0])
    later = [
        stage for stage in imported_stages(path.read_text(encoding="utf-8")) if STAGES.index(stage) > own
    ]
    assert not later


@pytest.mark.parametrize(
    "source",
    [
        "import helpers.run.build",
        "from helpers import run",
        "def f():\n    from helpers.run.build import build",
    ],
)
def test_every_form_of_import_is_seen(source: str) -> None:
    assert imported_stages(source) == {"run"}


def test_alphabetical_order_is_data_flow() -> None:
    assert list(STAGES) == sorted(STAGES)
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()} == set(STAGES)

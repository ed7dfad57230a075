"""No report's words hold a number that somebody typed, neither of people nor of anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.publish.typed_numbers.findings import in_words, of_notebook, of_params, published_of

PROJECT = Project(Path(__file__).resolve().parents[1])
NOTEBOOKS = [path for path in sorted(PROJECT.notebooks.glob("*.ipynb")) if path.stem != "data_quality"]
PARAMS = [
    *sorted((PROJECT.params / "projects").glob("*.yml")),
    *PROJECT.params.glob("reports.yml"),
    PROJECT.settings,
]


@pytest.mark.parametrize("path", [*NOTEBOOKS, *PARAMS], ids=lambda path: path.stem)
def test_every_number_is_computed_cited_or_vouched_for(path: Path) -> None:
    look = of_notebook if path.suffix == ".ipynb" else of_params
    found = look(path, PROJECT.show(path), published_of(PROJECT))
    assert not found, in_words(found)

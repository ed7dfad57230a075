"""Which versions of which packages a result depends on, found by what its code imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import helpers.source_code.import_graph as import_graph
import helpers.source_code.installed_packages as packages
from helpers.inputs.intake.take_in import JUDGES
from helpers.release.release_key import MAKERS, NOT_FOLLOWED

KEYS = {
    "records": (JUDGES, ()),
    "releases and facts": (MAKERS, NOT_FOLLOWED),
    "decisions": (tuple(import_graph.modules_below("helpers.privacy")), ()),
}
DECIDING = {
    "records": ("python-calamine", "pyarrow", "pydantic", "lxml"),
    "releases and facts": ("highspy", "scipy", "numpy", "python-calamine", "pandas", "pyarrow", "pyyaml"),
    "decisions": ("highspy", "scipy", "numpy", "pandas"),
}


@pytest.mark.parametrize(("what", "name"), [(what, name) for what in KEYS for name in DECIDING[what]])
def test_another_version_of_a_deciding_package_is_another_key(
    what: str, name: str, exchange: Callable[[str], None]
) -> None:
    roots, not_followed = KEYS[what]
    before = import_graph.made_by(roots, None, not_followed)
    exchange(name)
    assert import_graph.made_by(roots, None, not_followed) != before


def test_another_version_of_a_package_that_decides_nothing_is_the_same_key(
    exchange: Callable[[str], None],
) -> None:
    before = {what: import_graph.made_by(roots, None, skip) for what, (roots, skip) in KEYS.items()}
    exchange("matplotlib")
    assert {what: import_graph.made_by(roots, None, skip) for what, (roots, skip) in KEYS.items()} == before


def test_what_is_kept_of_packages_is_read_anew_when_one_is_exchanged(
    tmp_path: Path, exchange: Callable[[str], None]
) -> None:
    kept = tmp_path / "builds" / "sources.json"
    before = packages.versions_of(["numpy"], kept)
    packages._installed.cache_clear()
    assert packages.versions_of(["numpy"], kept) == before
    exchange("numpy")
    assert packages.versions_of(["numpy"], kept) == {**before, "numpy": "99.9"}

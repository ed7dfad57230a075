"""What is in the key of a packet, and why a packet is out of date, in words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import helpers.source_code.import_graph as import_graph
import helpers.source_code.installed_packages as packages
from altered_packets import write_packet
from helpers.execute.jobs import Job
from helpers.inputs.intake.take_in import JUDGES
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.publish import packet_key
from helpers.release.release_key import MAKERS, NOT_FOLLOWED
from old_editions import keep_edition

KEYS = {
    "records": (JUDGES, ()),
    "releases and facts": (MAKERS, NOT_FOLLOWED),
    "decisions": (tuple(import_graph.modules_below("helpers.privacy")), ()),
}
DECIDING = {
    "records": ("python-calamine", "pyarrow", "pydantic", "lxml"),
    "releases and facts": ("highspy", "scipy", "numpy", "python-calamine", "pandas", "pyarrow", "pyyaml"),
    "decisions": ("highspy", "scipy", "numpy", "pandas"),
    "packets": (
        "highspy", "scipy", "numpy", "python-calamine", "pandas", "pyarrow", "matplotlib", "pillow", "typst",
        "pypandoc-binary", "xlsxwriter", "brotli", "papermill", "ipykernel", "nbformat", "jinja2", "tzdata",
    ),
}  # fmt: skip


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Puts another version of a package before the installed one, as far as metadata tell."""

    def exchanged(name: str) -> None:
        folder = tmp_path / "other" / f"{name.replace('-', '_')}-99.9.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.9\n")
        monkeypatch.setattr(sys, "path", [str(folder.parent), *sys.path])
        forget()

    def forget() -> None:
        import_graph.made_by.cache_clear()
        packet_key.package_versions.cache_clear()

    yield exchanged
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(("what", "name"), [(what, name) for what in KEYS for name in DECIDING[what]])
def test_another_version_of_a_deciding_package_is_another_key(what: str, name: str, exchange) -> None:  # type: ignore[no-untyped-def]
    roots, not_followed = KEYS[what]
    before = import_graph.made_by(roots, None, not_followed)
    exchange(name)
    assert import_graph.made_by(roots, None, not_followed) != before


def test_another_version_of_a_package_that_decides_nothing_is_the_same_key(exchange) -> None:  # type: ignore[no-untyped-def]
    before = {what: import_graph.made_by(roots, None, skip) for what, (roots, skip) in KEYS.items()}
    exchange("matplotlib")
    assert {what: import_graph.made_by(roots, None, skip) for what, (roots, skip) in KEYS.items()} == before


def test_packets_name_every_package_behind_them(project: Project, exchange) -> None:  # type: ignore[no-untyped-def]
    notebook = project.notebooks / "province_report.ipynb"
    found = packet_key.package_versions(notebook)
    assert set(DECIDING["packets"]) <= set(found)
    assert not {"pytest", "ruff", "jupyterlab", "distributed"} & set(found)
    assert packages.ABSENT not in found.values()
    exchange("highspy")
    assert packet_key.package_versions(notebook) == {**found, "highspy": "99.9"}


def test_another_version_of_the_workbook_is_another_key(project: Project, exchange) -> None:  # type: ignore[no-untyped-def]
    """Packets state it (ro-crate-metadata.json), so those of an older one are not as a build would make them."""
    notebook = project.notebooks / "province_report.ipynb"
    found = packet_key.package_versions(notebook)
    exchange(packages.WORKBOOK)
    now = packet_key.package_versions(notebook)
    assert now == {**found, packages.WORKBOOK: "99.9"}
    [cause] = packet_key._changed(found, now, packet_key._SAY["packages"])
    assert cause.endswith(f"{packages.WORKBOOK}: {found[packages.WORKBOOK]}, now 99.9")


def test_package_that_a_notebook_imports_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.ipynb"
    path.write_text('{"cells": [{"cell_type": "code", "source": ["import hypothesis, geopandas"]}]}')
    found = packet_key.package_versions(path)
    assert found["hypothesis"][0].isdigit()
    assert found["geopandas"] == packages.ABSENT


def test_what_is_kept_of_packages_is_read_anew_when_one_is_exchanged(tmp_path: Path, exchange) -> None:  # type: ignore[no-untyped-def]
    kept = tmp_path / "builds" / "sources.json"
    before = packages.versions_of(["numpy"], kept)
    packages._installed.cache_clear()
    assert packages.versions_of(["numpy"], kept) == before
    exchange("numpy")
    assert packages.versions_of(["numpy"], kept) == {**before, "numpy": "99.9"}


def test_code_that_came_or_went_is_told_from_code_that_changed() -> None:
    before = {"helpers.a": "1", "helpers.b": "1", "helpers.c": "1"}
    now = {"helpers.b": "2", "helpers.c": "1", "helpers.d": "1"}
    assert packet_key._changed(before, now, packet_key._SAY["code"]) == [
        "code no longer needed: helpers.a",
        "code changed: helpers.b",
        "code needed now: helpers.d",
    ]


def test_correction_is_in_the_key_of_its_own_reports_and_of_no_others(small_project: Project) -> None:
    def corrections(name: str, audience: Audience = "public") -> dict[str, str]:
        _, language, place = name.split("/")
        return packet_key._corrections(small_project, Job("province", place, 2023, language, audience))

    own, other = "2023/en/lang-son", "2023/vi/lang-son"
    write_packet(small_project, own)
    assert corrections(own) == {}
    keep_edition(small_project, own)
    first = corrections(own)
    assert list(first) == ["edition 2"]
    assert corrections(other) == {} and corrections(own, "partner") == {}
    path = small_project.params / "corrections.yml"
    path.write_text(path.read_text("utf-8").replace("en: Sessions.", "en: Sessions of May."), "utf-8")
    assert corrections(own) != first

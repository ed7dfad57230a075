"""What is in the key of a packet, and why a packet is out of date, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import helpers.source_code.installed_packages as packages
from altered_packets import write_packet
from helpers.execute.jobs import Job
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.publish import packet_key
from old_editions import keep_edition

DECIDING = (
    "highspy", "scipy", "numpy", "python-calamine", "pandas", "pyarrow", "matplotlib", "pillow", "typst",
    "pypandoc-binary", "xlsxwriter", "brotli", "papermill", "ipykernel", "nbformat", "jinja2", "tzdata",
)  # fmt: skip


def test_packets_name_every_package_behind_them(project: Project, exchange: Callable[[str], None]) -> None:
    notebook = project.notebooks / "province_report.ipynb"
    found = packet_key.package_versions(notebook)
    assert set(DECIDING) <= set(found)
    assert not {"pytest", "ruff", "jupyterlab", "distributed"} & set(found)
    assert packages.ABSENT not in found.values()
    exchange("highspy")
    assert packet_key.package_versions(notebook) == {**found, "highspy": "99.9"}


def test_another_version_of_the_workbook_is_another_key(
    project: Project, exchange: Callable[[str], None]
) -> None:
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

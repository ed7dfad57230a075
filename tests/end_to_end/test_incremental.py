"""What a build does again, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import helpers.publish.packet_key
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job, plan
from helpers.paths import Project
from helpers.publish.packet_key import causes
from helpers.release.figure_digests import read_figures
from helpers.release.prepare import prepare
from projects import Done, call_workbook, packet_files

LANG_SON, NATION = "2023/en/lang-son", "2023/en/viet-nam"


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """The built project, in another place, to be changed."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def _out_of_date(project: Project) -> dict[str, list[str]]:
    figures = read_figures(prepare(project, 2023))
    jobs = plan(project, 2023, provinces=("lang-son", "viet-nam"))
    return {job.name: found for job in jobs if (found := causes(project, job, figures))}


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds what this test changes"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_to_do_loads_nothing_that_makes_reports(built: Project) -> None:
    before = packet_files(built)
    places = ("--province", "lang-son", "--province", "viet-nam")
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from helpers.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "2023", *places],
        cwd=built.root,
        env={**os.environ, "WORKBOOK_ROOT": str(built.root), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "4 of 4 reports are up to date" in done.stdout, done.stdout + done.stderr
    loaded = done.stdout.splitlines()[-1].split()
    assert "helpers.cli" in loaded
    assert not {"matplotlib", "seaborn", "papermill", "nbconvert", "scipy", "typst", "highspy"} & {*loaded}
    assert packet_files(built) == before


def test_packets_carried_to_another_place_are_up_to_date(copy: Project) -> None:
    assert _out_of_date(copy) == {}


def test_change_of_another_province_spares_who_does_not_read_it(copy: Project) -> None:
    materials = copy.data / "sample" / "2023" / "tay-ninh" / "materials.csv"
    lines = materials.read_text(encoding="utf-8").splitlines()
    materials.write_text("\n".join([*lines[:2], *lines[3:]]) + "\n", encoding="utf-8")
    found = _out_of_date(copy)
    assert set(found) == {NATION, "2023/vi/viet-nam"}
    assert "return data/sample/2023/tay-ninh/materials.csv changed" in found[NATION]


def test_change_that_the_nation_shows_reaches_every_report(copy: Project) -> None:
    outreach = copy.data / "sample" / "2023" / "tay-ninh" / "outreach.csv"
    lines = outreach.read_text(encoding="utf-8").splitlines()
    outreach.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    found = _out_of_date(copy)
    assert found[LANG_SON] == ["figures changed: of other places"]
    assert set(found) == {
        f"2023/{language}/{place}" for language in ("en", "vi") for place in ("lang-son", "viet-nam")
    }


def test_notebook_of_provinces_leaves_the_nation_alone(copy: Project) -> None:
    _edit(copy.notebooks / "province_report.ipynb", "## Key results", "## Main results")
    found = _out_of_date(copy)
    assert found == dict.fromkeys((LANG_SON, "2023/vi/lang-son"), ["notebooks/province_report.ipynb changed"])


def test_parameters_file_that_reports_read_is_a_cause(copy: Project) -> None:
    _edit(copy.params / "codelists.yml", "\n", "\n# looked through again\n")
    assert _out_of_date(copy)[LANG_SON] == ["params/codelists.yml changed"]


def test_params_of_another_year_are_no_cause(copy: Project) -> None:
    path = copy.params / "years" / "2024.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    assert _out_of_date(copy) == {}


def test_another_typeface_is_a_cause_for_all(copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    look = helpers.publish.packet_key.look()
    monkeypatch.setattr(
        helpers.publish.packet_key, "look", lambda: look | {"SourceSansPro-Regular.ttf": "0" * 64}
    )
    assert list(_out_of_date(copy).values()) == [["look changed: SourceSansPro-Regular.ttf"]] * 4


def test_another_version_of_a_package_is_a_cause_for_all(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = helpers.publish.packet_key.package_versions()
    monkeypatch.setattr(
        helpers.publish.packet_key, "package_versions", lambda *_: versions | {"matplotlib": "99.0"}
    )
    found = _out_of_date(copy)
    assert len(found) == 4
    assert found[LANG_SON] == [f"another version of matplotlib: {versions['matplotlib']}, now 99.0"]


def test_damaged_lost_or_strange_file_is_a_cause(copy: Project) -> None:
    page = copy.reports / LANG_SON / "index.html"
    page.write_bytes(page.read_bytes()[:-1] + b"\0")
    (copy.reports / NATION / "report.pdf").unlink()
    strange = copy.reports / "2023" / "vi" / "lang-son" / "data" / "notes.txt"
    strange.write_text("left here")
    assert _out_of_date(copy) == {
        LANG_SON: ["index.html is damaged: it has not the hash that packet.json gives"],
        NATION: ["report.pdf is missing"],
        "2023/vi/lang-son": ["data/notes.txt is no file of this packet: packet.json does not list it"],
    }


def test_why_and_status_name_causes(copy: Project, workbook: Callable[..., Done]) -> None:
    _edit(copy.notebooks / "province_report.ipynb", "## Key results", "## Main results")
    shutil.rmtree(copy.reports / "2023" / "vi" / "lang-son")
    said = workbook(copy, "why", "2023", "lang-son").stdout
    assert "2023/en/lang-son: out of date\n  notebooks/province_report.ipynb changed" in said
    assert "2023/vi/lang-son: out of date\n  it was never built" in said
    said = workbook(copy, "status", "2023", "--province", "lang-son", "--province", "viet-nam").stdout
    assert "2023/en/viet-nam  up to date" in said
    assert "2 of 4 reports are up to date" in said


@pytest.mark.parametrize("spoilt", [lambda text: text[: len(text) // 2], lambda text: "[]", lambda text: ""])
def test_status_says_that_a_notebook_is_none_as_a_build_does(
    spoilt: Callable[[str], str], copy: Project, workbook: Callable[..., Done]
) -> None:
    notebook = copy.notebooks / "province_report.ipynb"
    notebook.write_text(spoilt(notebook.read_text(encoding="utf-8")), encoding="utf-8")
    said = workbook(copy, "status", "2023", "lang-son").stdout
    assert said.count("notebooks/province_report.ipynb: not a notebook") == 2
    assert "put an older copy in its place if version control has one" in " ".join(said.split())


def test_what_was_published_and_lost_is_put_back_from_a_backup(
    copy: Project, workbook: Callable[..., Done], tmp_path: Path
) -> None:
    assert workbook(copy, "backup", str(tmp_path / "backup")).returncode == 0
    shutil.rmtree(copy.published)
    shutil.rmtree(copy.data / "returns")
    assert workbook(copy, "build", "2023", "lang-son", "--force").returncode == 3
    done = workbook(copy, "restore", str(tmp_path / "backup"))
    assert done.returncode == 0, done.stderr
    assert "2 of 2 reports are up to date" in workbook(copy, "status", "2023", "lang-son").stdout


def test_package_that_changed_while_a_build_ran_is_told(
    copy: Project, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A package that is found before the installed one comes while reports are made, of which none comes about."""
    monkeypatch.syspath_prepend(tmp_path)

    def upgrade(_: Project, todo: list[tuple[Job, Any]], *__: object, **___: object) -> list[Outcome]:
        about = tmp_path / "matplotlib-99.0.dist-info" / "METADATA"
        about.parent.mkdir()
        about.write_text("Metadata-Version: 2.1\nName: matplotlib\nVersion: 99.0\n", encoding="utf-8")
        return [Outcome(job, {}, "stopped", 1, 0) for job, _ in todo]

    monkeypatch.setattr("helpers.build.build_year.build", upgrade)
    shutil.rmtree(copy.reports / LANG_SON)
    done = workbook(copy, "build", "2023", "lang-son", "--language", "en")
    assert done.returncode == 1, done.stderr
    assert "warning another version of matplotlib: " in done.stderr
    assert "now 99.0, while the build ran; build again" in done.stderr


def test_build_after_a_change_makes_only_what_is_out_of_date(copy: Project) -> None:
    before = packet_files(copy)
    shutil.rmtree(copy.reports / LANG_SON)
    done = call_workbook(copy, "build", "2023", "--province", "lang-son", "--province", "viet-nam")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 reports published, 3 were up to date" in done.stdout
    assert packet_files(copy) == before

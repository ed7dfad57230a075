"""The workbook runs in a folder of any name, in any locale, with any umask, and with temporary files elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, copytree, rmtree
from tempfile import mkdtemp

import editables
import pytest

from helpers.paths import Project
from projects import ROOT, run_workbook

ODD = Path("nhà mới", "Báo cáo 2023;b")
BUILD = ("build", "2023", "--province", "lang-son", "--language", "vi")


@pytest.fixture
def temporary() -> Iterator[str]:
    """A folder for temporary files, on another file system where there is one."""
    memory = Path("/dev/shm")
    folder = mkdtemp(dir=memory if memory.is_dir() else None)
    yield folder
    rmtree(folder)


def test_report_is_built_in_one_locale_and_verified_and_up_to_date_in_another(
    make_project: Callable[..., Project], temporary: str
) -> None:
    """Verifying builds all again, in the second locale, and compares bytes."""
    project = make_project(str(ODD), years=(2023,), provinces=("lang-son",))
    plain, unknown = (
        {"LC_ALL": locale, "LANG": locale, "TMPDIR": temporary} for locale in ("C", "xx_YY.UTF-8")
    )
    before = os.umask(0o077)
    try:
        built = run_workbook(project, *BUILD, environment=plain)
        assert built.returncode == 0, built.stderr
        assert (project.reports / "2023/vi/lang-son/report.pdf").is_file()
        verified = run_workbook(project, "verify", "2023", "lang-son", environment=unknown)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert "1 report built again elsewhere: 0 files differ" in verified.stdout
    finally:
        os.umask(before)
    for environment in (plain, unknown):
        status = run_workbook(project, "status", "2023", "lang-son", environment=environment)
        assert "2023/vi/lang-son  up to date" in status.stdout
    assert list(Path(temporary).iterdir()) == []


def test_installed_from_a_folder_of_any_name_the_workbook_is_found_in_any_locale(tmp_path: Path) -> None:
    project, site = tmp_path / ODD, tmp_path / "site"
    project.mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        copy(ROOT / name, project)
    copytree(ROOT / "src" / "helpers" / "inputs", project / "src" / "helpers" / "inputs")
    (project / "src" / "helpers" / "__init__.py").write_text("", encoding="utf-8")
    site.mkdir()
    make = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make, str(site)], cwd=project, check=True, capture_output=True)
    [wheel] = site.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    copytree(Path(editables.__file__).parent, site / "editables")
    find = "import site, sys; site.addsitedir(sys.argv[1]); import helpers; print(ascii(helpers.__file__))"
    for locale in ("C", "xx_YY.UTF-8", "C.UTF-8"):
        done = subprocess.run(
            [sys.executable, "-S", "-c", find, str(site)],
            cwd=tmp_path, env={"LC_ALL": locale}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == ascii(str(project / "src" / "helpers" / "__init__.py"))
        assert done.stderr == ""

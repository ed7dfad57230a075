"""The workbook runs in a folder of any name, in any locale, for any user, with any umask and any temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import copy, copytree, rmtree
from tempfile import mkdtemp

import editables
import pytest

from another_user import OTHER_USER, hand_over, python_for_all
from projects import ROOT, copy_project, run_workbook

ODD = Path("nhà mới", "Báo cáo 2023;b")
BUILD = ("build", "2023", "--province", "lang-son", "--language", "vi")


@pytest.fixture
def temporary() -> Iterator[Path]:
    """The other user's folder for temporary files, on another file system where there is one."""
    memory = Path("/dev/shm")
    folder = Path(mkdtemp(dir=memory if memory.is_dir() else None))
    hand_over(folder)
    yield folder
    rmtree(folder)


@pytest.fixture
def everybodys() -> Iterator[Path]:
    """A folder that another user can reach, as `tmp_path` is not, nor where a build keeps temporary files together."""
    folder = Path(mkdtemp(dir=os.environ.get("TMPDIR", "/tmp")))
    yield folder
    rmtree(folder)


def test_other_user_builds_in_one_locale_and_verifies_in_another(everybodys: Path, temporary: Path) -> None:
    """Verifying builds all again, in the second locale, and compares bytes. The umask is strict, the path odd.

    The user has no home, or one that cannot be written.
    """
    python, interpreter = python_for_all(everybodys)
    project = copy_project(everybodys / "home" / ODD, years=(2023,), provinces=("lang-son",))
    hand_over(everybodys / "home")
    plain, unknown = (
        {
            **interpreter,
            "LC_ALL": locale,
            "LANG": locale,
            "TMPDIR": str(temporary),
            "HOME": home,
        }
        for locale, home in (("C", "/nonexistent"), ("xx_YY.UTF-8", "/"))
    )
    as_other = partial(run_workbook, project, python=python, umask=0o077, **OTHER_USER)
    built = as_other(*BUILD, environment=plain)
    assert (built.returncode, built.stderr) == (0, "")
    report = project.reports / "2023/vi/lang-son/report.pdf"
    assert report.stat().st_uid != 0
    verified = as_other("verify", "2023", "lang-son", "--language", "vi", environment=unknown)
    assert (verified.returncode, verified.stderr) == (0, ""), verified.stdout
    assert "1 report built again elsewhere: 0 files differ" in verified.stdout
    for environment in (plain, unknown):
        status = as_other("status", "2023", "lang-son", environment=environment)
        assert "2023/vi/lang-son  up to date" in status.stdout
    assert list(temporary.iterdir()) == []


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

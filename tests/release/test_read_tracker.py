"""By which names a packet tells what its report read, and how much memory that took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.build.workers import environment_of
from helpers.errors import NotebookError
from helpers.execute.jobs import Job
from helpers.execute.kernels.warm import warm_kernels
from helpers.execute.run_notebook import execute
from helpers.execute.sealed_paths import kernel_doors
from helpers.paths import Project
from helpers.publish.packet_key import basis_of, changes_between, make_key
from helpers.release.figure_digests import read_figures
from helpers.release.opening import PREPARED
from helpers.release.prepare import prepare
from helpers.release.read_tracker import (
    PACKAGE,
    Reads,
    file_named,
    names_in,
    noting,
    read_reads,
    shown_name,
)
from helpers.release.release_files import as_text

MEGABYTES_BEFORE = 600
TELL = "from helpers.release.read_tracker import peak_memory; print(peak_memory())"
USE = f"import os, sys; b'x' * {MEGABYTES_BEFORE * 10**6}"
USE_THEN_TELL = f"{USE}; os.execv(sys.executable, [sys.executable, '-c', {TELL!r}])"
CATALOGUE = PACKAGE / "report" / "locale" / "vi.po"


def test_file_of_the_package_has_one_name_wherever_the_package_lies(project: Project, tmp_path: Path) -> None:
    for each in (Project(PACKAGE.parents[1]), project, Project(tmp_path)):
        name = shown_name(each, CATALOGUE)
        assert name == "helpers/report/locale/vi.po"
        assert file_named(each, name) == CATALOGUE


def test_file_of_the_project_is_named_from_its_root(tmp_path: Path) -> None:
    settings = Project(tmp_path).settings
    assert shown_name(Project(tmp_path), settings) == "params/workbook.yml"
    assert shown_name(Project(tmp_path / "elsewhere"), settings) is None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells it of a program alone")
def test_memory_is_that_of_this_program_not_of_the_one_that_started_it() -> None:
    said = subprocess.run([sys.executable, "-c", USE_THEN_TELL], capture_output=True, text=True, check=True)
    assert 20 * 10**6 < int(said.stdout) < MEGABYTES_BEFORE * 10**6


OPEN = 'from helpers import open_report\nrelease = open_report(province="lang-son", year=2023, language="en")'
NOTED = {"early.csv", "pandas.csv", "path.csv"}
MONTHS = {"monthly/01.csv", "monthly/02.csv"}
READ = {
    "Python": [
        'open("early.csv").close()',
        OPEN,
        'import pandas as pd\npd.read_csv("pandas.csv");',
        'import os\nopen(os.path.join("..", "notebooks", "path.csv"), "rb").close()',
    ],
    "C++": [OPEN, 'import pyarrow.csv as reader\nreader.read_csv("path.csv");'],
}


def _reads_of(project: Project, cells: list[str]) -> Reads:
    """What a build notes of a report on Lang Son of these cells."""
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    book = new_notebook(cells=[new_code_cell(each) for each in cells], metadata={"kernelspec": kernel})
    job = Job("province", "lang-son", 2023, "en")
    nbformat.write(book, project.notebooks / job.notebook)
    scratch = project.root / "scratch"
    scratch.mkdir()
    releases = prepare(project, 2023)
    prepared = environment_of({PREPARED: as_text(releases), "WORKBOOK_ROOT": str(project.root)})
    with prepared, warm_kernels(), noting(scratch / "reads.json", "lang-son"):
        execute(project, job, project.root / "executed.ipynb", kernel_doors(project, job, releases, scratch))
    reads = read_reads(scratch / "reads.json")
    assert reads is not None
    return reads


@pytest.mark.parametrize(
    ("how", "unread_too"), [("Python", False), ("C++", True)]
)  # what Python does not open itself cannot be told from the rest
def test_file_beside_the_notebook_that_was_read_is_noted(
    how: str, unread_too: bool, prepared_project: Project
) -> None:
    for name in (*NOTED, "unread.csv"):
        (prepared_project.notebooks / name).write_text("n\n1\n", encoding="utf-8")
    reads = _reads_of(prepared_project, READ[how])
    noted = {name.removeprefix("notebooks/") for name in reads.files if name.endswith(".csv")}
    assert noted >= NOTED
    assert ("unread.csv" in noted) == unread_too
    assert ("notebooks" in reads.folders) == unread_too
    assert "params/workbook.yml" in reads.files


def test_numbers_of_such_a_file_want_a_source(prepared_project: Project) -> None:
    (prepared_project.notebooks / "own.csv").write_text("station,n\nA,1\n", encoding="utf-8")
    shown = """from helpers import report
import pandas as pd
report.table(pd.read_csv("own.csv").set_index("station"), "own", title={"en": "T", "vi": "T"})"""
    with pytest.raises(NotebookError, match="the notebook reads notebooks/own.csv, and nothing says where"):
        _reads_of(prepared_project, [OPEN, shown])


def test_code_that_is_run_and_folders_that_are_listed_are_noted_and_imports_are_not(
    prepared_project: Project,
) -> None:
    folder = prepared_project.notebooks / "monthly"
    folder.mkdir()
    for name in MONTHS:
        (prepared_project.notebooks / name).write_text("n\n1\n", encoding="utf-8")
    for name in ("ran", "executed", "imported"):
        (prepared_project.notebooks / f"{name}.py").write_text("n = 1\n", encoding="utf-8")
    reads = _reads_of(
        prepared_project,
        [
            OPEN,
            "%run ran.py",
            "from pathlib import Path\nexec(Path('executed.py').read_text())",
            "import imported",
            # as Python writes bytecode, which a sealed kernel cannot: it is looked for all the same
            "try: open('__pycache__/imported.cpython-311.pyc.1398', 'wb')\nexcept OSError: pass",
            "import pandas as pd\nread = [pd.read_csv(each) for each in Path('monthly').glob('*.csv')]",
        ],
    )
    own = {name.removeprefix("notebooks/") for name in reads.files if name.startswith("notebooks/")}
    assert own == {"ran.py", "executed.py", *MONTHS}
    assert reads.folders == {"notebooks/monthly"}
    assert Reads.from_json(reads.as_json()) == reads
    assert names_in(prepared_project, "notebooks/monthly") == ["01.csv", "02.csv"]
    assert names_in(prepared_project, "data/returns") is None, "only what lies beside notebooks is listed"


def test_a_file_that_comes_into_a_listed_folder_makes_the_packet_out_of_date(
    prepared_project: Project,
) -> None:
    folder = prepared_project.notebooks / "monthly"
    folder.mkdir()
    job = Job("province", "lang-son", 2023, "en")
    figures = read_figures(prepare(prepared_project, 2023))
    basis = basis_of(prepared_project, job)

    def key(reads: Reads) -> dict[str, Any]:
        return {"key": make_key(prepared_project, job, basis, figures, reads), "inputs": []}

    listed, unlisted = Reads(folders={"notebooks/monthly"}), Reads()
    before, without = key(listed), key(unlisted)
    (folder / "01.csv").write_text("n\n1\n", encoding="utf-8")
    assert changes_between(before, key(listed)) == [("folders", "notebooks/monthly holds other files")]
    assert before["key"]["sha256"] != key(listed)["key"]["sha256"]
    assert without == key(unlisted)

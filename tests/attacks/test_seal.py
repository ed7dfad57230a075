"""Ways from a cell of a sealed notebook to what it must not read, write or reach: each is refused, one file a way.

All are tried in one run of a forked kernel, and again in an ordinary one. What they read a kernel without a seal can
read, which is tried, too, so that none is refused for want of a better attack.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pandas as pd
import pytest

from helpers.errors import OutputError
from helpers.execute.jobs import Job
from helpers.execute.kernels.warm import warm_kernels
from helpers.execute.run_notebook import execute
from helpers.execute.seal import Doors, NotSealedError, interpreter, refuse_within, sealing
from helpers.execute.sealed_paths import kernel_doors
from helpers.paths import Project
from helpers.release.release_files import YearRelease
from projects import ROOT, copy_project

NATION = Job("nation", "viet-nam", 2023, "en")
SECRET = "an exact number 31415926"
CELLS = Path(__file__).parent / "from_a_cell"
EVERY = {path.relative_to(CELLS).with_suffix("").as_posix(): path for path in sorted(CELLS.glob("*/*.py"))}
ALLOWED = [name for name in EVERY if name.startswith("is_allowed/")]
ATTACKS = [name for name in EVERY if name not in ALLOWED]
REFUSED_TO_ALL = {"connection_file", "anothers_connection_files", "inherited_descriptors"}
"""The connection file is gone before the first cell, and no kernel is handed a descriptor."""
HARMFUL = {"move", "open_for_appending", "change_of_root", "tracing", "bind_mount", "device_of_the_disk"}
HARMFUL |= {"kernel_memory", "memory_of_the_machine", "user_namespace"}
"""Not to be tried without a seal: they spoil the secret, the machine or the test itself."""
PRIVILEGED = {"handle_by_number", "memory_by_system_call", "environment_of_init", "detached_mount"}
PRIVILEGED |= {"new_file_system", "watch_of_all_files", "keys_of_the_user", "log_of_the_system"}
"""These need more than a seal's absence on many machines."""
TRIED = """
result = None
def refuse():
    raise PermissionError
try:
{source}
    outcome = "done" if result is None else "read"
except BaseException as error:
    outcome = f"refused ({{type(error).__name__}})"
print(outcome)
"""

pytestmark = [
    pytest.mark.skipif(sealing() == "no", reason="this system has no Landlock"),
    pytest.mark.filterwarnings("default"),
]


@contextmanager
def served() -> Iterator[socket.socket]:
    """A Unix socket that is served, as that of the process which workers are forked from."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{folder}/listener")
        server.listen()
        yield server


@contextmanager
def datagrams() -> Iterator[socket.socket]:
    """A Unix socket that takes datagrams, as that of a system's log."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(f"{folder}/letters")
        yield server


def run(project: Project, names: list[str], *, forked: bool, sealed: bool) -> dict[str, str]:
    """What each cell came to, in one notebook."""
    release = project.releases / "2023-63-0000"
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        served() as workers,
        datagrams() as letters,
        (project.facts / "facts.csv").open(encoding="utf-8") as held,
        warm_kernels(enabled=forked) as kernels,
    ):
        known = {
            "SECRET": str(project.facts / "facts.csv"),
            **{
                kind.upper(): str(project.facts / f"facts.{kind}")
                for kind in ("parquet", "xlsx", "sqlite", "xml")
            },
            "PROJECT": str(project.root),
            "RELEASE": str(release),
            "CODE": str(ROOT / "src"),
            "OUTSIDE": os.getpid(),
            "HELD": held.fileno(),
            "PORT": listener.getsockname()[1],
            "SERVER": kernels.socket or "/nowhere",
            "WORKERS": workers.getsockname(),
            "DATAGRAMS": letters.getsockname(),
        }
        first = "import os, tempfile\n" + "\n".join(f"{name} = {value!r}" for name, value in known.items())
        sources = [EVERY[name].read_text(encoding="utf-8") for name in names]
        tried = [
            TRIED.format(source="\n".join(f"    {line}" for line in source.splitlines()))
            for source in sources
        ]
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (first, *tried)])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
        nbformat.write(book, project.notebooks / NATION.notebook)
        doors = kernel_doors(project, NATION, [YearRelease(2023, "", release)], project.scratch / "own")
        done = execute(project, NATION, project.scratch / "executed.ipynb", doors if sealed else None)
    said = [
        "".join(each.get("text", "") for each in cell.outputs if each.get("name") == "stdout").strip()
        for cell in done.cells[-len(names) :]  # on stderr Python 3.12 warns of forks beside threads
    ]
    return dict(zip(names, said, strict=True))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a file of exact facts, a Release, and the scratch folder of another report."""
    project = copy_project(tmp_path_factory.mktemp("sealed") / "project", provinces=())
    release = project.releases / "2023-63-0000"
    for folder in (project.facts, release, project.scratch / "other", project.scratch / "own"):
        folder.mkdir(parents=True)
    (project.facts / "facts.csv").write_text(SECRET, encoding="utf-8")
    exact = pd.DataFrame({"value": [31415926]})
    exact.to_parquet(project.facts / "facts.parquet")
    exact.to_excel(project.facts / "facts.xlsx")
    exact.to_xml(project.facts / "facts.xml")
    with closing(sqlite3.connect(project.facts / "facts.sqlite")) as base:
        exact.to_sql("facts", base)
    pd.DataFrame({"value": [1]}).to_parquet(release / "cells.parquet")
    return project


@pytest.fixture(scope="module", params=["forked", "ordinary"])
def sealed(request: Any, project: Project) -> Iterator[dict[str, str]]:
    """What every cell came to in a sealed kernel of either kind; the secret is as it was."""
    yield run(project, list(EVERY), forked=request.param == "forked", sealed=True)
    assert (project.facts / "facts.csv").read_text(encoding="utf-8") == SECRET


@pytest.mark.parametrize("name", ATTACKS)
def test_sealed_notebook_cannot(name: str, sealed: dict[str, str]) -> None:
    assert sealed[name].startswith("refused"), sealed[name]


@pytest.mark.parametrize("name", ALLOWED)
def test_sealed_notebook_can(name: str, sealed: dict[str, str]) -> None:
    assert sealed[name] == "done"


def test_what_is_refused_can_be_read_without_a_seal(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Beside the secret, since no hard link leads to another file system.
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    harmless = [
        name for name in ATTACKS if name.startswith("reads/") and name.removeprefix("reads/") not in HARMFUL
    ]
    outcomes = run(project, harmless, forked=True, sealed=False)
    weak = {name.removeprefix("reads/") for name, outcome in outcomes.items() if outcome != "read"}
    assert weak <= REFUSED_TO_ALL | PRIVILEGED


@pytest.mark.parametrize("forked", [True, False])
def test_what_a_subprocess_prints_stays_in_the_notebook(
    project: Project, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, forked: bool
) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # by which ipykernel would know that it is tested
    said = run(project, ["is_allowed/subprocesses_that_print"], forked=forked, sealed=True)
    assert list(said.values()) == ["done"]
    assert "31415926" not in "".join(capfd.readouterr())


def test_at_least_sixty_ways_are_tried() -> None:
    assert len(ATTACKS) >= 60


def test_doors_that_lead_to_exact_numbers_are_refused(project: Project) -> None:
    doors = Doors((*interpreter(), str(project.data)), ())
    with pytest.raises(OutputError, match="'facts' holds exact numbers and lies below"):
        refuse_within(doors, [project.facts])


def test_kernel_of_another_kind_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "kernels" / "foreign" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["sh"], "display_name": "Foreign", "language": "python"}', encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    book.metadata["kernelspec"] = {"name": "foreign", "display_name": "", "language": "python"}
    nbformat.write(book, project.notebooks / NATION.notebook)
    doors = Doors(interpreter(), (str(tmp_path),))
    with pytest.raises(
        NotSealedError, match="kernel 'foreign' cannot be kept from opening exact numbers; choose"
    ):
        execute(project, NATION, tmp_path / "executed.ipynb", doors)

"""Builds killed and disturbed, in processes forked from this one: `python killing.py PROJECT CONTROL KILLS [DISK]`.

Intake, Release, keys, packets, publishing, portal, ledger and lock are the real ones. Notebooks are not executed and
not rendered: each report is a short text that depends on the edition of the notebook, so that a build takes a
fraction of a second. The kills are by SIGKILL, Ctrl-C, SIGTERM and SIGHUP in turn, spread over the whole build. After
them come inputs that are deleted in mid-build, a second build and a clock that was set back; and where the project is a
small file system of its own (DISK) one that has no room, or no room for another file, or is read-only, as a whole or in
one folder. Prints one line for each, and ends with an error at the first that left something broken, or was no message
of the workbook's.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any

import nbformat

import helpers.build.build_report as task
import helpers.build.build_year as year
from helpers.build.run_tasks import run_tasks
from helpers.cli.application import EndedError, heeding_requests_to_end
from helpers.cli.consoles import one_code
from helpers.cli.interrupts import INTERRUPTED
from helpers.errors import WorkbookError
from helpers.execute.jobs import Job
from helpers.paths import Project
from helpers.portal.write_portal import compose_portal
from helpers.publish.packet_key import look, package_versions
from helpers.publish.report_code import code_of
from helpers.release.change_detection import BuildChoice
from helpers.render.report_parts import has_annex
from projects import ROOT, packet_files

KILLED_BY = (
    (signal.SIGKILL, -signal.SIGKILL),
    (signal.SIGINT, INTERRUPTED),
    (signal.SIGTERM, 128 + signal.SIGTERM),
    (signal.SIGHUP, 128 + signal.SIGHUP),
)
"""Signals, each with the exit code of a command that it ends."""
PLACES = ("lang-son", "tay-ninh", "ben-tre")
"""Whose returns there are, and on which there are reports."""
CHOICE = BuildChoice(2023, PLACES, ("en",))


class Serial(Executor):
    """Does each task when it is handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def main() -> None:
    project, control, kills = Project(Path(sys.argv[1])), Project(Path(sys.argv[2])), int(sys.argv[3])
    stand_ins = {
        "execute": _execute,
        "render_pages": _pages,
        "render_pdf": _paper,
        "write_exports": lambda packet, *rest: None,
        "check_packet": lambda job, packet, release: (
            None
        ),  # the short texts are no report that could be read back
    }
    for name, stand_in in stand_ins.items():
        assert hasattr(task, name), f"the task has no {name} any more"
        setattr(task, name, stand_in)
    year.build = lambda project, todo, releases, *, on_done, **options: run_tasks(
        Serial(), task.build_packet, project, todo, releases, on_done
    )
    year.starting = lambda project, *, many: nullcontext()  # nothing is executed: no kernel is needed
    for warm in (
        look,
        package_versions,
        lambda: code_of(ROOT / "notebooks" / "province_report.ipynb"),
        lambda: compose_portal(control),
        lambda: import_module("pyarrow.dataset"),
    ):
        warm()  # what does not change, once for all builds
    wanted = {}
    for edition in ("first", "second"):
        _edit(control, edition)
        year.bring_up_to_date(
            control, CHOICE, processes=1, watch=_watch
        )  # not in a fork: what it imports stays
        wanted[edition] = packet_files(control)
    assert wanted["first"] != wanted["second"]
    _edit(project, "second")
    _whole_build(project)
    _edit(project, "first")
    duration = _whole_build(project)
    dice = random.Random(20)
    slots = dice.sample(range(kills), kills)  # the build in as many parts, and one kill in each
    done = tried = 0
    while done < kills:
        tried += 1
        assert tried <= 2 * kills, f"only {done} of {tried} builds were killed before their end"
        edition = ("second", "first")[tried % 2]
        _edit(project, edition)
        moment = (slots[done] + dice.random()) / kills * duration
        child = _start(project)
        time.sleep(moment)
        by, code = KILLED_BY[tried // 2 % len(KILLED_BY)]
        os.kill(child, by)
        killed = _end(child) == code
        first = _check(project, wanted)
        duration = 0.5 * duration + 0.5 * _whole_build(project)
        assert packet_files(project) == wanted[edition], "another build than an undisturbed one"
        if killed:
            done += 1
            print(
                f"{done}: {by.name} after {moment:.2f} s of {duration:.2f}, {first} packets of the first edition"
            )
    _edit(project, "second")
    duration = _whole_build(project)
    disturbances = [*_deletions(project, duration), *_others(project)]
    disturbances += _disk(project) if "disk" in sys.argv else ()
    for number, (name, disturb) in enumerate(disturbances):
        edition = ("first", "second")[number % 2]
        _edit(project, edition)
        with disturb() as (codes, named):
            _said()
            code, said = _end(_start(project)), _said()
            assert code in codes, f"{name}: exit code {code}, not one of {codes}: {said}"
            places = (named, "; check space and rights")  # a packet's files lie in several folders
            told = any(each in said for each in places) if code else not said
            assert told, f"{name}: exit code {code}, and said {said}"
        _check(project, wanted)
        _whole_build(project)
        assert packet_files(project) == wanted[edition], f"{name}: another build than an undisturbed one"
        print(f"{name}: exit code {code}")


Codes = tuple[tuple[int, ...], str]
Disturbance = tuple[str, Callable[[], AbstractContextManager[Codes]]]
"""A name, and a context in which a build is disturbed; it tells with which exit codes, and what a message names."""
SAID = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  open as long as the process lives
"""The messages of the processes that are forked from this one, where no full disk takes them away."""
MADE_AGAIN = {
    "data/records": ("data/records",),
    "data/facts": ("data/facts", "data/releases"),
    "data/releases": ("data/releases",),
    "data/builds/decisions": ("data/builds/decisions", "data/releases"),
}
"""Folders that a build makes again, each with those that must be empty for it to be written."""


def _deletions(project: Project, duration: float) -> Iterator[Disturbance]:
    """A notebook, params or a return that are gone from some moment of a build, and back after it."""

    @contextmanager
    def deleted(path: Path, moment: float) -> Iterator[Codes]:
        aside = project.root / "aside"
        timer = Timer(moment, path.rename, [aside])
        timer.start()
        yield (0, 1, 3, 4), ""
        timer.join()
        aside.rename(path)

    for name in (
        "notebooks/province_report.ipynb",
        "data/sample/2023/lang-son",
    ):
        for share in (0.0, 0.5):
            moment = share * duration
            yield f"{name} deleted after {moment:.2f} s", partial(deleted, project.root / name, moment)


def _others(project: Project) -> Iterator[Disturbance]:
    """A second build when the first has begun, and files of tomorrow, as a clock that was set back leaves them."""

    @contextmanager
    def second_build() -> Iterator[Codes]:
        other, lock, patience = _start(project), project.builds / "lock", time.monotonic() + 60
        while lock.read_text(encoding="ascii").strip() != str(other) and time.monotonic() < patience:
            time.sleep(0.01)
        yield (0, 5), "another build is running"
        assert _end(other) in (0, 5)

    @contextmanager
    def set_back() -> Iterator[Codes]:
        tomorrow = time.time() + 86_400
        for path in project.root.rglob("*"):
            os.utime(path, (tomorrow, tomorrow), follow_symlinks=False)
        yield (0,), ""

    yield "second build", second_build
    yield "clock set back", set_back


def _disk(project: Project) -> Iterator[Disturbance]:
    """The project's own file system with so many bytes left, so many files, and then read-only; then each folder so.

    What a build makes again is taken away beforehand, so that it has to be written.
    """

    @contextmanager
    def full(room: int) -> Iterator[Codes]:
        filler = project.root / "filler"
        filler.write_bytes(b"\0" * max(0, shutil.disk_usage(project.root).free - room))
        yield (5,), "written"
        filler.unlink()

    @contextmanager
    def read_only() -> Iterator[Codes]:
        subprocess.run(["mount", "-o", "remount,ro", str(project.root)], check=True)
        yield (5,), "written"
        subprocess.run(["mount", "-o", "remount,rw", str(project.root)], check=True)

    @contextmanager
    def without_files(room: int) -> Iterator[Codes]:
        files = os.statvfs(project.root)
        most = files.f_files - files.f_ffree + room
        subprocess.run(["mount", "-o", f"remount,nr_inodes={most}", str(project.root)], check=True)
        yield (5,), "written"
        subprocess.run(["mount", "-o", f"remount,nr_inodes={files.f_files}", str(project.root)], check=True)

    def emptied(name: str) -> tuple[int, ...]:
        for again in MADE_AGAIN.get(name, ()):
            shutil.rmtree(project.root / again)
            (project.root / again).mkdir(mode=0o700)
        return (5,) if name in MADE_AGAIN else (0, 3, 4, 5)  # what is gone for good is told

    @contextmanager
    def read_only_folder(name: str) -> Iterator[Codes]:
        codes, folder = emptied(name), str(project.root / name)
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield codes, name
        subprocess.run(["umount", folder], check=True)

    @contextmanager
    def full_folder(name: str, options: str) -> Iterator[Codes]:
        codes, folder = emptied(name), str(project.root / name)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
        yield codes, name
        subprocess.run(["umount", folder], check=True)

    for room in (0, 20_000, 120_000, 300_000):
        yield f"disk with {room} bytes left", partial(full, room)
    for room in (0, 4):
        yield f"disk with {room} files left", partial(without_files, room)
    yield "read-only disk", read_only
    for number, name in enumerate(("reports", "data/builds", *MADE_AGAIN, "data/returns", "data/published")):
        yield f"read-only {name}", partial(read_only_folder, name)
        options = ("size=4k", "nr_inodes=1")[number % 2]
        yield f"{name} on a disk of its own ({options})", partial(full_folder, name, options)


def _end(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _said() -> str:
    """What builds have said since this was asked last."""
    SAID.seek(0)
    said = SAID.read()
    SAID.seek(0)
    SAID.truncate()
    return said


def _pages(notebook: Any, **options: object) -> dict[str, str]:
    """Stands in for the renderer to HTML."""
    page = notebook.cells[0]["source"] + json.dumps(notebook.metadata["report"])
    return dict.fromkeys(("report", "annex") if has_annex(notebook) else ("report",), page)


def _paper(notebook: Any, part: str) -> bytes:
    """Stands in for the renderer to PDF."""
    return notebook.cells[0]["source"].encode() * 20_000


def _execute(project: Project, job: Job, output: Path, doors: object) -> nbformat.NotebookNode:
    notebook = nbformat.read(project.notebooks / job.notebook, as_version=4)
    nbformat.write(notebook, output)
    return notebook


def _edit(project: Project, edition: str) -> None:
    for name in ("province_report", "national_report"):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# {edition}", id="title")])
        nbformat.write(notebook, project.notebooks / f"{name}.ipynb")


def _start(project: Project) -> int:
    child = os.fork()
    if child:
        return child
    code = 2
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with heeding_requests_to_end():
            built = year.bring_up_to_date(project, CHOICE, processes=1, watch=_watch)
        failed = [outcome for outcome in built.outcomes if outcome.fault]
        code = one_code([outcome.exit_code for outcome in failed]) if failed else 0
        for outcome in failed:
            print(outcome.fault, file=SAID, flush=True)
    except WorkbookError as fault:
        print(fault, file=SAID, flush=True)
        code = fault.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except EndedError as asked:
        code = 128 + asked.args[0]
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


@contextmanager
def _watch(todo: Sequence[Job], processes: int) -> Iterator[Callable[[object], None]]:
    yield lambda outcome: None


def _whole_build(project: Project) -> float:
    start = time.perf_counter()
    code = _end(_start(project))
    assert code == 0, "the build after a kill failed"
    return time.perf_counter() - start


def _check(project: Project, wanted: dict[str, dict[str, bytes]]) -> int:
    """Every packet is whole, and the portal links nothing else. Returns how many are of the first edition."""
    for place in CHOICE.provinces:
        folder = project.reports / "2023" / "en" / place
        described = json.loads((folder / "packet.json").read_text(encoding="utf-8"))
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert names == {"packet.json", *(entry["path"] for entry in described["outputs"])}
        for entry in described["outputs"]:
            assert hashlib.sha256((folder / entry["path"]).read_bytes()).hexdigest() == entry["sha256"], entry
    page = (project.reports / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(2023/[^"#]+)"', page)
    assert links
    for link in links:
        assert (project.reports / link).is_file(), f"the portal links {link}, which is not there"
    files = packet_files(project)
    page_of = "2023/en/{}/index.html"
    return sum(files[page_of.format(p)] == wanted["first"][page_of.format(p)] for p in CHOICE.provinces)


if __name__ == "__main__":
    main()

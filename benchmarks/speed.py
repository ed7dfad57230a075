"""How fast reports are made, each time as a ratio measured in the same run, on this project's own notebooks.

    python benchmarks/speed.py [--year 2023] [--sample 4] [--reports 45] [--write]

(a) a year's English reports, HTML and PDF, against the usual way: the papermill command, `jupyter nbconvert --to html`,
    `--to webpdf`, one report after another, and two at a time. The usual way is measured on --sample reports, half of
    them before and half after the build, and scaled to all; the build is measured whole (or on the first --reports).
(b) nothing changed; (c) one return changed: a row of materials, which its own province and the nation show, and a row
    of outreach, which is in the nation's totals and so in every report; (d) one report from the command line against
    one papermill command; (e) against `quarto render --execute` to HTML and Typst PDF, where quarto is installed.

All is done in a copy of the project in a temporary folder. Records and Release exist when the clock starts: the
usual way reads them too. --write puts the table into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from helpers.execute.jobs import Job, plan
from helpers.paths import Project

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WEBPDF = Path(__file__).with_name("webpdf.py")
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
Row = tuple[str, str, str, str]


def main() -> None:
    """Measure and print, or write down."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--year", type=int, default=2023)
    parser.add_argument("--sample", type=int, default=4, help="reports measured in the usual way")
    parser.add_argument("--reports", type=int, default=0, help="build only so many reports; 0: all")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    choice = parser.parse_args()
    with _copy() as project:
        jobs = [
            job for job in plan(project, choice.year, languages=["en"]) if job.kind in ("nation", "province")
        ]
        jobs = jobs[: choice.reports or None]
        rows = list(_measure(project, jobs, max(2, choice.sample)))
    text = _table(rows, len(jobs), choice.sample)
    print(text)
    if choice.write:
        _write(text)


def _measure(project: Project, jobs: Sequence[Job], sample: int) -> Iterator[Row]:
    def build(*arguments: object) -> float:
        places = [part for job in jobs for part in ("--province", job.place)]
        return _timed(
            [BIN / "workbook", "build", jobs[0].year, "--language", "en", *places, *arguments], project
        )

    count = len(jobs)
    chosen = (list(jobs) * sample)[:: max(1, count // sample)][:sample]
    build()  # records, Release, cut fonts, compiled modules
    before = [_usual_way(project, job) for job in chosen[: sample // 2]]
    whole = build("--force")
    after = [_usual_way(project, job) for job in chosen[sample // 2 :]]
    usual = sum(before + after) / sample
    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: _usual_way(project, job), chosen))
    two = (time.perf_counter() - start) / sample
    yield (
        f"(a) {count} reports",
        f"{whole:.1f} s",
        f"usual way: {usual * count:.0f} s",
        f"{usual * count / whole:.1f}",
    )
    yield "", "", f"usual way, two at a time: {two * count:.0f} s", f"{two * count / whole:.1f}"
    nothing = min(build() for _ in range(3))
    yield "(b) nothing changed", f"{nothing:.2f} s", "(a)", f"{whole / nothing:.0f}"
    for table, reach in (("materials", "province and nation"), ("outreach", "all")):
        _drop_row(project, jobs[-1], table)
        spent = build()
        yield (
            f"(c) a row of {table} changed, shown by: {reach}",
            f"{spent:.1f} s",
            "(a)",
            f"{whole / spent:.1f}",
        )
    yield from _single(project, jobs[-1])
    if shutil.which("quarto"):
        spent = _quarto(project, jobs[-1])
        yield (
            "(e) a report of (a)",
            f"{whole / count:.2f} s",
            f"quarto: {spent:.1f} s",
            f"{spent * count / whole:.1f}",
        )


def _single(project: Project, job: Job) -> Iterator[Row]:
    command = [BIN / "workbook", "build", job.year, "--language", "en", "--province", job.place, "--force"]
    ours = min(_timed(command, project) for _ in range(2))
    theirs = min(_with_folder(lambda folder: _papermill(project, job, folder)) for _ in range(2))
    yield "(d) one report", f"{ours:.1f} s", f"papermill alone: {theirs:.1f} s", f"{theirs / ours:.2f}"


def _usual_way(project: Project, job: Job) -> float:
    def make(folder: Path) -> float:
        spent = _papermill(project, job, folder)
        executed = folder / "report.ipynb"
        spent += _timed([BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", executed], project)
        return spent + _timed([sys.executable, WEBPDF, "--to", "webpdf", "--no-input", executed], project)

    return _with_folder(make)


def _papermill(project: Project, job: Job, folder: Path) -> float:
    parameters = [str(part) for name, value in job.parameters.items() for part in ("-p", name, value)]
    notebook = project.notebooks / job.notebook
    command = [BIN / "papermill", notebook, folder / "report.ipynb", *parameters, "--cwd", project.notebooks]
    return _timed(command, project)


def _quarto(project: Project, job: Job) -> float:
    def make(folder: Path) -> float:
        source = project.notebooks / f"quarto-{job.notebook}"
        shutil.copy(project.notebooks / job.notebook, source)
        parameters = [part for name, value in job.parameters.items() for part in ("-P", f"{name}:{value}")]
        return sum(
            _timed(["quarto", "render", source, "--execute", *parameters, "--to", to], project)
            for to in ("html", "typst")
        )

    return _with_folder(make)


def _drop_row(project: Project, job: Job, table: str) -> None:
    """Take the last row out of a return."""
    path = project.data / "sample" / str(job.year) / job.place / f"{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def _with_folder(make: Callable[[Path], float]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return make(Path(folder))


@contextmanager
def _copy() -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        for name in ("params", "notebooks", "data/sample"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        yield Project(root)


def _timed(command: Sequence[object], project: Project) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        env={**_environment(), "WORKBOOK_ROOT": str(project.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - start


def _environment() -> dict[str, str]:
    """As a user has it: compiled modules are kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _table(rows: Sequence[Row], reports: int, sample: int) -> str:
    head = (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} processors, Python {platform.python_version()}; "
        f"{reports} English reports, the usual way measured on {sample} of them.\n\n"
        "| what | workbook | against | times as fast |\n| --- | --- | --- | --- |\n"
    )
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _write(text: str) -> None:
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()

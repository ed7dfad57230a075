"""How much faster the build is than the usual way, on the same notebooks, in the same run.

The usual way, one report after another: the papermill command, `jupyter nbconvert --to html`, `--to webpdf`. It is
measured on some reports and scaled to all; the build is measured whole, from the command line, with nothing built
before but the records and the Release, which the usual way reads too.

    python benchmarks/against_usual_way.py [--year 2023] [--sample 4]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helpers.paths import Project
from helpers.run.jobs import Job, plan

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WEBPDF = Path(__file__).with_name("webpdf.py")


def main() -> None:
    """Measure both ways and print the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--year", type=int, default=2023)
    parser.add_argument("--sample", type=int, default=4, help="reports measured in the usual way")
    choice = parser.parse_args()
    project = Project(ROOT)
    jobs = plan(project, choice.year, languages=["en"])
    chosen = jobs[:: max(1, len(jobs) // choice.sample)][: choice.sample]
    _run([BIN / "workbook", "build", choice.year, "--language", "en", "--province", chosen[0].place])
    halves = [_usual_way(job) for job in chosen[: len(chosen) // 2]]
    whole = _build(choice.year)
    halves += [_usual_way(job) for job in chosen[len(chosen) // 2 :]]
    usual = sum(halves) / len(halves) * len(jobs)
    print(f"{len(jobs)} reports of {choice.year}, English, HTML and PDF, on {os.cpu_count()} processors")
    print(
        f"usual way, measured on {len(halves)} reports: {usual / len(jobs):.1f} s a report, {usual:.0f} s for all"
    )
    print(f"workbook build, measured on all: {whole / len(jobs):.2f} s a report, {whole:.0f} s for all")
    print(f"ratio: {usual / whole:.1f} times faster")


def _usual_way(job: Job) -> float:
    with tempfile.TemporaryDirectory() as folder:
        executed = Path(folder) / "report.ipynb"
        parameters = [str(part) for name, value in job.parameters.items() for part in ("-p", name, value)]
        start = time.perf_counter()
        notebook = ROOT / "notebooks" / job.notebook
        _run([BIN / "papermill", notebook, executed, *parameters, "--cwd", ROOT / "notebooks"])
        _run([BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", executed])
        _run([sys.executable, WEBPDF, "--to", "webpdf", "--no-input", executed])
        return time.perf_counter() - start


def _build(year: int) -> float:
    shutil.rmtree(ROOT / "reports" / str(year) / "en", ignore_errors=True)
    start = time.perf_counter()
    _run([BIN / "workbook", "build", year, "--language", "en"])
    return time.perf_counter() - start


def _run(command: list[object]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")


if __name__ == "__main__":
    main()

"""What an analyst waits for, and what the seal costs, in seconds measured in one run.

    python benchmarks/desk.py [--year 2023] [--place lang-son]

(f) `preview()` in a kernel, after one cell of the saved notebook has changed: by the clock and of the processor, beside
    papermill's run of the same notebook; (g) the seal of one process: a fork gives up files, TCP and system calls as a
    kernel of a build does; (h) an own chart in a warm process: seaborn's drawing and `report.figure`.

All is done in a copy of the project in a temporary folder. Times drift with the machine: compare those of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel
from speed import _copy, _papermill

from helpers.execute.jobs import Job, plan
from helpers.execute.seal import seal, sealing
from helpers.execute.sealed_paths import kernel_doors
from helpers.execute.system_calls import shut_calls
from helpers.paths import Project
from helpers.release.prepare import prepare

ROUNDS = 10
CHART = """
import os, seaborn as sns
def chart(number):
    data = release.data("sessions", by="month", years=2)
    ax = sns.lineplot(data, x="month", y="value", hue="year")
    return report.figure(ax, f"chart-{number}", title="Sessions", alt="Line chart.", data=data)
chart(0)
before = sum(os.times()[:4])
for number in range(1, 11):
    made = chart(number)
print((sum(os.times()[:4]) - before) / 10)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--year", type=int, default=2023)
    parser.add_argument("--place", default="lang-son")
    choice = parser.parse_args()
    with _copy() as project:
        os.environ["WORKBOOK_ROOT"] = str(project.root)
        [job] = plan(project, choice.year, provinces=[choice.place], languages=["en"])
        costs = _seals(project, job)
        first, changed, cells, chart = _at_the_desk(project, job)
        with tempfile.TemporaryDirectory() as folder:
            usual = _papermill(project, job, Path(folder))
    print("| what | seconds | beside |\n| --- | --- | --- |")
    print(f"| (f) first preview | {first:.2f} | papermill's run: {usual:.2f} |")
    print(
        f"| (f) preview after a change of one cell, by the clock | {changed:.2f} | {changed / usual:.2f} of it |"
    )
    print(f"| (f) the same, of the processor | {cells:.2f} | |")
    seal_s = f"{statistics.median(costs):.4f} | most: {max(costs):.4f}"
    print(f"| (g) the seal ({sealing()}), of the processor, median | {seal_s} |")
    print(f"| (h) an own chart, of the processor, mean | {chart:.3f} | |")


def _seals(project: Project, job: Job) -> list[float]:
    """Seconds of the processor that each of some forks took to seal itself."""
    releases = prepare(project, job.year)
    with tempfile.TemporaryDirectory() as scratch:
        doors = kernel_doors(project, job, releases, Path(scratch))
    if doors is None:
        raise SystemExit("nothing is sealed on this system")

    def sealed() -> float:
        start = time.process_time()
        seal(doors)
        shut_calls()
        return time.process_time() - start

    return [_in_a_fork(sealed) for _ in range(ROUNDS)]


def _in_a_fork(measured: Callable[[], float]) -> float:
    inside, outside = os.pipe()
    if not os.fork():
        os.write(outside, json.dumps(measured()).encode())
        os._exit(0)
    os.close(outside)
    with os.fdopen(inside) as answer:
        spent = float(json.loads(answer.read()))
    os.wait()
    return spent


def _at_the_desk(project: Project, job: Job) -> tuple[float, float, float, float]:
    """A first preview and one after a change by the clock, the last of the processor; and an own chart."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(project.notebooks))

    def run(code: str) -> str:
        said: list[str] = []

        def note(message: Any) -> None:
            said.append(str(message["content"].get("text", message["content"].get("evalue", ""))))

        client.execute_interactive(code, allow_stdin=True, timeout=300, output_hook=note)
        return "".join(said).strip()

    try:
        run(
            "import os, time\nfrom helpers import report\nfrom helpers import open_report, preview\n"
            f"release = open_report(province={job.place!r}, year={job.year})"
        )
        timed = (
            f"at, spent = time.perf_counter(), sum(os.times()[:4])\npage = preview({Path(job.notebook).stem!r})\n"
            "print(time.perf_counter() - at, sum(os.times()[:4]) - spent)"
        )
        first = float(run(timed).split()[0])
        path = project.notebooks / job.notebook
        notebook = json.loads(path.read_text(encoding="utf-8"))
        next(c for c in notebook["cells"] if c["id"] == "main-points-heading-en")["source"] = ["## Changed"]
        path.write_text(json.dumps(notebook), encoding="utf-8")
        changed, cells = map(float, run(timed).split())
        return first, changed, cells, float(run(CHART).split()[-1])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()

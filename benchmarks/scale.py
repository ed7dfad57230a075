"""Time and memory as rows and machines grow: neither facts nor a report may need more memory for more rows.

    python benchmarks/scale.py [--rows 250000 2500000 25000000]
    python benchmarks/scale.py --reports 12 [--workers 2]

Rows: outreach rows of 2022 and 2023 together, made up, as Parquet by year and province in the place of the sample's;
everything else is the sample. For each number of rows, in processes of their own: the exact facts of 2023, and the
report of one province through `workbook build`, with and without the Release, which is made anew.

Reports: so many English reports of provinces, built here and by a Dask cluster of workers on this machine.

All is done in a temporary project, deleted at the end; 25 million rows take 160 megabytes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.execute.jobs import plan
from helpers.inputs.intake.stations import read_stations
from helpers.inputs.intake.take_in import take_in
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.record_files import TABLE, read_receipt, schema, write_records
from helpers.inputs.records.record_store import records_file
from helpers.paths import Project

ROOT = Path(__file__).resolve().parents[1]
YEARS, VINTAGE, SHOWN = (2022, 2023), "63", "lang-son"
FACTS = (
    "from pathlib import Path; from helpers.paths import Project; from helpers.metrics.facts import compute_facts;"
    "compute_facts(Project(Path('.').resolve()), 2023, '63')"
)
COMMAND = "from helpers.cli.main import main; main()"
AND_TELL_PEAK = """
from helpers.release.read_tracker import peak_memory
try:
    {}
finally:
    print(peak_memory())
"""
MEGABYTE = 1_000_000


def main() -> None:
    """Measure and print as a Markdown table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="*", default=[250_000, 2_500_000, 25_000_000])
    parser.add_argument("--reports", type=int, default=0, help="measure a cluster on so many reports instead")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    choice = parser.parse_args()
    with _project() as project:
        if choice.reports:
            _measure_cluster(project, choice.reports, choice.workers)
        else:
            _measure_rows(project, choice.rows)


def _measure_rows(project: Project, sizes: Sequence[int]) -> None:
    print("| outreach rows | Parquet | facts of 2023 | peak | all of a build | peak | its report | peak |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for rows in sizes:
        size = sum(_make_outreach(project, year, rows // len(YEARS)) for year in YEARS)
        facts = _run(project, FACTS)
        for made in (project.releases, project.facts):
            shutil.rmtree(made, ignore_errors=True)
        build = ("build", "2023", "--province", SHOWN, "--language", "en", "--jobs", "1", "--force")
        whole = _run(project, COMMAND, *build)
        cells = [f"{rows:,}", f"{size / MEGABYTE:.0f} MB"]
        for seconds, peak in (facts, whole, _report_of_last_build(project)):
            cells += [f"{seconds:.1f} s", f"{peak / MEGABYTE:.0f} MB"]
        print("| " + " | ".join(cells) + " |", flush=True)


def _measure_cluster(project: Project, count: int, workers: int) -> None:
    from distributed import LocalCluster

    jobs = [job for job in plan(project, 2023, languages=["en"]) if job.kind == "province"][:count]
    build = ["build", "2023", "--language", "en", "--force"]
    build += [part for job in jobs for part in ("--province", job.place)]
    _run(project, COMMAND, *build, "--jobs", str(workers))  # records, Release, cut fonts
    print("| how | seconds | reports an hour |")
    print("| --- | --- | --- |")
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        for how, more in (
            (f"local, {workers} at a time", ("--jobs", str(workers))),
            (f"cluster of {workers} workers, first build", ("--scheduler", cluster.scheduler_address)),
            (f"cluster of {workers} workers, once more", ("--scheduler", cluster.scheduler_address)),
        ):
            start = time.perf_counter()
            _run(project, COMMAND, *build, *more)
            seconds = time.perf_counter() - start
            print(f"| {how} | {seconds:.1f} | {3600 * len(jobs) / seconds:,.0f} |", flush=True)


def _make_outreach(project: Project, year: int, rows: int) -> int:
    """The year's outreach with so many rows, province by province; returns their bytes."""
    provinces, table = read_provinces(project), read_tables(project)["outreach"]
    stations = read_stations(project, read_settings(project).stations, provinces)
    commands = provinces.commands(VINTAGE)
    dice = np.random.default_rng(year)
    size = 0
    for command in commands:
        count = rows // len(commands)
        codes = np.array(sorted(stations.codes(command.slug, VINTAGE)), dtype=object)
        made: dict[str, object] = {name: dice.integers(0, 40, count) for name in table.columns}
        made |= {
            "station_code": codes[dice.integers(0, len(codes), count)],
            "month": np.array([f"{year}-{n:02d}" for n in range(1, 13)], dtype=object)[
                dice.integers(0, 12, count)
            ],
            "province": np.full(count, command.slug, dtype=object),
            "vintage": np.full(count, VINTAGE, dtype=object),
            "source_file": np.full(count, "made-up.csv", dtype=object),
            "source_row": np.arange(2, count + 2),
        }
        path = records_file(project, year, VINTAGE, command.slug)
        receipt, before = read_receipt(path), pq.read_table(path)
        assert receipt is not None
        frame = pd.DataFrame({TABLE: "outreach", **{name: made[name] for name in schema(table).names}})
        others = before.filter(pc.not_equal(before[TABLE], "outreach"))
        added = pa.Table.from_pandas(frame, preserve_index=False).select([TABLE, *schema(table).names])
        added = added.cast(pa.schema([before.schema.field(name) for name in added.column_names]))
        path.unlink()  # it is one file with the version that is kept of it
        write_records(pa.concat_tables([others, added], promote_options="default"), receipt, path)
        size += path.stat().st_size
    return size


def _report_of_last_build(project: Project) -> tuple[float, int]:
    log = sorted((project.builds / "log").glob("*.jsonl"))[-1]
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (report,) = (event for event in events if "peak_bytes" in event)
    return sum(report["seconds"].values()), report["peak_bytes"]


def _run(project: Project, code: str, *arguments: str) -> tuple[float, int]:
    """Seconds and most memory in bytes of a Python of its own in the project."""
    environment = {**os.environ, "WORKBOOK_ROOT": str(project.root), "OPENBLAS_NUM_THREADS": "1"}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", AND_TELL_PEAK.format(code), *arguments],
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: exit code {done.returncode}")
    return time.perf_counter() - start, int(done.stdout.split()[-1])


@contextmanager
def _project() -> Iterator[Project]:
    with tempfile.TemporaryDirectory(prefix="workbook-scale-") as folder:
        project = Project(Path(folder))
        for name in ("params", "notebooks"):
            shutil.copytree(
                ROOT / name, project.root / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
            )
        shutil.copytree(ROOT / "data" / "sample", project.data / "sample")
        for year in YEARS:
            take_in(project, year)
        yield project


if __name__ == "__main__":
    main()

"""Cells hidden and time taken, beside tau-ARGUS (PyPI package pytauargus) on the same tables; and how the time grows.

    python benchmarks/against_tau_argus.py            the tables, and growth
    python benchmarks/against_tau_argus.py --tau 2    beside tau-ARGUS, that many minutes for each table at the most

Synthetic counts of province x sex x year with all margins. Both have the same task: counts below the threshold are
primary, nobody may tell one more closely than from 0 to the threshold, and each further cell costs 1. tau-ARGUS is
given these intervals by an a priori file. Ours, in a report, asks for more: the threshold is to be possible even to
whoever knows that a mark is never a zero; that is the second figure. Needs the development packages.

Both are timed in this process, from counts that are ready to cells that are chosen, without imports: ours with the
making of the model, tau-ARGUS with the reading of its files and the writing of its table. What takes less than five
seconds is measured five times, and the median told.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np

from helpers.privacy.linked import Sum
from helpers.privacy.suppression import Task, hide_complements, weak_cells

THRESHOLD = 5
SEED = 5
TABLES = ((30, (20.0, 8.0)), (44, (6.0, 2.5)))


def main() -> None:
    """Print one line a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tau", type=int, default=0)
    minutes = parser.parse_args().tau
    print("| table | cells | primary | method | hidden | seconds |\n| --- | --- | --- | --- | --- | --- |")
    for provinces, means in TABLES:
        counts = np.random.default_rng(SEED).poisson(means, size=(3, provinces, 2))
        for label, floors in (
            ("workbook, same task", False),
            ("workbook, marks known not to be zeros", True),
        ):
            task = task_of(counts, floors=floors)
            hidden, spent = median(partial(ours, counts, floors=floors))
            print(_line(provinces, task, label, hidden, spent), flush=True)
        for method in (f"OPT(1,{minutes})", f"MOD(1,{minutes})") if minutes else ():
            hidden, spent = median(partial(theirs, counts, method))
            print(_line(provinces, task, f"tau-ARGUS {method[:3]}", hidden, spent), flush=True)
    growth()


def median(measured: Callable[[], tuple[int, float]]) -> tuple[int, float]:
    """Cells hidden and seconds, of one long run or the middle one of five short ones."""
    runs = [measured()]
    while runs[0][1] < 5 and len(runs) < 5:
        runs.append(measured())
    return sorted(runs, key=lambda run: run[1])[len(runs) // 2]


def growth() -> None:
    """44 provinces x 5 years x 4 breakdowns: each year and breakdown is one table with both margins."""
    start = time.perf_counter()
    hidden = cells = 0
    for year, parts in product(range(5), (2, 6, 8, 9)):
        counts = np.random.default_rng([SEED, year, parts]).poisson(20.0 / parts, size=(1, 44, parts))
        hidden, cells = hidden + ours(counts, floors=True)[0], cells + 45 * (parts + 1)
    spent = time.perf_counter() - start
    print(f"\n44 provinces x 5 years x 4 breakdowns: {cells} cells, {hidden} hidden, {spent:.1f} s")


def task_of(counts: np.ndarray, *, floors: bool) -> Task:
    """The problem: a table with all its margins, each further cell at a cost of 1."""
    full = _with_margins(counts.astype(float))
    at = np.arange(full.size).reshape(full.shape)
    sums = []
    for axis in range(full.ndim):
        lines = np.moveaxis(at, axis, -1).reshape(-1, full.shape[axis])
        if full.shape[axis] > 1:
            sums += [Sum(int(line[-1]), tuple(line[:-1].tolist())) for line in lines]
    values = full.ravel()
    small = (values > 0) & (values < THRESHOLD)
    costs = np.where((values > 0) & ~small, 1.0, np.inf)
    least = np.full(len(values), float(floors))
    return Task(values, sums, small, np.zeros_like(small), small, costs, least, THRESHOLD)


def ours(counts: np.ndarray, *, floors: bool) -> tuple[int, float]:
    """Cells hidden and seconds; what comes out is attacked, outside the time."""
    start = time.perf_counter()
    task = task_of(counts, floors=floors)
    hidden = hide_complements(task)
    spent = time.perf_counter() - start
    assert not weak_cells(task, hidden)
    return int(hidden.sum()), spent


def theirs(counts: np.ndarray, method: str) -> tuple[int, float]:
    """Cells hidden by a method of tau-ARGUS, and the seconds of its run."""
    import pytauargus
    from pytauargus.engine import run_batch

    names = ("year", "province", "sex")
    rows = [
        {**{name: f"{name[0]}{i:02d}" for name, i in zip(names, cell, strict=True)}, "people": 1}
        for cell in np.ndindex(counts.shape)
        for _ in range(int(counts[cell]))
    ]
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # it writes its logs where it stands
        try:
            made = pytauargus.protect(
                rows, [list(names)], "people", safety_rules=f"FREQ({THRESHOLD},100)", suppress=method,
                cost_var="-2", workdir=folder, run=False,
            )  # fmt: skip
            levels = Path(folder) / "levels.hst"
            levels.write_text("\n".join(_levels(counts, names)) + "\n")
            batch = Path(made.files["arb"])
            asked = f'<APRIORI> "{levels}",1,";",0,0\n<SUPPRESS>'
            batch.write_text(batch.read_text().replace("<SUPPRESS>", asked, 1))
            start = time.perf_counter()
            run_batch(str(batch))
            spent = time.perf_counter() - start
            lines = (Path(folder) / "tab1.tab").read_text().splitlines()
        finally:
            os.chdir(before)
    return sum(line.split(";")[-3] in "UM" for line in lines), spent


def _levels(counts: np.ndarray, names: tuple[str, ...]) -> list[str]:
    """An a priori file: how far below and above each small count its interval must reach."""
    full = _with_margins(counts)
    found = ["Total;Total;Total;C;1"]  # the first line must hold one number, or its columns are miscounted
    for cell in np.ndindex(full.shape):
        if 0 < full[cell] < THRESHOLD:
            codes = [
                "Total" if i == n else f"{name[0]}{i:02d}"
                for name, i, n in zip(names, cell, counts.shape, strict=True)
            ]
            found.append(";".join([*codes, "PL", str(full[cell]), str(THRESHOLD - full[cell])]))
    return found


def _with_margins(counts: np.ndarray) -> np.ndarray:
    full = counts
    for axis in range(counts.ndim):
        if axis or counts.shape[0] > 1:
            full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    return full


def _line(provinces: int, task: Task, label: str, hidden: int, spent: float) -> str:
    table = f"{provinces} provinces x 2 sexes x 3 years"
    return f"| {table} | {len(task.values)} | {int(task.hidden.sum())} | {label} | {hidden} | {spent:.2f} |"


if __name__ == "__main__":
    main()

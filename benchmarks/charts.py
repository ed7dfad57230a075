"""Seconds of processor that a chart takes in a warm process, in both widths, beside the same by plain seaborn.

    python benchmarks/charts.py [--rounds 5]

Runs the cell of every figure of notebooks/province_report.ipynb again and again, and draws one line chart as an analyst
would outside of a report: seaborn through pyplot, saved once as SVG. Take the ratio: the speed of one machine drifts by
a factor of two.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd

from helpers import open_report, report
from helpers.paths import find_project
from helpers.report.drawing import look
from helpers.report.frames import OpenedRelease

SKIPPED = ("parameters", "setup")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    mpl.use("agg")
    release = open_report(province="lang-son", year=2023)
    sessions = release.data("sessions", by="month", years=2)
    charts = _cells(release)
    charts["seaborn"] = lambda: _seaborn(sessions)
    seconds: dict[str, list[float]] = {name: [] for name in charts}
    for turn in range(rounds + 1):
        for name, draw in charts.items():
            begun = time.process_time()
            draw()
            if turn:  # the first one warms up
                seconds[name].append(time.process_time() - begun)
    taken = {name: median(each) for name, each in seconds.items()}
    plain = taken.pop("seaborn")
    for name, each in taken.items():
        print(f"{name:28} {each:.3f} s {each / plain:5.2f}")
    mean = sum(taken.values()) / len(taken)
    print(f"{'mean':28} {mean:.3f} s {mean / plain:5.2f} times plain seaborn's {plain:.3f} s")


def _cells(release: OpenedRelease) -> dict[str, Callable[[], object]]:
    """Each cell that draws, ready to run; those before it, with their data, have run."""
    path = find_project().notebooks / "province_report.ipynb"
    names = {"release": release, "report": report, "pd": pd, "plt": plt, "province": release.scope.province}
    names |= {"year": release.scope.year, "language": release.language}
    charts: dict[str, Callable[[], object]] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code" or cell["id"] in SKIPPED:
            continue
        code = compile("".join(cell["source"]), cell["id"], "exec")
        if "report.figure(" in "".join(cell["source"]):
            charts[cell["id"]] = partial(exec, code, dict(names))
        else:
            exec(code, names)
    return charts


def _seaborn(frame: pd.DataFrame) -> None:
    import seaborn as sns

    with look():
        figure, axes = plt.subplots()
        sns.lineplot(frame, x="month", y="value", hue="year", errorbar=None, ax=axes)
        figure.savefig(io.StringIO(), format="svg")
        plt.close(figure)


if __name__ == "__main__":
    main()

"""Seconds of processor that a chart takes in a warm process, in both widths, beside the same by plain seaborn.

    python benchmarks/charts.py [--rounds 5]

Draws every figure of a province's report again and again, and one line chart as an analyst would outside of a report:
seaborn through pyplot, saved once as SVG. Take the ratio: the speed of one machine drifts by a factor of two.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from statistics import median

import matplotlib as mpl
import pandas as pd

from helpers import open_report, report
from helpers.report.drawing import look

FIGURES = (
    "sessions_by_month", "people_by_quarter", "crossings_by_month", "crossings_by_route", "cases_and_arrests",
    "victims_by_exploitation", "knowledge_before_and_after", "officers_by_kind", "quarterly_trend",
    "position_in_nation", "completeness",
)  # fmt: skip


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
    charts: dict[str, Callable[[], object]] = {
        name: lambda name=name: getattr(report, name)(release) for name in FIGURES
    }
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


def _seaborn(frame: pd.DataFrame) -> None:
    import matplotlib.pyplot as plt
    import seaborn as sns

    with look():
        figure, axes = plt.subplots()
        sns.lineplot(frame, x="month", y="value", hue="year", errorbar=None, ax=axes)
        figure.savefig(io.StringIO(), format="svg")
        plt.close(figure)


if __name__ == "__main__":
    main()

"""Returns and the register as CSV files: UTF-8, comma, one folder per return."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from helpers.inputs.params.settings import read_settings
from helpers.paths import Project

from .places import station_register
from .returns import make_returns


def write_sample(project: Project, folder: Path) -> int:
    """Write the register and every return below `folder`, in place of what its years held before.

    Returns:
        How many files were written.
    """
    for year in read_settings(project).years:
        shutil.rmtree(folder / str(year), ignore_errors=True)
    _write(station_register(project), folder / "stations.csv")
    files = 1
    for sent in make_returns(project):
        for name, frame in sent.tables.items():
            _write(frame, folder / sent.folder / sent.province / f"{name}.csv")
            files += 1
    return files


def _write(frame: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")

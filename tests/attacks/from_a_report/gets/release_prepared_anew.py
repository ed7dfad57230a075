import os

os.environ.pop("WORKBOOK_PREPARED", None)
from helpers.release.prepare import (prepare)

made = prepare(project, 2023, audience="partner")
import pandas as pd

cells = pd.read_parquet(made[-1].folder / "cells.parquet")
number = int(
    cells.loc[(cells["indicator"] == "victims_reintegrated") & (cells["place"] == "lang-son"), "value"].max()
)

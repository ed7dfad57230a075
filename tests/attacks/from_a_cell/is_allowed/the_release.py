import pandas as pd

assert len(pd.read_parquet(RELEASE + "/cells.parquet")) == 1

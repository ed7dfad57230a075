import pandas as pd

result = pd.read_parquet(PARQUET)

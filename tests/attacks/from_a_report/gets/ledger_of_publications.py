import pandas as pd

published = pd.concat(pd.read_parquet(path) for path in project.published.glob("*.parquet"))
number = published["value"].max()

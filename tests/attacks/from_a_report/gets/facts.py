import pandas as pd

facts = pd.concat(pd.read_parquet(path) for path in project.facts.rglob("*.parquet"))
number = int(
    facts.loc[(facts["indicator"] == "victims_reintegrated") & (facts["place"] == "lang-son"), "value"].max()
)

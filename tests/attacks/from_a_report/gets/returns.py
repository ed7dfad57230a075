import pandas as pd

number = int(pd.read_csv(project.root / "data/sample/2023/lang-son/reintegration.csv")["victims"].max())

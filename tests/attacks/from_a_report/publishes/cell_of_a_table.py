import pandas as pd

shown = report.table(pd.DataFrame({"Supported": [number]}, index=["Lang Son"]), "attack-cell", title="Attack")

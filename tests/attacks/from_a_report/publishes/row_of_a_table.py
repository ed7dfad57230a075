import pandas as pd

shown = report.table(
    pd.DataFrame({"Supported": ["a"]}, index=[f"Lang Son {number}"]), "attack-row", title="Attack"
)

import pandas as pd

shown = report.table(pd.DataFrame({"a": ["b"]}), "attack-title", title=f"Supported: {number}")

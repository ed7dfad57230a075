import pandas as pd

shown = report.table(pd.DataFrame({f"Supported {number}": ["a"]}), "attack-heading", title="Attack")

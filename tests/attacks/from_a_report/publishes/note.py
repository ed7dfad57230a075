import pandas as pd

shown = report.table(pd.DataFrame({"a": ["b"]}), "attack-note", title="Attack", note=f"Supported: {number}")

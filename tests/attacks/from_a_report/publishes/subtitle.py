import pandas as pd

shown = report.table(
    pd.DataFrame({"a": ["b"]}), "attack-subtitle", title="Attack", subtitle=f"Supported: {number}"
)

import pandas as pd

shown = report.table(
    pd.DataFrame({"a": ["b"]}), "attack-source", title="Attack", source=f"Supported: {number}"
)

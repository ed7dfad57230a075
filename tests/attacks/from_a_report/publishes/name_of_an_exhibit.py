import pandas as pd

shown = report.table(pd.DataFrame({"a": ["b"]}), f"attack-{number}", title="Attack")

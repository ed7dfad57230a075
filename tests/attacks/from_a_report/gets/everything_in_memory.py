import gc
import re

import pandas as pd

gc.unfreeze()
frames = [thing for thing in gc.get_objects() if isinstance(thing, pd.DataFrame) and "value" in thing.columns]
found = [value for frame in frames for value in pd.to_numeric(frame["value"], errors="coerce").dropna().unique()]
number = next(int(value) for value in found if re.fullmatch(wanted, f"{value:.0f}"))

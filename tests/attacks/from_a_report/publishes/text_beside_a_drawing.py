import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.text(-99, -99, f"Supported: {number}", clip_on=False)
ax.plot([1, 2])
shown = report.figure(
    ax,
    "attack-beside",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.plot([1, 2], label=f"Supported {number}")
ax.legend()
shown = report.figure(
    ax,
    "attack-legend",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

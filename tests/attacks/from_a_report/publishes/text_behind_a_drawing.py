import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.text(0.5, 0.5, f"Supported: {number}", color="white", zorder=-9)
ax.plot([1, 2])
shown = report.figure(
    ax,
    "attack-behind",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

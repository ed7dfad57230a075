import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.text(0.5, 0.5, f"Supported: {number}")
shown = report.figure(
    ax,
    "attack-drawn",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

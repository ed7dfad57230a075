import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.plot([1, 2], color=f"#{number:06x}")
shown = report.figure(
    ax,
    "attack-colour",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

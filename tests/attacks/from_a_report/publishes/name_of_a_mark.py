import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.plot([1, 2])[0].set_gid(f"supported-{number}")
shown = report.figure(
    ax,
    "attack-gid",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

import pandas as pd
from matplotlib.figure import Figure

frame = pd.DataFrame({"place": ["Lang Son"], "supported": [number]})
ax = Figure().subplots()
ax.plot([1, 2])
ax.text(0, 0, "a", url=f"https://example.org/{number}")
shown = report.figure(
    ax,
    "attack-link",
    data=pd.DataFrame({"place": ["Lang Son"], "supported": ["c"]}),
    title="Attack",
    alt="Attack",
)

from dataclasses import replace

frame = release.frame.copy()
frame.loc[frame["status"] == "c", "status"] = "shown"
number = int(
    replace(release, frame=frame).data("victims_reintegrated", places=["lang-son"], years=1)["value"].max()
)

counted = release.counted
number = counted.loc[counted["indicator"] == "victims_reintegrated", "rows"].max()

at = release.frame.index[
    (release.frame["indicator"] == "victims_reintegrated") & (release.frame["place"] == "lang-son")
]
before = release.frame.loc[at, ["value", "status"]].copy()
release.frame.loc[at, "value"] = float(number)
release.frame.loc[at, "status"] = "shown"
shown = report.table(release.frame.loc[at, ["period", "value"]], "attack-frame", title="Attack")
release.frame.loc[at, ["value", "status"]] = before

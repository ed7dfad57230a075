with open(f"/proc/{OUTSIDE}/oom_score_adj", "w") as file:
    file.write("1000")

open(PROJECT + "/params/new.yml", "w").write(" ")

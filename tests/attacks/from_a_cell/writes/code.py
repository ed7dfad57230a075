open(CODE + "/helpers/added.py", "w").write(" ")

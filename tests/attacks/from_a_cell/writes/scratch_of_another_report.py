open(PROJECT + "/data/scratch/other/executed.ipynb", "w").write(" ")

open(PROJECT + "/notebooks/province_report.ipynb", "a").write(" ")

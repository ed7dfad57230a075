open(RELEASE + "/cells.parquet", "a").write(" ")

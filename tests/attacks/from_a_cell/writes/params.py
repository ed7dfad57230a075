open(PROJECT + "/params/workbook.yml", "a").write(" ")

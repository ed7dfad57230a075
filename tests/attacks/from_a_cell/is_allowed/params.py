open(PROJECT + "/params/workbook.yml").read()

open("/tmp/workbook-added", "w").write(" ")

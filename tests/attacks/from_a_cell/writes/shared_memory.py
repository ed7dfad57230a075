open("/dev/shm/workbook-added", "w").write(" ")

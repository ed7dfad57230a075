import os

os.utime(PROJECT + "/params/workbook.yml")

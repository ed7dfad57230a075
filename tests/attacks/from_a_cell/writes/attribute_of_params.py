import os

os.setxattr(PROJECT + "/params/workbook.yml", "user.told", b"31415926")

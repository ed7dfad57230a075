import os

handle = os.open(PROJECT + "/params/workbook.yml", os.O_RDONLY)
os.posix_fallocate(handle, 0, 1 << 16)

import ctypes, os, tempfile

handle, own = tempfile.mkstemp()
there = PROJECT + "/params/workbook.yml"
assert ctypes.CDLL(None).renameat2(-100, own.encode(), -100, there.encode(), 2) == 0

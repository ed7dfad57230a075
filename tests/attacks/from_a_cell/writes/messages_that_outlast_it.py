import ctypes

assert ctypes.CDLL(None).msgget(31415926, 0o1600) >= 0

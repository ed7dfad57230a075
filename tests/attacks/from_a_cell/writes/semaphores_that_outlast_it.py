import ctypes

assert ctypes.CDLL(None).semget(31415926, 1, 0o1600) >= 0

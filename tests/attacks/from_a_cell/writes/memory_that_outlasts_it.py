import ctypes

assert ctypes.CDLL(None).shmget(31415926, 4096, 0o1600) >= 0

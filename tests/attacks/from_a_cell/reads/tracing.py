import ctypes

assert ctypes.CDLL(None).ptrace(16, OUTSIDE, 0, 0) == 0
result = "attached"

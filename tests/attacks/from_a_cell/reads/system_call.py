import ctypes

result = ctypes.CDLL(None).syscall(257, -100, SECRET.encode(), 0)
assert result >= 0

import ctypes

result = ctypes.CDLL(None).open(SECRET.encode(), 0)
assert result >= 0

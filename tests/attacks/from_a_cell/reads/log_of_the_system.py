import ctypes

buffer = ctypes.create_string_buffer(100)
assert ctypes.CDLL(None).klogctl(3, buffer, 100) >= 0
result = buffer.raw

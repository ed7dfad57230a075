import ctypes

number = {"x86_64": 256, "aarch64": 238}[os.uname().machine]  # migrate_pages
one = (ctypes.c_ulong * 1)(1)
assert ctypes.CDLL(None).syscall(number, OUTSIDE, 8, one, one) >= 0

import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
context = libc.syscall(430, b"tmpfs", 0)  # fsopen
assert context >= 0
result = context

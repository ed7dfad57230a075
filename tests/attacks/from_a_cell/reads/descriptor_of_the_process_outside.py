import ctypes, os

handle = os.pidfd_open(OUTSIDE)
result = ctypes.CDLL(None).syscall(438, handle, 0, 0)
assert result >= 0

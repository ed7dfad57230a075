import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
assert libc.setns(os.pidfd_open(OUTSIDE), 0x40000000) == 0  # its network

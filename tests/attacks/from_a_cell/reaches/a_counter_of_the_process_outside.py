import ctypes

attributes = (ctypes.c_uint32 * 32)(1, 128)
number = {"x86_64": 298, "aarch64": 241}[os.uname().machine]  # perf_event_open
assert ctypes.CDLL(None).syscall(number, attributes, OUTSIDE, -1, -1, 0) >= 0

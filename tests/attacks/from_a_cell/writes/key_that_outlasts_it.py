import ctypes

add_key = {"x86_64": 248, "aarch64": 217}[os.uname().machine]
assert ctypes.CDLL(None).syscall(add_key, b"user", b"workbook-attack", b"31415926", 8, -4) >= 0

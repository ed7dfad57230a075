import ctypes

keyctl = {"x86_64": 250, "aarch64": 219}[os.uname().machine]
result = ctypes.CDLL(None).syscall(keyctl, 0, -4, 1)  # the number of the user's keyring
assert result >= 0

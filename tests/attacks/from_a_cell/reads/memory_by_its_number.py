import ctypes

KEY = 27182818
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
number = libc.shmget(KEY, 4096, 0o1600)  # left by another notebook; here by itself
address = libc.shmat(max(number, 0), None, 0)
if ctypes.get_errno():
    raise PermissionError
libc.shmctl(number, 0, None)
result = ctypes.string_at(address, 8)

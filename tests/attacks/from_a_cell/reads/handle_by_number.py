import ctypes

libc = ctypes.CDLL(None)
handle = (ctypes.c_char * 136)()
ctypes.cast(handle, ctypes.POINTER(ctypes.c_uint32))[0] = 128
mount = ctypes.c_int()
assert libc.name_to_handle_at(-100, SECRET.encode(), handle, ctypes.byref(mount), 0) == 0
folder = os.open(RELEASE, os.O_RDONLY)  # on the same disk
descriptor = libc.open_by_handle_at(folder, handle, 0)
os.close(folder)
assert descriptor >= 0
result = os.read(descriptor, 99)
os.close(descriptor)

import ctypes


class Piece(ctypes.Structure):
    _fields_ = [("at", ctypes.c_void_p), ("length", ctypes.c_size_t)]


try:
    maps = open(f"/proc/{OUTSIDE}/maps")
except OSError:
    maps = open("/proc/self/maps")  # of the same program, which may lie at the same place
start = int(maps.read().partition("-")[0], 16)
buffer = ctypes.create_string_buffer(8)
here, there = Piece(ctypes.addressof(buffer), 8), Piece(start, 8)
read = ctypes.CDLL(None).process_vm_readv(OUTSIDE, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
assert read > 0
result = buffer.raw

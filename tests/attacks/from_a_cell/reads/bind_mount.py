import ctypes, tempfile

place = tempfile.mkdtemp()
libc = ctypes.CDLL(None)
assert libc.mount(os.path.dirname(SECRET).encode(), place.encode(), None, 4096, None) == 0
result = os.listdir(place)

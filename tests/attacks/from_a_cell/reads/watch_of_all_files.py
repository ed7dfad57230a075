import ctypes

assert ctypes.CDLL(None).fanotify_init(0x10, 0) >= 0  # would be handed what others open
result = 1

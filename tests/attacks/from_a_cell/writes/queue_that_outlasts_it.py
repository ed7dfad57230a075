import ctypes

assert ctypes.CDLL("librt.so.1").mq_open(b"/workbook-attack", 0o102, 0o600, None) >= 0

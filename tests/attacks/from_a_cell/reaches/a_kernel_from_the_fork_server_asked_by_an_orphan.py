import os
import time
import warnings

from helpers.execute.kernels import (wire)

warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12 and later, that the kernel has threads
reader, writer = os.pipe()
if not os.fork():
    try:
        os.setsid()
        if not os.fork():
            time.sleep(0.3)
            line = wire.new_socket()
            line.connect(SERVER)
            wire.send_request(line, wire.Request(["python"], {}, "/"), [0, 1, 2])
            os.write(writer, wire.receive_message(line).state.encode())
    finally:
        os._exit(0)
os.close(writer)
os.wait()
assert os.read(reader, 99) not in (b"refused", b"")

import os
from pathlib import Path
from helpers.execute.kernels import (wire)

line = wire.new_socket()
line.connect(SERVER)
wire.send_request(line, wire.Request(["python", "-m", "ipykernel_launcher", "-f", "x"], {}, "/"), [0, 1, 2])
assert wire.receive_message(line).state != "refused"

import os

server = os.getppid()
start = int(open(f"/proc/{server}/maps").read().partition("-")[0], 16)
memory = open(f"/proc/{server}/mem", "rb", buffering=0)
memory.seek(start)
result = memory.read(8)

start = int(open(f"/proc/{OUTSIDE}/maps").read().partition("-")[0], 16)
memory = open(f"/proc/{OUTSIDE}/mem", "rb", buffering=0)
memory.seek(start)
result = memory.read(8)

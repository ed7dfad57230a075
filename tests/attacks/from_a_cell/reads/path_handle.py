import os

handle = os.open(SECRET, os.O_PATH)
result = open(f"/proc/self/fd/{handle}").read()

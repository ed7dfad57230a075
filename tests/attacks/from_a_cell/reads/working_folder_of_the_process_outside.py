import os

result = os.listdir(f"/proc/{OUTSIDE}/cwd")

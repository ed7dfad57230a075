import os

for name in os.listdir("/proc/self/fd"):
    target = os.path.realpath(f"/proc/self/fd/{name}")
    if target.startswith(PROJECT) and not target.startswith(PROJECT + "/notebooks"):
        result = target
result = result or refuse()

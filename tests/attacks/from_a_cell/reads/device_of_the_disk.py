import os, tempfile

place = tempfile.mkdtemp() + "/disk"
os.mknod(place, 0o60600, os.stat(SECRET).st_dev)
result = open(place, "rb").read(9)

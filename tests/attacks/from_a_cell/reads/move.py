import os, tempfile

place = tempfile.mkdtemp() + "/moved"
os.rename(SECRET, place)
result = open(place).read()

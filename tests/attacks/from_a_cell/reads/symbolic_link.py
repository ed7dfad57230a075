import os, tempfile

link = tempfile.mkdtemp() + "/link"
os.symlink(SECRET, link)
result = open(link).read()

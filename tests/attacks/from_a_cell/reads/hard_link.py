import os, tempfile

link = tempfile.mkdtemp() + "/link"
os.link(SECRET, link)
result = open(link).read()

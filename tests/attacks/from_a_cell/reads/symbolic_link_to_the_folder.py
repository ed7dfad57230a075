import os, tempfile

link = tempfile.mkdtemp() + "/link"
os.symlink(os.path.dirname(SECRET), link)
result = open(link + "/facts.csv").read()

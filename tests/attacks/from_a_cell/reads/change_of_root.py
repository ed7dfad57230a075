import os

os.chroot(os.path.dirname(SECRET))
result = open("/facts.csv").read()

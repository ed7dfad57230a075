import os

os.chown(SECRET, os.getuid(), os.getgid())

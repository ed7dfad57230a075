import os

os.chmod(SECRET, 0o666)

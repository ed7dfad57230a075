import os

os.truncate(SECRET, 0)

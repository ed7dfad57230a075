import os

os.remove(SECRET)

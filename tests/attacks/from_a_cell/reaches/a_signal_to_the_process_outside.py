import os

os.kill(OUTSIDE, 0)

import os

os.mkfifo(PROJECT + "/params/pipe")

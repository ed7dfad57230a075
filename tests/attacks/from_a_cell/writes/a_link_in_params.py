import os

os.symlink("/nowhere", PROJECT + "/params/link")

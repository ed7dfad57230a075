import os

os.makedirs(PROJECT + "/data/builds/staged/2023")

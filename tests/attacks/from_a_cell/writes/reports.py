import os

os.makedirs(PROJECT + "/reports/2023")

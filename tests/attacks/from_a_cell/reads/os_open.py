import os

result = os.read(os.open(SECRET, os.O_RDONLY), 99)

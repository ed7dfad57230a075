import os

result = os.listdir(os.path.expanduser("~"))

import os

result = os.listdir(os.path.dirname(SECRET))

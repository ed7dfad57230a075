import os

result = os.popen("cat " + SECRET + " 2>/dev/null").read() or refuse()

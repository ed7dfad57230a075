import sys

open(sys.prefix + "/added.pth", "w").write(" ")

result = open(f"/proc/{OUTSIDE}/environ").read()

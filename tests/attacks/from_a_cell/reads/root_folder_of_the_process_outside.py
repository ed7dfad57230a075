result = open(f"/proc/{OUTSIDE}/root" + SECRET).read()

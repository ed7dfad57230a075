result = open(f"/proc/{OUTSIDE}/fd/{HELD}").read()

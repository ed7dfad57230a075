result = open("/dev/mem", "rb").read(99)

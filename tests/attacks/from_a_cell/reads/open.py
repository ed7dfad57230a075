result = open(SECRET).read()

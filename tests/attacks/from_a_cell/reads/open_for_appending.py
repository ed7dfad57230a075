result = open(SECRET, "a+").write("x")

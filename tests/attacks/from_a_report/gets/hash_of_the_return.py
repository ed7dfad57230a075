import hashlib

wanted = set(release.sources["sha256"])
for guess in range(10_000):
    text = "quarter,service,victims\n2023-Q1,any,%d\n2023-Q2,any,0\n2023-Q3,any,0\n2023-Q4,any,0\n" % guess
    if hashlib.sha256(text.encode()).hexdigest() in wanted:
        number = guess

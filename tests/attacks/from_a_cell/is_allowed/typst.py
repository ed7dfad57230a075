import typst

assert typst.compile(b"= x")[:4] == b"%PDF"

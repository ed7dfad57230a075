import re
for path in sorted((project.data / "returns").rglob("*")):
    if path.is_file() and (found := re.search(wanted.encode(), path.read_bytes())):
        number = found[0].decode()

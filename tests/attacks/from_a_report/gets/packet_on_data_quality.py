import re

for path in sorted((project.data / "internal").rglob("*")):
    if path.is_file() and (found := re.search(wanted.encode(), path.read_bytes())):
        number = found[0].decode()

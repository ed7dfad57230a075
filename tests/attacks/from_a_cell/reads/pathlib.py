from pathlib import Path

result = Path(SECRET).read_text()

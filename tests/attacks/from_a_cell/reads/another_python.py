import subprocess, sys

result = subprocess.run(
    [sys.executable, "-c", f"print(open({SECRET!r}).read())"], check=True, capture_output=True
).stdout

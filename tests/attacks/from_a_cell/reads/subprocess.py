import subprocess

result = subprocess.run(["cat", SECRET], check=True, capture_output=True).stdout

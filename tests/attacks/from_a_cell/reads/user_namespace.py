import subprocess

result = subprocess.run(["unshare", "-rm", "cat", SECRET], check=True, capture_output=True).stdout

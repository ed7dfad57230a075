import subprocess

subprocess.run(["sh", "-c", "echo 31415926 >&2"], check=True)

import subprocess

assert subprocess.run(["echo", "x"], capture_output=True).stdout == b"x\n"

import subprocess, sys

subprocess.run(
    [sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {PORT}), timeout=5)"],
    check=True,
    capture_output=True,
)

import subprocess, sys

code = "import socket, sys; socket.socket(2, 2).sendto(b'act', ('127.0.0.1', int(sys.argv[1])))"
subprocess.run([sys.executable, "-c", code, str(PORT)], check=True)

import socket

server = socket.socket(socket.AF_UNIX)
server.connect(WORKERS)

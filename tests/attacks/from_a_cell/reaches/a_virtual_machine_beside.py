import socket

with socket.socket(40, socket.SOCK_STREAM) as server:  # AF_VSOCK
    server.bind((0xFFFFFFFF, 0xFFFFFFFF))
    server.listen()

import socket

socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"act", DATAGRAMS)

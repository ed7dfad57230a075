import socket

own, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
own.sendto(b"act", DATAGRAMS)

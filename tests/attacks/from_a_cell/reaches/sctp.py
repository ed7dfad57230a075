import errno, socket

try:
    socket.socket(socket.AF_INET, socket.SOCK_SEQPACKET, socket.IPPROTO_SCTP).sendto(b"act", ("127.0.0.1", PORT))
except OSError as error:
    if error.errno != errno.EPROTONOSUPPORT:  # this machine has none
        raise
    refuse()

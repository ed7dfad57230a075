"""What a client and the fork server say to each other: JSON, one packet a message, over a Unix socket.

A client sends one Request with its three standard streams attached, then only listens:
`forked` (the server's word: the process exists), `started` (the kernel's own: its sockets are bound), `ended`
(with the exit code), or `refused` (this kernel must start the ordinary way, because ...). Closing the
connection kills the kernel.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from dataclasses import asdict, dataclass

MAX_PACKET = 1 << 18
STREAMS = 3


@dataclass(frozen=True)
class Request:
    """One kernel to start: its command line as for exec, its whole environment and its working folder."""

    argv: list[str]
    env: dict[str, str]
    cwd: str


@dataclass(frozen=True)
class Message:
    """What has become of a request: `forked`, `started`, `ended` (value: exit code) or `refused` (reason)."""

    state: str
    value: int = 0
    reason: str = ""


def new_socket() -> socket.socket:
    """A Unix socket that keeps messages apart, so that none needs a length in front."""
    return socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send_request(connection: socket.socket, request: Request, streams: Sequence[int]) -> None:
    """Ask for a kernel. OSError if the server is gone or the environment does not fit in a packet."""
    socket.send_fds(connection, [json.dumps(asdict(request)).encode()], list(streams))


def receive_request(connection: socket.socket) -> tuple[Request, list[int]]:
    """The request and its standard streams. ValueError or TypeError if it is not one."""
    packet, streams, _, _ = socket.recv_fds(connection, MAX_PACKET, STREAMS)
    request = Request(**json.loads(packet))
    if len(streams) != STREAMS:
        raise ValueError("a request carries three streams")
    return request, streams


def send_message(connection: socket.socket, message: Message) -> None:
    """Tell the client. OSError if it is gone."""
    connection.send(json.dumps(asdict(message)).encode())


def receive_message(connection: socket.socket) -> Message | None:
    """The next message, or None when the other end has closed."""
    try:
        packet = connection.recv(MAX_PACKET)
    except ConnectionError:
        return None
    return Message(**json.loads(packet)) if packet else None

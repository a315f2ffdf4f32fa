"""Makes the server's listening sockets send each answer at once."""

import os
import socket
from pathlib import Path

_OPEN_FILES = Path("/dev/fd")


def send_without_delay() -> int:
    """Turn Nagle's algorithm off on every TCP socket of this process; connections inherit it from the listening one.

    Streamlit opens its listening socket in a way that asyncio does not recognise as TCP, so asyncio leaves the
    algorithm on: the body of an answer waits until the browser has acknowledged its head, 40 ms for each request.

    Returns:
        The number of sockets set; 0 where the system does not list a process's open files.
    """
    names = os.listdir(_OPEN_FILES) if _OPEN_FILES.is_dir() else []  # noqa: PTH208 - numbers, not paths
    return sum(_set_no_delay(int(name)) for name in names if name.isdigit())


def _set_no_delay(descriptor: int) -> bool:
    try:
        found = socket.socket(fileno=descriptor)
    except OSError:
        return False
    try:
        is_tcp = found.family in {socket.AF_INET, socket.AF_INET6} and found.type == socket.SOCK_STREAM
        if is_tcp:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    finally:
        # The descriptor is its owner's to close, not ours.
        found.detach()
    return is_tcp

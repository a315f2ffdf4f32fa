"""The server's sockets send at once."""

import socket

import pytest

from web.sockets import send_without_delay


@pytest.mark.enable_socket
def test_connections_to_a_listening_socket_do_not_wait_for_acknowledgements():
    with socket.socket(socket.AF_INET) as listening, socket.socket(socket.AF_INET) as client:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        found = send_without_delay()

        client.connect(listening.getsockname())
        served, _ = listening.accept()
        with served:
            assert served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert found >= 1


@pytest.mark.enable_socket
def test_sockets_stay_open():
    with socket.socket(socket.AF_INET) as listening:
        send_without_delay()

        assert listening.fileno() >= 0
        listening.bind(("127.0.0.1", 0))

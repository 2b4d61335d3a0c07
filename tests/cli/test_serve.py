"""The server listens where it is told, answers without waiting, and says why it cannot."""

import socket

import pytest
from dashboard import free_port

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.serve import listen_on
from misp_dashboard.config import Server


def test_small_answers_are_sent_at_once() -> None:
    """asyncio sets TCP_NODELAY on what a socket accepts only when its protocol is named."""
    with listen_on(Server(port=free_port())) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_named_with_the_remedy() -> None:
    port = free_port()
    with listen_on(Server(port=port)), pytest.raises(Failure) as caught:
        listen_on(Server(port=port))
    assert str(port) in caught.value.message
    assert "server.port" in caught.value.remedy


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(Failure, match=r"192\.0\.2\.1"):
        listen_on(Server(host="192.0.2.1", port=free_port()))

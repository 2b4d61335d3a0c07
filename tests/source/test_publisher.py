"""The publisher sends what a MISP would, over a real socket."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
import zmq

from misp_dashboard.source.publisher import ALIVE, Publisher

WAIT_MS = 10_000
Socket = zmq.Socket[bytes]


@contextmanager
def subscriber(
    publisher: Publisher, prefix: str = "", login: tuple[str, str] | None = None
) -> Iterator[Socket]:
    context: zmq.Context[Socket] = zmq.Context()
    socket = context.socket(zmq.SUB)
    socket.linger = 0
    socket.rcvhwm = 0
    socket.rcvtimeo = WAIT_MS
    if login:
        socket.plain_username, socket.plain_password = (part.encode() for part in login)
    socket.subscribe(prefix)
    socket.connect(publisher.address)
    try:
        yield socket
    finally:
        context.destroy()


def test_a_message_is_one_part_of_topic_space_json() -> None:
    with Publisher() as publisher, subscriber(publisher) as socket:
        publisher.wait_for_subscriber()
        publisher.send("misp_json_tag", '{"Tag":{"name":"trés=\\"a b\\""}}'.encode())
        assert socket.recv_multipart() == [
            b"misp_json_tag " + '{"Tag":{"name":"trés=\\"a b\\""}}'.encode()
        ]


def test_a_subscriber_gets_the_topics_with_its_prefix() -> None:
    with Publisher() as publisher, subscriber(publisher, "misp_json_ta") as socket:
        publisher.wait_for_subscriber()
        publisher.send("misp_json", b"{}")
        publisher.send("misp_json_tag", b"{}")
        assert socket.recv() == b"misp_json_tag {}"


def test_a_burst_at_full_speed_arrives_whole_and_in_order() -> None:
    with Publisher() as publisher, subscriber(publisher) as socket:
        publisher.wait_for_subscriber()
        for number in range(50_000):
            publisher.send("misp_json_event", str(number).encode())
        for number in range(50_000):
            assert socket.recv() == f"misp_json_event {number}".encode()


def test_after_a_time_of_quiet_it_says_that_it_lives() -> None:
    with Publisher(quiet_s=0.3) as publisher, subscriber(publisher) as socket:
        publisher.wait_for_subscriber()
        topic, _, body = socket.recv().partition(b" ")
        said = msgspec.json.decode(body)
    assert topic == b"misp_json_self"
    assert said["status"] == ALIVE
    assert isinstance(said["uptime"], int)


def test_while_messages_come_it_does_not_say_that_it_lives() -> None:
    with Publisher(quiet_s=60) as publisher, subscriber(publisher) as socket:
        publisher.wait_for_subscriber()
        publisher.send("misp_json", b"1")
        publisher.send("misp_json", b"2")
        assert [socket.recv(), socket.recv()] == [b"misp_json 1", b"misp_json 2"]
        assert socket.poll(200) == 0


def test_the_right_password_lets_in() -> None:
    with (
        Publisher(username="misp", password="open sesame") as publisher,
        subscriber(publisher, login=("misp", "open sesame")) as socket,
    ):
        publisher.wait_for_subscriber()
        publisher.send("misp_json", b"{}")
        assert socket.recv() == b"misp_json {}"


@pytest.mark.parametrize("login", [("misp", "wrong"), ("other", "open sesame"), None])
def test_a_wrong_password_or_none_keeps_out(login: tuple[str, str] | None) -> None:
    with (
        Publisher(username="misp", password="open sesame") as publisher,
        subscriber(publisher, login=login),
        pytest.raises(TimeoutError, match="no subscriber at tcp://127.0.0.1:"),
    ):
        publisher.wait_for_subscriber(timeout_s=0.5)


def test_it_knows_when_subscribers_come_and_go() -> None:
    with Publisher() as publisher:
        with subscriber(publisher), subscriber(publisher):
            publisher.wait_for_subscriber(count=2)
            assert publisher.subscriptions == 2
        publisher.wait_for_nobody()
        assert publisher.subscriptions == 0


def test_a_chosen_port_is_used_and_a_taken_one_refused() -> None:
    with Publisher() as first:
        port = int(first.address.rpartition(":")[2])
        with pytest.raises(zmq.ZMQError, match="in use"):
            Publisher(port)
    with Publisher(port) as again:
        assert again.address == f"tcp://127.0.0.1:{port}"

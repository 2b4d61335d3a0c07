"""The state of a subscription says why no frames come."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
import zmq
from source.wire import Publisher, Running
from zmq.auth.thread import ThreadAuthenticator

from misp_dashboard.source.address import Address

Subscribe = Callable[..., Running]


class SignIn:
    """A publisher that asks for a user name and a password, as MISP's does when they are set."""

    def __init__(self, publish: Callable[..., Publisher], password: str) -> None:
        self.publisher = publish()
        self.publisher.close()
        self._publish = publish
        self.port = self.publisher.port
        self.restart(password)

    def restart(self, password: str) -> None:
        self.stop()
        context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self.authenticator = ThreadAuthenticator(context)
        self.authenticator.start()
        self.authenticator.configure_plain(domain="*", passwords={"misp": password})
        self.publisher = self._publish(port=self.port, plain=True, context=context)

    def stop(self) -> None:
        if hasattr(self, "authenticator"):
            self.authenticator.stop()
        self.publisher.close()


@pytest.fixture
def sign_in(publish: Callable[..., Publisher]) -> Iterator[SignIn]:
    sign_in = SignIn(publish, "right")
    yield sign_in
    sign_in.stop()


def test_the_right_password_is_let_in(sign_in: SignIn, subscribe: Subscribe) -> None:
    running = subscribe(Address("misp", sign_in.publisher.address, "misp", "right"))
    sign_in.publisher.await_subscriber()
    sign_in.publisher.send(b"misp_json {}")
    running.arrivals.await_frames(1)
    assert running.state().state == "connected"
    assert running.state().reason == ""


def test_a_wrong_password_is_refused_and_the_reason_says_what_to_do(
    sign_in: SignIn, subscribe: Subscribe
) -> None:
    running = subscribe(Address("misp", sign_in.publisher.address, "misp", "wrong"))
    reason = running.await_state("refused").reason
    assert "refused the user name 'misp' or its password" in reason
    assert "Plugin.ZeroMQ_password" in reason
    assert "wrong" not in reason, "a password is never shown"


def test_a_refused_subscription_is_let_in_once_misp_has_the_password(
    sign_in: SignIn, subscribe: Subscribe
) -> None:
    running = subscribe(Address("misp", sign_in.publisher.address, "misp", "new"))
    running.await_state("refused")
    sign_in.restart("new")
    sign_in.publisher.await_subscriber()
    sign_in.publisher.send(b"misp_json {}")
    running.arrivals.await_frames(1)
    assert running.state().state == "connected"


def test_a_publisher_that_wants_a_password_refuses_who_has_none(
    sign_in: SignIn, subscribe: Subscribe
) -> None:
    running = subscribe(sign_in.publisher.address)
    assert "wants a user name and a password" in running.await_state("refused").reason


def test_a_password_that_misp_does_not_want_is_refused(
    publisher: Publisher, subscribe: Subscribe
) -> None:
    running = subscribe(Address("misp", publisher.address, "misp", "right"))
    assert "wants none" in running.await_state("refused").reason


def test_refused_attempts_come_ever_more_seldom(subscribe: Subscribe) -> None:
    """libzmq by itself would try ten times a second for ever."""
    attempts: list[float] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        subscribe(f"tcp://127.0.0.1:{listener.getsockname()[1]}")
        while len(attempts) < 3:
            listener.accept()[0].close()
            attempts.append(time.monotonic())
    first_pause_s, second_pause_s = attempts[1] - attempts[0], attempts[2] - attempts[1]
    assert first_pause_s > 0.9
    assert second_pause_s > 1.9


def test_a_connection_without_even_a_sign_of_life_is_silent_until_a_frame_comes(
    publisher: Publisher, subscribe: Subscribe
) -> None:
    running = subscribe(publisher.address, silent_after_s=0.2)
    publisher.await_subscriber()
    silent = running.await_state("silent")
    assert "misp_json_self" in silent.reason
    publisher.send(b'misp_json_self {"status":"alive","uptime":11}')
    running.arrivals.await_frames(1)
    running.await_state("silent")
    assert running.state().since > silent.since, "it was connected in between"


def test_where_nothing_answers_the_state_says_so(subscribe: Subscribe) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    running = subscribe(f"tcp://127.0.0.1:{port}")
    assert "nothing answers" in running.await_state("disconnected").reason


def test_a_name_without_an_address_is_a_state(subscribe: Subscribe) -> None:
    running = subscribe("tcp://misp.invalid:50000")
    assert "has no address" in running.await_state("disconnected").reason


def test_a_malformed_address_is_a_state_and_hinders_no_other(
    publisher: Publisher, subscribe: Subscribe
) -> None:
    running = subscribe("localhost:50000", publisher.address)
    publisher.await_subscriber()
    publisher.send(b"misp_json {}")
    running.arrivals.await_frames(1)
    assert "tcp://localhost:50000" in running.state(0).reason
    assert running.state(0).state == "disconnected"
    assert running.state(1).state == "connected"

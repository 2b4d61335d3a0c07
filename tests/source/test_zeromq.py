"""Frames of running publishers arrive whole, in order, and none is lost on our side."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from source.wire import Publisher, Running

SECRET = (
    b'{"Log":{"model":"User","action":"add","change":"authkey () => (S3cr3tS3cr3tS3cr3tS3cr3t)"}}'
)

BURST = """
import sys, zmq
context = zmq.Context()
socket = context.socket(zmq.XPUB)
socket.sndhwm = 0
socket.bind("tcp://127.0.0.1:*")
print(socket.last_endpoint.decode(), flush=True)
socket.recv()
filling = b"x" * 2000
for number in range(int(sys.argv[1])):
    socket.send(b'misp_json_attribute {"number":%d,"filling":"%s"}' % (number, filling))
sys.stdin.read()
"""


def test_frames_arrive_in_order_with_topic_and_body_apart(
    publisher: Publisher, subscribe: Callable[..., Running]
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    before = datetime.now(UTC)
    publisher.send(b'misp_json_self {"status":"a b","uptime":11}', b'misp_json {"Event":{}}')
    first, second = running.arrivals.await_frames(2)
    assert (first.instance, first.topic) == ("misp-0", "misp_json_self")
    assert first.body == b'{"status":"a b","uptime":11}'
    assert (second.topic, second.body) == ("misp_json", b'{"Event":{}}')
    assert before <= first.received_at <= second.received_at <= datetime.now(UTC)
    assert first.received_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "message",
    [b"misp_json_without_a_space", b"misp_json_\xff\xfe {}"],
    ids=["no space", "no UTF-8"],
)
def test_a_message_that_cannot_be_split_is_kept_whole(
    message: bytes, publisher: Publisher, subscribe: Callable[..., Running]
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    publisher.send(message, b"misp_json {}")
    odd, next_one = running.arrivals.await_frames(2)
    assert (odd.topic, odd.body) == ("", message)
    assert next_one.topic == "misp_json"


def test_a_topic_sent_as_a_part_of_its_own_is_still_the_topic(
    publisher: Publisher, subscribe: Callable[..., Running]
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    publisher.socket.send_multipart([b"misp_json_tag", b'{"Tag":{}}'])
    (frame,) = running.arrivals.await_frames(1)
    assert (frame.topic, frame.body) == ("misp_json_tag", b'{"Tag":{}}')


def test_a_key_in_an_audit_frame_is_redacted_before_it_is_appended(
    publisher: Publisher, subscribe: Callable[..., Running]
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    publisher.send(b"misp_json_audit " + SECRET)
    (frame,) = running.arrivals.await_frames(1)
    assert b"S3cr3t" not in frame.body


def test_two_instances_are_kept_apart(
    subscribe: Callable[..., Running], publish: Callable[..., Publisher]
) -> None:
    one, other = publish(), publish()
    running = subscribe(one.address, other.address)
    one.await_subscriber()
    other.await_subscriber()
    one.send(b"misp_json_self 1")
    other.send(b"misp_json_self 2", b"misp_json_self 3")
    running.arrivals.await_frames(3)
    of = {
        name: [f.body for f in running.arrivals.frames if f.instance == name]
        for name in ("misp-0", "misp-1")
    }
    assert of == {"misp-0": [b"1"], "misp-1": [b"2", b"3"]}
    assert [state.frames for state in running.source.states()] == [1, 2]


def test_an_ipv6_address_works(
    subscribe: Callable[..., Running], publish: Callable[..., Publisher]
) -> None:
    publisher = publish("[::1]")
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    publisher.send(b"misp_json {}")
    running.arrivals.await_frames(1)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_a_name_is_reached_by_whichever_ip_version_misp_listens_on(
    host: str, subscribe: Callable[..., Running], publish: Callable[..., Publisher]
) -> None:
    family = socket.AF_INET6 if host == "[::1]" else socket.AF_INET
    if family not in {info[0] for info in socket.getaddrinfo("localhost", None)}:
        pytest.skip("localhost has no such address on this machine")
    publisher = publish(host)
    running = subscribe(f"tcp://localhost:{publisher.port}")
    running.await_state("connected")
    publisher.await_subscriber()


def test_a_burst_of_50_000_frames_at_full_speed_loses_none(
    subscribe: Callable[..., Running],
) -> None:
    count = 50_000
    with subprocess.Popen(
        [sys.executable, "-c", BURST, str(count)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as sender:
        assert sender.stdout is not None
        running = subscribe(sender.stdout.readline().decode().strip())
        frames = running.arrivals.await_frames(count)
        sender.communicate()
    assert [json.loads(frame.body)["number"] for frame in frames] == list(range(count))
    state = running.state()
    assert state.topics == {"misp_json_attribute": count}
    assert state.frames == state.frames_per_minute == count
    assert state.bytes == sum(len(frame.body) for frame in frames)
    assert max(running.arrivals.groups) > 1, "a burst is committed in groups"


def test_a_publisher_that_restarts_is_found_again(
    subscribe: Callable[..., Running], publish: Callable[..., Publisher]
) -> None:
    publisher = publish()
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    publisher.send(b"misp_json 1")
    running.arrivals.await_frames(1)
    publisher.close()
    assert running.await_state("disconnected").reason
    again = publish(port=publisher.port)
    again.await_subscriber()
    again.send(b"misp_json 2")
    assert [frame.body for frame in running.arrivals.await_frames(2)] == [b"1", b"2"]
    assert running.state().state == "connected"


def test_frames_that_came_before_the_connection_was_lost_are_not_lost(
    subscribe: Callable[..., Running], publisher: Publisher
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    running.arrivals.fault = OSError("disk full")
    publisher.send(*(b"misp_json %d" % number for number in range(2000)))
    running.await_reason("disk full")
    publisher.send(*(b"misp_json %d" % number for number in range(2000, 20_000)))
    publisher.socket.close(linger=5000)
    running.await_state("disconnected")
    running.arrivals.fault = None
    frames = running.arrivals.await_frames(20_000)
    assert [int(frame.body) for frame in frames] == list(range(20_000))


def test_frames_wait_while_the_journal_cannot_take_them(
    publisher: Publisher, subscribe: Callable[..., Running]
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    running.arrivals.fault = OSError("no space left on device")
    publisher.send(b"misp_json 1", b"misp_json 2")
    running.await_reason("no space left on device")
    assert running.arrivals.frames == []
    running.arrivals.fault = None
    assert [frame.body for frame in running.arrivals.await_frames(2)] == [b"1", b"2"]
    running.arrivals.await_that(lambda: not running.state().reason, lambda: "the reason stays")


def test_what_has_come_is_appended_before_the_source_ends(
    publisher: Publisher, subscribe: Callable[..., Running]
) -> None:
    running = subscribe(publisher.address)
    publisher.await_subscriber()
    running.arrivals.fault = OSError("busy")
    publisher.send(b"misp_json 1")
    running.await_reason("busy")
    running.arrivals.fault = None
    running.stop()
    assert [frame.body for frame in running.arrivals.frames] == [b"1"]


def test_a_source_without_instances_starts_and_stops(subscribe: Callable[..., Running]) -> None:
    subscribe().stop()

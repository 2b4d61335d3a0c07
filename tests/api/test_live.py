"""Activities reach an open page as they happen, filtered on the server, resumable."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from build import attribute_message, uuid
from dashboard import Dashboard, send
from httpx_sse import ServerSentEvent, connect_sse

from misp_dashboard import __version__
from misp_dashboard.source.publisher import Publisher


class Reader:
    """An open live stream."""

    def __init__(self, client: httpx.Client, url: str, headers: dict[str, str]) -> None:
        self._context = connect_sse(client, "GET", url, headers=headers)
        self.events: Iterator[ServerSentEvent] = self._context.__enter__().iter_sse()

    def next(self, name: str) -> tuple[str, Any]:
        """The id and data of the next event of this name."""
        event = next(event for event in self.events if event.event == name)
        return event.id, event.json()

    def values(self, count: int) -> list[str]:
        values: list[str] = []
        while len(values) < count:
            values += [row["value"] for row in self.next("activities")[1]]
        return values

    def close(self) -> None:
        self._context.__exit__(None, None, None)


@pytest.fixture
def opened(dashboard: Dashboard) -> Iterator[Any]:
    readers: list[Reader] = []
    with httpx.Client(timeout=30) as client:

        def open_stream(query: str = "", **headers: str) -> Reader:
            reader = Reader(client, f"{dashboard.url}/api/live{query}", headers)
            readers.append(reader)
            return reader

        yield open_stream
        for reader in readers:
            reader.close()


def tell(publisher: Publisher, *names: str, **fields: Any) -> None:
    for name in names:
        send(publisher, "misp_json_attribute", attribute_message(name, **fields))


def test_a_page_is_greeted_with_version_and_position(opened: Any) -> None:
    _, hello = opened().next("hello")
    assert hello["version"] == __version__
    assert hello["live_id"]


def test_a_page_is_told_the_state_of_the_instances(opened: Any) -> None:
    _, states = opened().next("instances")
    assert [one["name"] for one in states["instances"]] == ["Here"]


def test_what_happens_arrives_in_order(opened: Any, publisher: Publisher) -> None:
    reader = opened()
    reader.next("hello")
    names = [f"in-order-{number}.example" for number in range(20)]
    tell(publisher, *names)
    assert reader.values(20) == names


def test_only_what_is_within_the_scope_arrives(opened: Any, publisher: Publisher) -> None:
    reader = opened("?type=ip-*&value=!198*")
    reader.next("hello")
    tell(publisher, "filtered.example")
    tell(publisher, "198.51.100.7", "203.0.113.9", type="ip-src")
    assert reader.values(1) == ["203.0.113.9"]


def test_a_snapshot_and_the_stream_after_it_have_everything_once(
    dashboard: Dashboard, opened: Any, publisher: Publisher
) -> None:
    live_id = dashboard.ask("activities", limit=1)["live_id"]
    tell(publisher, "between.example")
    dashboard.wait_until(lambda: dashboard.total(value="between.example") == 1)
    assert opened(f"?last_event_id={live_id}").values(1) == ["between.example"]


def test_a_reader_that_lost_its_connection_resumes(opened: Any, publisher: Publisher) -> None:
    reader = opened()
    reader.next("hello")
    tell(publisher, "before.example")
    position, _ = reader.next("activities")
    reader.close()
    tell(publisher, "while-away.example", "also-away.example")
    resumed = opened(**{"Last-Event-ID": position})
    assert resumed.values(2) == ["while-away.example", "also-away.example"]


def test_a_position_that_the_server_does_not_know_is_a_gap(opened: Any) -> None:
    position, gap = opened(**{"Last-Event-ID": "abc-7"}).next("gap")
    assert "restarted" in gap["reason"]
    assert position


def test_an_award_arrives_while_a_page_is_open(
    dashboard: Dashboard, opened: Any, publisher: Publisher
) -> None:
    reader = opened()
    reader.next("hello")
    for number in range(8):
        message = attribute_message(f"award-{number}.example", timestamp=str(int(time.time())))
        message["Attribute"]["event_id"] = message["Event"]["id"] = "99"
        message["Event"] |= {"uuid": uuid("event 99"), "org_id": "99", "orgc_id": "99"}
        message["Event"]["Orgc"] = {"id": "99", "uuid": uuid("org 99"), "name": "New CERT"}
        send(publisher, "misp_json_attribute", message)
    award: dict[str, Any] = {}
    while award.get("org") != "New CERT" or award["award"] != "requirement":
        award = reader.next("award")[1]
    assert award["level"] == 2
    assert award in dashboard.ask("awards")["awards"]

"""While the store is away what waits is told live, once; when it is back it is stored, once."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from build import attribute_message, frame, published_message
from faults.network import Network
from faults.store_server import StoreServer

from misp_dashboard.activity.privacy import Privacy
from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest import pipeline, telling
from misp_dashboard.ingest.ahead import Ahead
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.ingest.telling import Telling
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import Gap, LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.connect import Store, StoreUnavailable
from misp_dashboard.store.migrate import migrate
from misp_dashboard.warninglist.mark import Warninglists

PATIENCE_S = 60


class Line(NamedTuple):
    """The parts between the journal and a store server that can be killed, or hidden."""

    server: StoreServer
    network: Network
    journal: SqliteJournal
    rejected: RejectedFrames
    ingest: Ingest
    live: LiveStream
    store: Store

    def put(self, *frames: Frame) -> None:
        self.journal.append(frames)

    def add(self, *names: str) -> None:
        self.put(*(frame("misp_json_attribute", attribute_message(name)) for name in names))

    def told(self) -> list[str]:
        """The values of all attributes that were told live, in order."""
        return [one.value for one in self.live.recent() if one.kind == "attribute"]

    def stored(self, ending: str) -> list[str]:
        sql = (
            "SELECT value FROM activity WHERE kind = 'attribute' AND endsWith(value, {end:String})"
        )
        return sorted(self.store.ask(sql, str, {"end": ending}))

    def is_stored(self) -> None:
        wait_until(lambda: self.journal.lag() == 0)


def wait_until(holds: Callable[[], bool]) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until_s
        time.sleep(0.01)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreServer]:
    with StoreServer(tmp_path_factory.mktemp("served")) as one:
        yield one


@pytest.fixture
def line(server: StoreServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(pipeline, "RETRY_S", (0.1,))
    path = tmp_path / "journal.sqlite3"
    with Network(server.port) as network:
        journal, rejected, locator = SqliteJournal(path), RejectedFrames(path), Locator()
        store, live = Store(f"clickhouse://default@127.0.0.1:{network.port}/default"), LiveStream()
        migrate(store)
        ingest = Ingest(journal, store, Directory(store), locator, live)
        ingest.start()
        yield Line(server, network, journal, rejected, ingest, live, store)
        ingest.stop()
        store.close()
        locator.close()
        rejected.close()
        journal.close()


async def followed(live: LiveStream, after: str) -> list[str]:
    """What a reader was told after a position: the values of attributes, and "anew"."""
    told: list[str] = []
    async for news in live.follow(after, lambda one: one.kind == "attribute", 0.01):
        if news is None:
            return told
        told += ["anew"] if isinstance(news, Gap) else [one.activity.value for one in news.entries]
    return told


async def test_what_waits_is_told_once_and_stored_once(line: Line) -> None:
    before = line.live.position
    line.add("one.kill.example")
    line.is_stored()
    line.server.kill()
    line.add("two.kill.example")
    wait_until(lambda: line.told() == ["one.kill.example", "two.kill.example"])
    # a repetition of what was told just now is no news, whether the store has it or not
    names = ["one.kill.example", "two.kill.example", "three.kill.example"]
    line.put(frame("misp_json", published_message(*names)))
    wait_until(lambda: line.told() == names)
    trouble = line.ingest.trouble()
    assert trouble is not None
    assert (trouble.part, line.journal.lag()) == ("store", 2)
    assert line.ingest.progress.frames == 1
    line.server.start()
    line.is_stored()
    wait_until(lambda: line.ingest.trouble() is None)
    line.add("four.kill.example")
    line.is_stored()
    names.append("four.kill.example")
    assert line.stored(".kill.example") == sorted(names)
    assert await followed(line.live, before) == [*names[:3], "anew", names[3]]
    assert (line.ingest.progress.frames, line.ingest.progress.activities) == (4, 5)


def test_it_goes_on_while_the_store_hangs(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.add("one.hang.example")
    line.is_stored()
    monkeypatch.setattr(pipeline, "SLOW_S", 0.3)
    line.network.stall()
    line.add("two.hang.example")
    wait_until(lambda: "two.hang.example" in line.told())
    line.add("three.hang.example")
    wait_until(lambda: "three.hang.example" in line.told())
    trouble = line.ingest.trouble()
    assert trouble is not None
    assert "has not answered for" in trouble.reason
    with pytest.raises(StoreUnavailable, match="has not answered for"):
        line.store.command("SELECT 'nobody else waits for it in vain'")
    line.network.mend()
    line.is_stored()
    wait_until(lambda: not line.store.hangs)
    names = [f"{number}.hang.example" for number in ("one", "two", "three")]
    assert line.told() == names
    assert line.stored(".hang.example") == sorted(names)


def test_what_is_not_understood_is_kept_apart_once_and_counted_once(line: Line) -> None:
    line.server.kill()
    bad = Frame("Here", frame("x", {}).received_at, "misp_json", b'{"Event":')
    line.put(frame("misp_json_attribute", attribute_message("before.bad.example")), bad)
    line.add("after.bad.example")
    names = ["before.bad.example", "after.bad.example"]
    wait_until(lambda: line.told() == names)
    assert line.rejected.list(10) == []
    line.server.start()
    line.is_stored()
    assert len(line.rejected.list(10)) == 1
    progress = line.ingest.progress
    assert (progress.frames, progress.activities, progress.rejected) == (3, 2, 1)
    assert line.told() == names


def test_names_of_waiting_frames_and_both_tellings_of_a_login_are_known(line: Line) -> None:
    line.server.kill()
    line.add("named.example")
    late = {"Organisation": {"id": "9", "name": "Late CERT", "uuid": ""}}
    line.put(frame("misp_json_organisation", {**late, "action": "edit"}))
    user = {"User": {"id": "4", "email": "a@late.test", "org_id": "9"}, "action": "login"}
    line.put(frame("misp_json_user", user))

    def logins() -> list[str]:
        return [one.org for one in line.live.recent() if one.kind == "login"]

    wait_until(lambda: logins() == ["Late CERT"])
    audit = {"model": "User", "model_id": "4", "action": "login", "org": "Late CERT"}
    log = {"Log": {**audit, "id": "1", "user_id": "4", "created": "2026-01-01 00:00:00"}}
    line.put(frame("misp_json_audit", log))
    line.add("last.named.example")
    wait_until(lambda: "last.named.example" in line.told())
    assert logins() == ["Late CERT"]
    line.server.start()
    line.is_stored()
    assert logins() == ["Late CERT"]
    assert line.store.command("SELECT count() FROM activity WHERE kind = 'login'") == "1"


class Parts(NamedTuple):
    """The live stream and what goes ahead of a store that the test itself plays; what is in
    `meanwhile` is done while a frame is being read to be told."""

    journal: SqliteJournal
    live: LiveStream
    telling: Telling
    ahead: Ahead
    is_away: threading.Event
    meanwhile: list[Callable[[], None]]

    def store(self, *names: str) -> None:
        """Ingest has the batch in hand stored."""
        entries = self.ahead.take()
        new = self.telling.read(entries).activities
        assert [one.value for one in new] == list(names)
        self.ahead.publish(entries[-1].position, new, [])
        self.journal.acknowledge(entries[-1].position)
        self.ahead.acknowledged(entries[-1].position)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    journal, live, is_away = SqliteJournal(tmp_path / "j"), LiveStream(), threading.Event()
    directory = Directory(Store("chdb:///nowhere"))
    meanwhile: list[Callable[[], None]] = []

    def locate(one: Activity) -> Activity:
        if meanwhile:
            meanwhile.pop()()
        return one

    told = Telling(directory, lambda: directory, locate, Warninglists(), Privacy())
    ahead = Ahead(journal, live, told, is_away.is_set)
    yield Parts(journal, live, told, ahead, is_away, meanwhile)
    journal.close()


def values(live: LiveStream) -> list[str]:
    return [one.value for one in live.recent()]


def attribute(name: str) -> Frame:
    return frame("misp_json_attribute", attribute_message(name))


def test_only_so_many_are_remembered_and_then_a_repetition_is_told_again(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "REMEMBERED", 2)
    parts.is_away.set()
    for name in ("a", "b", "a", "c", "a"):
        parts.journal.append([attribute(name)])
        assert parts.ahead.step() == 1
    assert values(parts.live) == ["a", "b", "c", "a"]


def test_what_was_told_is_not_read_again(parts: Parts) -> None:
    parts.is_away.set()
    parts.journal.append([attribute("a"), attribute("b")])
    assert parts.ahead.step() == 2
    assert parts.ahead.step() == 0
    parts.journal.append([attribute("c")])
    assert parts.ahead.step() == 1


def test_a_batch_that_ingest_takes_meanwhile_is_told_as_a_whole(parts: Parts) -> None:
    def take_two() -> None:
        parts.journal.append([attribute("b")])
        assert len(parts.ahead.take()) == 2

    parts.is_away.set()
    parts.journal.append([attribute("a")])
    parts.meanwhile.append(take_two)
    parts.ahead.step()
    assert values(parts.live) == []
    parts.ahead.step()
    assert values(parts.live) == ["a", "b"]
    parts.store("a", "b")
    assert values(parts.live) == ["a", "b"]


def test_what_is_stored_meanwhile_is_not_told_again(parts: Parts) -> None:
    parts.is_away.set()
    parts.journal.append([attribute("a")])
    new = parts.telling.read(parts.ahead.take()).activities
    parts.meanwhile.append(lambda: parts.ahead.publish(1, new, []))
    parts.ahead.step()
    assert values(parts.live) == ["a"]


def test_live_stays_ahead_until_all_that_was_told_is_in_hand(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("misp_dashboard.ingest.ahead.BATCH_FRAMES", 2)
    parts.is_away.set()
    parts.journal.append([attribute(name) for name in "abc"])
    parts.ahead.take()
    while parts.ahead.step():
        pass
    parts.is_away.clear()
    parts.journal.append([attribute("d")])
    assert parts.ahead.step() == 1, "two more are to be stored before it"
    parts.ahead.publish(2, [], [])
    parts.journal.acknowledge(2)
    parts.ahead.acknowledged(2)
    parts.journal.append([attribute("e")])
    assert [one.position for one in parts.ahead.take()] == [3, 4]
    assert parts.ahead.step() == 0
    assert values(parts.live) == list("abcd")


def test_however_store_and_stream_overtake_each_other_all_is_told_once_and_in_order(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("misp_dashboard.ingest.ahead.BATCH_FRAMES", 7)
    names = [f"{number}.example" for number in range(1500)]
    chance = random.Random(7)
    parts.ahead.start()
    wait = threading.Event().wait

    def append() -> None:
        left = names
        while left:
            some = chance.randrange(1, 12)
            parts.journal.append([attribute(name) for name in left[:some]])
            left = left[some:]
            wait(0.001)

    appending = threading.Thread(target=append)
    appending.start()
    stored: list[str] = []
    while len(stored) < len(names):
        entries = parts.ahead.take()
        read = parts.telling.read(entries).activities
        while chance.random() < 0.3:
            parts.is_away.set()
            parts.ahead.wake()
            wait(chance.random() / 100)
        if entries:
            parts.ahead.publish(entries[-1].position, read, [])
            parts.journal.acknowledge(entries[-1].position)
            stored += [one.value for one in read]
            parts.is_away.clear()
            parts.ahead.acknowledged(entries[-1].position)
    appending.join()
    parts.ahead.stop()
    assert stored == names
    assert values(parts.live) == names

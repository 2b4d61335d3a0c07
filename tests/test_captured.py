"""What a real MISP sent goes through the whole dashboard: nothing refused, each thing counted once.

The expected numbers are counted from the raw JSON here, by rules written from MISP's behaviour and
not from the handlers.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from dashboard import Dashboard, captured_frames

from misp_dashboard.source.publisher import Publisher

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason="the frames captured from a real MISP are not beside this checkout",
)

Version = tuple[str, str, str]

AUDIT = "misp_json_audit"


def counted(frames: list[tuple[float, str, bytes]]) -> dict[str, int]:
    """How many things of each kind happened, from the frames' text alone."""
    attributes: set[Version] = set()
    objects: set[Version] = set()
    references: set[Version] = set()
    sightings: set[tuple[str, str]] = set()
    logins: Counter[str] = Counter()
    posts = threads = 0

    def attribute(one: dict[str, Any], removed: bool = False) -> None:
        attributes.add((one["uuid"], one["timestamp"], "removed" if removed else "present"))
        for sighting in one.get("Sighting") or []:
            sightings.add((sighting["uuid"], "present"))

    for _, topic, body in frames:
        message = json.loads(body)
        action = message.get("action", "")
        if topic == "misp_json":
            event = message["Event"]
            for one in event["Attribute"]:
                attribute(one)
            for one in event["Object"]:
                objects.add((one["uuid"], one["timestamp"], "present"))
                for inner in one["Attribute"]:
                    attribute(inner)
                for reference in one["ObjectReference"]:
                    state = "removed" if reference["deleted"] else "present"
                    references.add((reference["uuid"], reference["timestamp"], state))
        elif topic == "misp_json_attribute":
            attribute(message["Attribute"], action in ("delete", "soft-delete"))
        elif topic == "misp_json_object":
            one = message["Object"]
            state = "removed" if action in ("delete", "soft-delete") else "present"
            objects.add((one["uuid"], one["timestamp"], state))
        elif topic == "misp_json_object_reference":
            one = message["ObjectReference"]
            state = "removed" if action in ("delete", "soft-delete") else "present"
            references.add((one["uuid"], one["timestamp"], state))
        elif topic == "misp_json_sighting":
            state = "removed" if action == "delete" else "present"
            sightings.add((message["Sighting"]["uuid"], state))
        elif topic == "misp_json_user":
            logins[action] += 1
        elif topic == "misp_json_conversation":
            posts += "Post" in message
            threads += "Thread" in message
    return {
        "attribute": len(attributes),
        "object": len(objects),
        "reference": len(references),
        "sighting": len(sightings),
        "discussion": posts + threads,
        "logins": logins["login"],
        "logouts": logins["logout"],
    }


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with Publisher() as one:
        yield one


@pytest.fixture(scope="module")
def dashboard(
    publisher: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """It heard every captured frame over ZeroMQ, at the pace at which logins are told apart."""
    one = Dashboard(tmp_path_factory.mktemp("captured"), {"Acme": publisher}).start()
    publisher.wait_for_subscriber()
    frames = captured_frames(SHARED)
    for _, topic, body in frames:
        publisher.send(topic, body)
    heard(one, len(frames))
    yield one
    one.stop()


def heard(dashboard: Dashboard, frames: int) -> None:
    dashboard.wait_until(lambda: dashboard.ask("instances")["instances"][0]["frames"] >= frames)
    dashboard.wait_for_empty_journal()


def test_nothing_that_misp_really_sends_is_refused(dashboard: Dashboard) -> None:
    assert dashboard.ask("instances")["rejected"] == 0


def test_each_happening_is_counted_once(dashboard: Dashboard) -> None:
    expected = counted(captured_frames(SHARED))
    counts = dashboard.counts()
    for kind in ("attribute", "object", "reference", "sighting", "discussion"):
        assert counts[kind] == expected[kind], kind


def test_sightings_of_each_kind_and_posts_are_counted_once(dashboard: Dashboard) -> None:
    kinds: dict[str, set[str]] = {"0": set(), "1": set(), "2": set()}
    threads: dict[str, str] = {}
    posts: Counter[str] = Counter()
    opened = ""

    def sighted(sighting: dict[str, Any]) -> None:
        kinds[str(sighting["type"])].add(sighting["uuid"])

    def attribute(one: dict[str, Any]) -> None:
        for sighting in one.get("Sighting") or []:
            sighted(sighting)

    for _, topic, body in captured_frames(SHARED):
        message = json.loads(body)
        if topic == "misp_json_sighting" and message["action"] != "delete":
            sighted(message["Sighting"])
        elif topic == "misp_json_attribute":
            attribute(message["Attribute"])
        elif topic == "misp_json":
            inside = [part["Attribute"] for part in message["Event"]["Object"]]
            for one in [*message["Event"]["Attribute"], *sum(inside, [])]:
                attribute(one)
        elif topic == "misp_json_conversation" and "Thread" in message:
            opened = message["Thread"]["title"]
        elif topic == "misp_json_conversation":
            number = str(message["Post"]["thread_id"])
            posts[number] += 1
            if opened:
                threads[number], opened = opened, ""
    assert all(kinds.values())
    answer = dashboard.ask("sightings", span="7000d")
    names = ("sightings", "false_positives", "expirations")
    assert [answer[name]["total"] for name in names] == [len(one) for one in kinds.values()]
    top = dashboard.ask("top-sighted", span="7000d", top=50)
    for name, uuids in zip(names, kinds.values(), strict=True):
        assert sum(one[name] for one in top["values"]) == len(uuids), name
    told = dashboard.ask("discussions", span="7000d", top=50)
    assert told["total"] == posts.total() > 0
    assert {str(one["thread_id"]): one["posts"] for one in told["threads"]} == posts
    titled = {str(one["thread_id"]): one["title"] for one in told["threads"] if one["title"]}
    assert titled
    # sent as fast as here, some threads begin within the same millisecond
    assert titled.items() <= threads.items()
    assert sum(told["opened"]) == len(threads)


def test_every_login_key_and_failure_is_there_and_counts_once(dashboard: Dashboard) -> None:
    frames = captured_frames(SHARED)
    told = [json.loads(body).get("Log", {}) for _, topic, body in frames if topic == AUDIT]
    # one happening: the same entry at the same second, which MISP may send twice
    entries = {
        (log["action"], str(log["user_id"]), log["created"], log["title"])
        for log in told
        if log.get("model") == "User"
    }
    done = Counter(action for action, *_ in entries)
    answer = dashboard.ask("sign-ins", span="24h")
    assert sum(answer["web"]) == counted(frames)["logins"] == done["login"]
    assert sum(answer["key"]) == done["auth"]
    assert sum(answer["failed"]) == done["login_fail"] + done["auth_fail"]
    assert sum(one["failed"] for one in answer["sources"]) == sum(answer["failed"])
    created = {
        json.loads(body)["User"]["id"]
        for _, topic, body in frames
        if topic == "misp_json_user" and json.loads(body)["action"] == "edit"
    }
    assert {one["user"] for one in answer["created"]} == set(map(int, created))


def test_hearing_everything_again_counts_nothing_that_has_an_identity_again(
    dashboard: Dashboard, publisher: Publisher
) -> None:
    before = dashboard.counts()
    frames = captured_frames(SHARED)
    heard_before = dashboard.ask("instances")["instances"][0]["frames"]
    for _, topic, body in frames:
        publisher.send(topic, body)
    heard(dashboard, heard_before + len(frames))
    after = dashboard.counts()
    # a login and a change of a user have nothing in them that tells one from the next
    for kind in before.keys() - {"login", "user"}:
        assert after[kind] == before[kind], kind


def test_no_authentication_key_is_kept_anywhere(dashboard: Dashboard) -> None:
    dashboard.stop()
    keys = authentication_keys()
    assert keys
    kept = [path for path in dashboard.data_dir.rglob("*") if path.is_file()]
    found = {key for path in kept for key in keys if key.encode() in path.read_bytes()}
    dashboard.start()
    assert not found


def authentication_keys() -> set[str]:
    """Every key of the captured instance's accounts that its audit frames or answers name."""
    keys = set()
    for file in (SHARED / "rest").glob("*.json"):
        text = file.read_text(encoding="utf-8")
        if '"authkey":' not in text:
            continue
        for piece in text.replace(" ", "").split('"authkey":"')[1:]:
            keys.add(piece.split('"')[0])
    return {key for key in keys if len(key) == 40}


def test_files_with_frames_are_their_owners_alone(dashboard: Dashboard) -> None:
    readable = [
        path for path in Path(dashboard.data_dir).glob("journal*") if path.stat().st_mode & 0o077
    ]
    assert not readable


def counted_events(folder: Path) -> dict[str, int]:
    """What the exported events hold, from their JSON alone."""
    events: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    objects: set[tuple[str, str]] = set()
    references: set[tuple[str, str]] = set()
    tags: set[tuple[str, str]] = set()
    for file in folder.glob("*.json"):
        content = json.loads(file.read_text(encoding="utf-8"))
        content = content.get("response", content)
        for wrapped in content if isinstance(content, list) else [content]:
            event = wrapped["Event"]
            events.add(event["uuid"])
            tags |= {(event["uuid"], tag["name"]) for tag in event.get("Tag", [])}
            inside = [a for one in event.get("Object", []) for a in one.get("Attribute", [])]
            for one in [*event.get("Attribute", []), *inside]:
                attributes.add((one["uuid"], one["timestamp"]))
                tags |= {(one["uuid"], tag["name"]) for tag in one.get("Tag", [])}
            for one in event.get("Object", []):
                objects.add((one["uuid"], one["timestamp"]))
                for reference in one.get("ObjectReference", []):
                    references.add((reference["uuid"], reference["timestamp"]))
    return {
        "event": len(events),
        "attribute": len(attributes),
        "object": len(objects),
        "reference": len(references),
        "tag": len(tags),
    }


def replay(dashboard: Dashboard, *options: str) -> None:
    folder = str(SHARED / "events")
    subprocess.run(
        [sys.executable, "-m", "misp_dashboard", "replay", folder, *options],
        env=dashboard.environment,
        capture_output=True,
        check=True,
    )
    dashboard.wait_for_empty_journal()


@pytest.mark.parametrize("options", [(), ("--retime", "--speed", "max")], ids=["as it was", "now"])
def test_replayed_events_are_counted_as_their_files_hold_them(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    with Publisher() as publisher:
        dashboard = Dashboard(tmp_path / "replayed", {"Acme": publisher}).start()
        replay(dashboard, *options)
        assert dashboard.counts() == counted_events(SHARED / "events")
        assert dashboard.ask("instances")["rejected"] == 0
        assert (dashboard.counts(span="24h").get("attribute", 0) > 0) == bool(options)
        if not options:
            replay(dashboard)
            assert dashboard.counts() == counted_events(SHARED / "events")
        dashboard.stop()

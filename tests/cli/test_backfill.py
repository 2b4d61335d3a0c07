"""`misp-dashboard backfill`: what happened before is fetched and stored, once."""

import json
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from build import uuid
from source.misp_stand_in import KEY, StandIn, status

from misp_dashboard.source.history import backfill as backfill_module
from misp_dashboard.source.history.backfill import backfills
from misp_dashboard.source.history.record import FILE, HistoryRecord

Run = Callable[..., Any]
T = 1_790_000_000
SPAN = ("--since", "2026-09-20", "--until", "2026-10-20")


def event(number: int, at_s: int = T) -> dict[str, Any]:
    return {
        "id": str(number),
        "uuid": uuid(f"event {number}"),
        "info": f"Invented {number}",
        "orgc_id": "3",
        "timestamp": str(at_s),
        "publish_timestamp": str(at_s + 5),
        "published": True,
        "distribution": "1",
        "Orgc": {"id": "3", "uuid": uuid("org 3"), "name": "Invented CERT"},
        "Attribute": [
            {
                "id": str(number),
                "uuid": uuid(f"a{number}"),
                "type": "domain",
                "category": "Network activity",
                "value": f"a{number}.example",
                "timestamp": str(at_s),
                "distribution": "5",
            }
        ],
        "Object": [],
    }


@pytest.fixture
def misp() -> Iterator[StandIn]:
    with StandIn() as stand_in:
        stand_in.events = [event(number) for number in range(1, 10)]
        yield stand_in


@pytest.fixture
def settings(misp: StandIn, tmp_path: Path) -> dict[str, str]:
    key_file = tmp_path / "key"
    key_file.write_text(f"{KEY}\n")
    key_file.chmod(0o600)
    return {
        "MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data"),
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Here",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://127.0.0.1:9",
        "MISP_DASHBOARD_INSTANCES__0__URL": misp.url,
        "MISP_DASHBOARD_INSTANCES__0__API_KEY_FILE": str(key_file),
        "MISP_DASHBOARD_HISTORY__REQUESTS_PER_MINUTE": "6000",
    }


# a process of its own, because one opens a single embedded store
STORED = """
import json, sys
from misp_dashboard.store.connect import Store
asked = "SELECT instance, value FROM activity WHERE kind = {kind:String} ORDER BY value"
store = Store(f"chdb://{sys.argv[1]}/store")
print(json.dumps(store.ask(asked, lambda *row: row, {"kind": sys.argv[2]})))
"""


def stored(data: Path, kind: str = "attribute") -> list[tuple[str, str]]:
    """The instances and values of what is stored of a kind."""
    told = subprocess.run(
        [sys.executable, "-c", STORED, data, kind], capture_output=True, check=True
    )
    return [(instance, value) for instance, value in json.loads(told.stdout)]


def test_a_backfill_stores_each_happening_once(
    run: Run, settings: dict[str, str], tmp_path: Path
) -> None:
    first = run("backfill", *SPAN, **settings)
    assert (first.code, first.err) == (0, "")
    assert first.out == "Here: 9 events, 10 frames in all.\nNew activities stored: 27.\n"
    second = run("backfill", *SPAN, **settings)
    assert "New activities stored: 0." in second.out
    assert stored(tmp_path / "data") == [("Here", f"a{number}.example") for number in range(1, 10)]


def test_a_dry_run_counts_and_stores_nothing(
    run: Run, settings: dict[str, str], tmp_path: Path
) -> None:
    ran = run("backfill", *SPAN, "--dry-run", **settings)
    assert (ran.code, ran.out) == (0, "Here: 9 events changed.\n")
    assert not (tmp_path / "data").exists()


def test_what_cannot_be_had_is_said_and_the_key_is_not(
    run: Run, misp: StandIn, settings: dict[str, str]
) -> None:
    misp.forbidden = {"/admin/logs"}
    ran = run("backfill", *SPAN, **settings)
    assert ran.code == 0
    assert "did not answer for its log: 403 You may not." in ran.err
    assert KEY not in ran.err + ran.out


def test_a_killed_backfill_goes_on(
    misp: StandIn,
    run: Run,
    settings: dict[str, str],
    environ: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = threading.Event()

    def kill_here(*_: object) -> None:
        here.set()
        threading.Event().wait(0.5)

    misp.faults = [("/sightings", kill_here)]
    process = subprocess.Popen(
        [sys.executable, "-m", "misp_dashboard", "backfill", *SPAN],
        env=environ | settings,
        cwd=tmp_path,
    )
    assert here.wait(60)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    misp.requests.clear()
    with closing(HistoryRecord(tmp_path / "data" / FILE)) as record:
        (killed,) = backfills(record)
        again = shlex.split(killed.command)
        assert (killed.state, again[:2]) == ("running", ["misp-dashboard", "backfill"])
        # what it shows when nothing was told of it for a while
        monkeypatch.setattr(backfill_module, "SILENT", timedelta())
        assert backfills(record)[0].state == "interrupted"
        ran = run(*again[1:], **settings)
        assert ran.code == 0, ran.err
        # in its place
        assert [(one.state, one.reason) for one in backfills(record)] == [("finished", "")]
    # the events were in the journal already
    assert misp.asked("/events/restSearch") == []
    assert stored(tmp_path / "data") == [("Here", f"a{number}.example") for number in range(1, 10)]
    assert len(stored(tmp_path / "data", "event")) == 18


def test_without_a_key_the_remedy_is_named(run: Run, settings: dict[str, str]) -> None:
    del settings["MISP_DASHBOARD_INSTANCES__0__API_KEY_FILE"]
    ran = run("backfill", **settings)
    assert ran.code == 2
    assert "No `api_key` is configured for any instance." in ran.err
    assert "api_key_file" in ran.err


@pytest.mark.parametrize(("since", "said"), [("yesterday", "neither a date"), ("-1d", "neither")])
def test_a_moment_that_is_none_is_refused(
    run: Run, settings: dict[str, str], since: str, said: str
) -> None:
    ran = run("backfill", f"--since={since}", **settings)
    assert ran.code == 2
    assert said in ran.err


def test_a_wrong_order_of_moments_is_refused(run: Run, settings: dict[str, str]) -> None:
    ran = run("backfill", "--since", "2026-02-01", "--until", "2026-01-01", **settings)
    assert (ran.code, "--since has to be before --until." in ran.err) == (2, True)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """Two events, of which one is of another year."""
    folder = tmp_path / "feed"
    folder.mkdir()
    manifest = {}
    for number, at_s in ((1, T), (2, T - 400 * 86_400)):
        told = {**event(number, at_s), "id": "77", "orgc_id": "99"}
        manifest[told["uuid"]] = {"timestamp": str(at_s), "info": told["info"]}
        (folder / f"{told['uuid']}.json").write_text(json.dumps({"Event": told}))
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_a_feed_in_a_folder_is_history(
    run: Run, settings: dict[str, str], feed: Path, tmp_path: Path
) -> None:
    ran = run("backfill", "--feed", feed, "--instance", "OSINT", *SPAN, **settings)
    assert ran.code == 0, ran.err
    assert "OSINT: 1 event of the feed." in ran.out
    with closing(HistoryRecord(tmp_path / "data" / FILE)) as record:
        (told,) = backfills(record)
    assert (told.instance, told.feed, told.state) == ("OSINT", str(feed), "finished")
    assert (told.step, told.done, told.total, told.frames) == ("events", 1, 1, 1)
    assert stored(tmp_path / "data") == [("OSINT", "a1.example")]


def test_a_feed_on_the_web_is_history(
    run: Run, settings: dict[str, str], feed: Path, tmp_path: Path
) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(
        ("127.0.0.1", 0),
        lambda *args: Quiet(*args, directory=str(feed)),
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        place = f"http://127.0.0.1:{server.server_port}/"
        ran = run("backfill", "--feed", place, "--since", "2020-01-01", **settings)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert ran.code == 0, ran.err
    assert [value for _, value in stored(tmp_path / "data")] == ["a1.example", "a2.example"]


def test_a_feed_that_is_none_says_which_file(run: Run, settings: dict[str, str]) -> None:
    ran = run("backfill", "--feed", "nowhere", **settings)
    assert ran.code == 1
    assert "nowhere/manifest.json: no such file or directory." in ran.err


def test_a_misp_that_is_down_is_said(
    run: Run, misp: StandIn, settings: dict[str, str], tmp_path: Path
) -> None:
    misp.forbidden = {"/users"}
    misp.faults = [("/servers", status(500))]
    ran = run("backfill", *SPAN, **settings)
    assert ran.code == 1
    assert "Here did not answer for its organisations: 403: the key is not valid" in ran.err
    assert "run the same command again" in ran.err
    with closing(HistoryRecord(tmp_path / "data" / FILE)) as record:
        (told,) = backfills(record)
    assert told.state == "failed"
    assert "403: the key is not valid" in told.reason

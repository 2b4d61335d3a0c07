"""A backup has everything, also of a running dashboard; what it has comes back whole."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from build import attribute_message, frame, published_message
from dashboard import Dashboard, send

from misp_dashboard.cli import backup_file
from misp_dashboard.cli.backup import write_files
from misp_dashboard.cli.backup_file import BackupDamaged, copied, verify
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.history.gap_keeper import NOT_RUNNING, GapKeeper
from misp_dashboard.source.history.record import HistoryRecord
from misp_dashboard.source.history.span import Span
from misp_dashboard.source.publisher import Publisher
from misp_dashboard.store.migrate import migrations

Run = Callable[..., Any]

HEARD = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = [f"{number}.example" for number in range(40)]

DRAIN = """
import os
from misp_dashboard.cli.serve import drain
from misp_dashboard.config import load_with_origins
drain(load_with_origins(None, os.environ).config)
"""
PRINT = """
import sys
from misp_dashboard.store.connect import Store
from misp_dashboard.store.dump import schema_of
store = Store(sys.argv[1])
print(schema_of(store))
for question in (
    "SELECT toString(tuple(*)) FROM activity ORDER BY id",
    "SELECT toString(tuple(*)) FROM event FINAL ORDER BY ALL",
):
    print("\\n".join(store.ask(question, str)))
store.close()
"""
NEWEST = migrations()[-1].number


def settings(data: Path) -> dict[str, str]:
    return {
        "MISP_DASHBOARD_DATA_DIR": str(data),
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Here",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://127.0.0.1:1",
    }


def python(program: str, *arguments: str, **environ: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **environ}, capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    return done.stdout.splitlines()


def journal_with(data: Path, *names: str) -> None:
    journal = SqliteJournal(data / "journal.sqlite3")
    journal.append([frame("misp_json_attribute", attribute_message(name)) for name in names])
    journal.append([frame("misp_json", published_message(*names[:9]))])
    journal.append([frame("misp_json", {"Event": f"{name} is broken"}) for name in names[:1]])
    journal.close()


def told(data: Path) -> list[str]:
    """The schema's number, and a line for each activity and event that is stored."""
    return python(PRINT, f"chdb://{data / 'store'}")


def history_with_gaps(data: Path) -> None:
    """Heard until a moment, with a gap that was filled and one that was not, an event that is
    known, and a span being fetched."""
    with closing(HistoryRecord(data / "history.sqlite3")) as record:
        record.hear("Here", HEARD)
        for hours in (9, 5):
            record.open_gap("Here", HEARD - hours * HOUR, f"gap {hours}")
            record.close_gap("Here", HEARD - (hours - 1) * HOUR)
        first = Span(HEARD - 9 * HOUR, HEARD - 8 * HOUR)
        record.finish(record.begin("Here", "catch-up", first), filled=True)
        for id in (7, 8):
            record.know_event("Here", id)
        job = record.begin("Here", "backfill 2y to now", Span(HEARD - 99 * HOUR, HEARD))
        record.advance(job, "events", 5)


def history(data: Path) -> tuple[Any, ...]:
    with closing(HistoryRecord(data / "history.sqlite3")) as record:
        other = Span(HEARD, HEARD + HOUR)
        job = record.begin("Here", "backfill 2y to now", other)
        return record.heard_at("Here"), record.known_event("Here"), record.gaps(), job


class Kept(NamedTuple):
    """A data folder, what is stored in it, and a backup of it."""

    data: Path
    told: list[str]
    file: Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Stored activities, frames that wait, a rejected one, and a key."""
    folder = tmp_path_factory.mktemp("backup")
    data, file = folder / "data", folder / "one.zip"
    journal_with(data, *NAMES)
    python(DRAIN + PRINT, f"chdb://{data / 'store'}", **settings(data))
    before = told(data)
    journal_with(data, "waits.example")
    history_with_gaps(data)
    (data / "pseudonym.key").write_text("ab" * 32)
    command = ["-m", "misp_dashboard", "backup", str(file)]
    subprocess.run([sys.executable, *command], env={**os.environ, **settings(data)}, check=True)
    return Kept(data, before, file)


def test_everything_comes_back_into_an_empty_folder(run: Run, kept: Kept, tmp_path: Path) -> None:
    assert len(kept.told) > len(NAMES)
    assert kept.file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in kept.file.parent.iterdir() if one.name.startswith(".")] == []
    new = tmp_path / "new"
    ran = run("restore", kept.file, **settings(new))
    assert (ran.code, ran.err) == (0, "")
    assert f"{len(NAMES) + 1} activities and 3 files" in ran.out
    assert told(new) == kept.told
    assert (new / "pseudonym.key").read_text() == "ab" * 32
    assert {one.stat().st_mode & 0o777 for one in new.glob("*.*")} == {0o600}
    journal = SqliteJournal(new / "journal.sqlite3")
    assert journal.lag() == 3
    journal.close()
    assert history(new) == history(kept.data)
    rejected = RejectedFrames(new / "journal.sqlite3")
    assert rejected.counts() == {"Here": 1}
    rejected.close()


def test_a_restored_dashboard_asks_for_what_came_since_and_for_no_more(
    run: Run, kept: Kept, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    assert run("restore", kept.file, **settings(new)).code == 0
    with closing(HistoryRecord(new / "history.sqlite3")) as record:
        GapKeeper(record, lambda _: None).begin(["Here"])
        unfilled = [(gap.since, gap.reason) for gap in record.gaps(filled="no")]
    assert unfilled == [(HEARD, NOT_RUNNING), (HEARD - 5 * HOUR, "gap 5")]


def test_what_the_history_says_was_heard_is_in_the_journal_of_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, there = tmp_path / "data", tmp_path / "there"
    journal_with(data, "first.example")
    history_with_gaps(data)

    def copied_while_it_runs(database: Path, to: Path) -> None:
        copied(database, to)
        journal_with(data, "later.example")
        with closing(HistoryRecord(data / "history.sqlite3")) as record:
            record.hear("Here", HEARD + HOUR)

    monkeypatch.setattr(backup_file, "copied", copied_while_it_runs)
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        names = write_files(archive, data, tmp_path)
        archive.extractall(there)
    assert sorted(names) == ["history.sqlite3", "journal.sqlite3"]
    with closing(SqliteJournal(there / "files" / "journal.sqlite3")) as journal:
        has_later = any(b"later.example" in one.frame.body for one in journal.read(99, 10**6))
    with closing(HistoryRecord(there / "files" / "history.sqlite3")) as record:
        says_later = record.heard_at("Here") == HEARD + HOUR
    assert (has_later, says_later) == (True, False)


def test_neither_a_file_nor_data_is_replaced_unasked(run: Run, kept: Kept, tmp_path: Path) -> None:
    was = kept.file.read_bytes()
    ran = run("backup", kept.file, **settings(kept.data))
    assert ran.code == 1
    assert "one.zip is there already" in ran.err
    assert kept.file.read_bytes() == was

    data = tmp_path / "data"
    journal_with(data, "other.example")
    ran = run("restore", kept.file, **settings(data))
    assert ran.code == 1
    assert "With --yes it is replaced" in ran.err
    journal = SqliteJournal(data / "journal.sqlite3")
    assert journal.lag() == 3
    journal.close()
    assert run("restore", "--yes", kept.file, **settings(data)).code == 0
    assert told(data) == kept.told

    with RunLock(data):
        for command in (("restore", "--yes", kept.file), ("reset", "--yes")):
            ran = run(*command, **settings(data))
            assert ran.code == 1
            assert "works on" in ran.err


def test_a_damaged_or_foreign_backup_is_refused(run: Run, kept: Kept, tmp_path: Path) -> None:
    good = kept.file.read_bytes()
    damaged = tmp_path / "damaged.zip"

    def why(told: bytes | bytearray) -> str:
        damaged.write_bytes(told)
        with pytest.raises(BackupDamaged) as caught:
            verify(damaged)
        return str(caught.value)

    assert verify(kept.file).rows("activity") == len(NAMES) + 1
    assert "not a zip file" in why(b"a text")
    assert "not a zip file" in why(good[: len(good) * 2 // 3])
    flipped = bytearray(good)
    with zipfile.ZipFile(kept.file) as archive:
        largest = max(archive.infolist(), key=lambda one: one.compress_size)
    flipped[largest.header_offset + largest.compress_size // 2] ^= 0xFF
    assert why(flipped)
    assert "instead of 99999" in why(with_other_list(kept.file, rows=99_999))
    assert "none of ours" in why(with_other_list(kept.file, file="../outside"))
    assert "none of ours" in why(with_other_list(kept.file, file="/etc/attack/x.json"))
    assert "knows up to" in why(with_other_list(kept.file, schema=9_999))
    data = tmp_path / "data"
    ran = run("restore", "--yes", damaged, **settings(data))
    assert ran.code == 1
    assert "cannot be restored" in ran.err
    assert not data.exists()


def with_other_list(source: Path, rows: int = 0, file: str = "", schema: int = 0) -> bytes:
    """The same backup with something else in its list."""
    made = BytesIO()
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(made, "w") as other:
        for member in archive.namelist():
            told = archive.read(member)
            if member == "backup.json":
                contents = json.loads(told)
                contents["schema"] = schema or contents["schema"]
                contents["tables"][0]["rows"] = rows or contents["tables"][0]["rows"]
                contents["files"] += [file] if file else []
                told = json.dumps(contents).encode()
            other.writestr(member, told)
        if file:
            other.writestr(f"files/{file}", b"")
    return made.getvalue()


def test_a_restore_that_was_cut_short_is_noticed_and_run_again(
    run: Run, kept: Kept, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    journal_with(data, "half.example")
    (data / "restore.unfinished").touch()
    ran = run("run", **settings(data))
    assert ran.code == 1
    assert "was cut short" in ran.err
    assert run("restore", kept.file, **settings(data)).code == 0
    assert not (data / "restore.unfinished").exists()
    journal = SqliteJournal(data / "journal.sqlite3")
    assert b"waits.example" in journal.read(1, 10**6)[0].frame.body
    journal.close()

    ran = run("reset", typed="n\n", **settings(data))
    assert ran.code == 1
    assert "Nothing was deleted" in ran.err
    assert (data / "journal.sqlite3").exists()
    ran = run("reset", "--yes", **settings(data))
    assert ran.out == f"Deleted: {len(NAMES) + 1} activities, and the journal.\n"
    assert not list(data.glob("journal*"))
    assert (data / "pseudonym.key").exists()


OLDER = """
import sys
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate
store = Store(sys.argv[1])
migrate(store, 1)
store.command("INSERT INTO activity (id, at, instance, kind, action, value, country, precision) "
              "VALUES (7, now64(3), 'Here', 'attribute', 'add', 'kept.example', 'LU', 'country')")
store.close()
"""


def test_a_backup_of_an_earlier_version_comes_back_as_this_one_needs_it(
    run: Run, tmp_path: Path
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir(mode=0o700)
    python(OLDER, f"chdb://{old / 'store'}")
    assert run("backup", tmp_path, **settings(old)).code == 0
    (file,) = tmp_path.glob("misp-dashboard-*.zip")
    assert verify(file).schema == 1
    assert run("restore", file, **settings(new)).code == 0
    schema, row, _ = told(new)
    assert int(schema) == NEWEST
    assert "kept.example" in row


def test_a_running_dashboard_is_backed_up(run: Run, tmp_path: Path) -> None:
    """Its folder has a longer path than a socket may have."""
    with Publisher() as publisher:
        dashboard = Dashboard(tmp_path / ("long" * 30) / "data", {"Here": publisher}).start()
        publisher.wait_for_subscriber()
        for name in NAMES:
            send(publisher, "misp_json_attribute", attribute_message(name))
        dashboard.wait_until(lambda: dashboard.counts().get("attribute", 0) == len(NAMES))
        socket = dashboard.data_dir / "store.sock"
        assert socket.stat().st_mode & 0o777 == 0o600
        ran = run("backup", "live.zip", **settings(dashboard.data_dir))
        assert (ran.code, ran.err) == (0, "")
        if os.geteuid() == 0:
            assert asked_by_another_user(socket) == b""
        assert dashboard.stop() == 0
    assert not socket.exists()
    contents = verify(tmp_path / "live.zip")
    assert (contents.schema, contents.rows("activity")) == (NEWEST, len(NAMES))
    with zipfile.ZipFile(tmp_path / "live.zip") as archive:
        rows = [json.loads(one) for one in archive.read("store/activity.jsonl").splitlines()]
    value = contents.tables[0].table.columns.index("value")
    assert sorted(row[value] for row in rows) == sorted(NAMES)


def asked_by_another_user(path: Path) -> bytes:
    """What somebody else gets who could open the file nevertheless."""
    program = (
        "import os, socket, sys; os.chdir(sys.argv[1]); os.chmod('store.sock', 0o666); "
        "os.setuid(65534); asked = socket.socket(socket.AF_UNIX); asked.connect('store.sock'); "
        "sys.stdout.buffer.write(asked.recv(100))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path.parent)], capture_output=True, check=True
    )
    return done.stdout

"""Link `store`: the store opens, has this version's tables, and gives back what is written."""

import secrets
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.running_dashboard import NotAnswered, RunningDashboard
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text, size_text
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.migrate import migrations

TABLE = """
CREATE TABLE {name} (number UInt64) ENGINE = MergeTree ORDER BY number
SETTINGS fsync_after_insert = 1
"""
WRITE = "INSERT INTO {name} (number) VALUES ({{number:UInt64}})"
READ = "SELECT number FROM {name}"
DONE = "SELECT DISTINCT number FROM migration ORDER BY number"
TABLES = (
    "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'migration'"
)
SIZE = """
SELECT sum(rows), sum(bytes_on_disk) FROM system.parts
WHERE active AND database = currentDatabase()
"""

REACH = (
    "see whether the server is up, store.url is right and its user may sign in "
    "(store.password); for a folder, whether another process has it"
)
WRITABLE = "see the message, the disk's room, and whether the store's user may create tables"


class _Number(NamedTuple):
    number: int


class _Size(NamedTuple):
    rows: int
    bytes: int


def check_store(subject: Subject) -> Finding:
    if subject.store:
        return _with(subject.store)
    if subject.config.store_url.startswith("chdb:"):
        return _embedded(subject)
    return _opened(subject)


def _embedded(subject: Subject) -> Finding:
    """One process may have it open: a running dashboard is asked to test it itself."""
    if subject.running:
        return _told_by(subject.running)
    folder = Path(urlsplit(subject.config.store_url).path)
    if not folder.exists():
        return ok(f"{folder} will be made at the first start")
    try:
        with RunLock(subject.config.data_dir):
            return _opened(subject)
    except Failure as failure:
        return failed(failure.message, failure.remedy)


def _told_by(running: RunningDashboard) -> Finding:
    try:
        told = running.json("/api/check", timeout_s=60, link="store")["links"][0]
        by = f"{told['reason']} (tested by the running dashboard, which has it open)"
        return Finding(told["verdict"], by, told["remedy"])
    except (NotAnswered, LookupError, TypeError) as error:
        if isinstance(error, NotAnswered) and error.status in (401, 403):
            return skipped("the running dashboard has it open, and tests it for its page only")
        return failed(
            f"the running dashboard has it open, and does not test it: {error}",
            "see its log; ask with the configuration that it was started with",
        )


def _opened(subject: Subject) -> Finding:
    config = subject.config
    with ExitStack() as stack:
        store = Store(config.store_url, config.store.password.reveal())
        stack.callback(store.close)
        return _with(store)


def _with(store: Store) -> Finding:
    try:
        return _schema(store) or _usable(store)
    except StoreUnavailable as error:
        return failed(str(error).rstrip("."), REACH)
    except StoreRefused as error:
        return failed(f"the store refuses to be written or read: {error}", WRITABLE)


def _schema(store: Store) -> Finding | None:
    """None when the tables are those of this version."""
    wanted = [one.number for one in migrations()]
    is_new = store.ask(TABLES, _Number)[0].number == 0
    done = [] if is_new else [row.number for row in store.ask(DONE, _Number)]
    if not done:
        return ok("it opens, and its tables will be made at the first start")
    if max(done) > wanted[-1]:
        return failed(
            f"it has schema {max(done)}, and this version knows up to {wanted[-1]}",
            "run the version that wrote it, or restore a backup",
        )
    if missing := sorted(set(wanted) - set(done)):
        return warning(
            f"it has schema {max(done)}; missing: {', '.join(map(str, missing))}",
            "start this version once (`misp-dashboard run`): it brings the tables up to date",
        )
    return None


def _usable(store: Store) -> Finding:
    number = secrets.randbits(63)
    name = f"self_test_{number:x}"
    store.command(TABLE.format(name=name))
    try:
        store.command(WRITE.format(name=name), {"number": number})
        back = [row.number for row in store.ask(READ.format(name=name), _Number)]
    finally:
        store.command(f"DROP TABLE {name}")
    if back != [number]:
        return failed("what was written did not come back", "see the log of the store")
    size = store.ask(SIZE, _Size)[0]
    return ok(
        f"written and read back; schema {migrations()[-1].number}, {count_text(size.rows, 'row')}, "
        f"{size_text(size.bytes)}"
    )

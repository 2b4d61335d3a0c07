"""Frames that the journal keeps, stored and rejected ones, can be rewritten in place."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec

from misp_dashboard.journal import group
from misp_dashboard.journal.database import open_database, transaction
from misp_dashboard.journal.unavailable import explained
from misp_dashboard.source.frame import Frame

GROUPS = "SELECT first_position FROM frame_group ORDER BY first_position"
GROUP = """
SELECT frames, last_position <= (SELECT acknowledged FROM mark)
FROM frame_group WHERE first_position = ?
"""
REJECTED = "SELECT number FROM rejected ORDER BY number"
ONE_REJECTED = "SELECT topic, reason, body FROM rejected WHERE number = ?"


class Rewritten(msgspec.Struct):
    """How many frames changed, and in how many groups there are frames not stored yet."""

    kept: int = 0
    rejected: int = 0
    waiting: int = 0


def rewrite(
    path: Path,
    body: Callable[[str, bytes], bytes],
    reason: Callable[[str, str], str],
    *,
    dry: bool = False,
) -> Rewritten:
    """Put `body(topic, body)` and `reason(topic, reason)` in the place of what is there, or with
    `dry` only count. Frames that are not stored yet stay as they are. On disk, what was there is
    overwritten.

    Raises JournalUnavailable.
    """
    done = Rewritten()
    if not path.exists():
        return done
    with closing(open_database(path)) as connection, explained(path):
        connection.execute("PRAGMA secure_delete = ON")
        for (first,) in connection.execute(GROUPS).fetchall():
            with transaction(connection):
                frames, is_stored = connection.execute(GROUP, (first,)).fetchone() or (b"", True)
                if not is_stored:
                    done.waiting += 1
                elif frames:
                    there = [entry.frame for entry in group.entries(first, frames)]
                    new = [_with(one, body(one.topic, one.body)) for one in there]
                    changed = sum(a is not b for a, b in zip(there, new, strict=True))
                    done.kept += changed
                    if changed and not dry:
                        group.replace(connection, first, new)
        for (number,) in connection.execute(REJECTED).fetchall():
            with transaction(connection):
                row = connection.execute(ONE_REJECTED, (number,)).fetchone()
                if row is None:
                    continue
                topic, why, was = row
                told = (reason(topic, why), body(topic, was))
                done.rejected += told != (why, was)
                if told != (why, was) and not dry:
                    connection.execute(
                        "UPDATE rejected SET reason = ?, body = ?, bytes = ? WHERE number = ?",
                        (*told, len(told[1]), number),
                    )
        if not dry:
            # free pages and the write-ahead log have what was deleted before
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return done


def _with(frame: Frame, body: bytes) -> Frame:
    return frame if body == frame.body else msgspec.structs.replace(frame, body=body)

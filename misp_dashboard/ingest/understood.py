"""What frames of the journal tell, and which of them cannot be understood."""

from collections.abc import Sequence
from typing import NamedTuple

from misp_dashboard.activity.privacy import Privacy
from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.fact import Fact
from misp_dashboard.directory.learn import learn
from misp_dashboard.handler.topics import NotUnderstood, decode, handle
from misp_dashboard.ingest.honour import honour_of, is_honour
from misp_dashboard.ingest.self_test import is_self_test, name_of
from misp_dashboard.journal.journal import Entry
from misp_dashboard.store.honour import Honour

A_BUG = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a handler might raise over a frame nobody foresaw: the frame is kept apart."""


class Understood(NamedTuple):
    """`marks` are the names of self-tests; `bugs` are those of `rejected` that nobody foresaw."""

    activities: list[Activity]
    facts: list[Fact]
    honours: list[Honour]
    marks: list[str]
    rejected: list[tuple[Entry, str]]
    bugs: list[tuple[Entry, Exception]]


def understand(entries: Sequence[Entry], privacy: Privacy) -> Understood:
    """Pure, so frames may be read twice: the same entries always tell the same."""
    told = Understood([], [], [], [], [], [])
    for entry in entries:
        try:
            _add(told, entry, privacy)
        except NotUnderstood as reason:
            told.rejected.append((entry, str(reason)))
        except A_BUG as error:
            told.rejected.append((entry, f"{type(error).__name__} while handling it"))
            told.bugs.append((entry, error))
    return told


def _add(told: Understood, entry: Entry, privacy: Privacy) -> None:
    frame = entry.frame
    if is_self_test(frame):
        told.marks.append(name_of(frame))
    elif is_honour(frame):
        told.honours.append(honour_of(frame))
    else:
        message = decode(frame)
        # nothing below may see an address that is not to be stored
        activities = [privacy.of(one) for one in handle(message, frame)]
        told.facts.extend(learn(message, frame.instance))
        told.activities.extend(activities)

"""The journal's rejected frames, in the form of the API."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

import msgspec

from misp_dashboard.api.problem import Problem, Refusal
from misp_dashboard.api.rejected_answer import (
    Numbers,
    RejectedFrame,
    RejectedFrames,
    RejectedList,
    RejectedRow,
)
from misp_dashboard.journal import rejected
from misp_dashboard.journal.unavailable import JournalUnavailable

SHOWN_CHARACTERS = 200_000
"""Of a body; a frame may have 64 MiB, and no page shows that. `misp-dashboard rejected show --raw`
gives it whole."""


def rejected_frames(frames: rejected.RejectedFrames) -> RejectedFrames:
    """What the routes may do; safe for threads, as the frames are."""
    return RejectedFrames(
        list=partial(_list, frames),
        show=partial(_show, frames),
        retry=partial(_retry, frames),
        discard=partial(_discard, frames),
    )


def _list(
    frames: rejected.RejectedFrames, limit: int, before: int | None, instance: str | None
) -> RejectedList:
    with _answered():
        rows = frames.list(limit + 1, instance, before)
        counts, dropped = frames.counts(), frames.dropped()
    shown = rows[:limit]
    return RejectedList(
        rejected=[
            RejectedRow(
                number=row.number,
                instance=row.instance,
                topic=row.topic,
                reason=row.reason,
                received_at=row.received_at,
                bytes=row.bytes,
            )
            for row in shown
        ],
        next=shown[-1].number if len(rows) > limit else None,
        total=sum(counts.values()) if instance is None else counts.get(instance, 0),
        dropped=dropped,
    )


def _show(frames: rejected.RejectedFrames, number: int, indent: bool) -> RejectedFrame:
    with _answered():
        one = frames.show(number)
    frame, body, is_json = one.frame, one.frame.body, False
    with suppress(msgspec.DecodeError, RecursionError):
        formatted = msgspec.json.format(body, indent=2)
        body, is_json = formatted if indent else body, True
    text = body.decode(errors="backslashreplace")
    return RejectedFrame(
        number=number,
        instance=frame.instance,
        topic=frame.topic,
        reason=one.reason,
        received_at=frame.received_at,
        bytes=len(frame.body),
        body=text[:SHOWN_CHARACTERS],
        is_json=is_json,
        cut=len(text) > SHOWN_CHARACTERS,
    )


def _retry(frames: rejected.RejectedFrames, numbers: Numbers) -> int:
    with _answered():
        return frames.retry("all" if numbers is None else numbers)


def _discard(frames: rejected.RejectedFrames, numbers: Numbers) -> int:
    with _answered():
        return frames.discard("all" if numbers is None else numbers)


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except rejected.NoSuchRejected as error:
        gone = "Somebody sent it again or discarded it, or it made room for newer ones."
        raise Refusal(404, Problem("no_such_frame", f"{str(error).capitalize()}.", gone)) from error
    except JournalUnavailable as error:
        problem = f"The journal cannot be used: {error.problem}."
        remedy = error.remedy[:1].upper() + error.remedy[1:] + "."
        raise Refusal(503, Problem("journal_unavailable", problem, remedy)) from error

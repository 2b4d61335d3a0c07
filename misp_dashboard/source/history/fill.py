"""A span of an instance is filled: step by step, and what counts as done is in the journal."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.event import changed_events, event_frames, fetch_events
from misp_dashboard.source.history.login import log_frames
from misp_dashboard.source.history.names import name_frames
from misp_dashboard.source.history.proposal import proposal_frames
from misp_dashboard.source.history.record import HistoryRecord, Job
from misp_dashboard.source.history.rest import Rest, Unanswered
from misp_dashboard.source.history.sighting import sighting_frames
from misp_dashboard.source.history.span import windows

Append = Callable[[Sequence[Frame]], None]
WEEK = timedelta(days=7)
"""MISP has no pages of sightings; a week at a time keeps each answer small."""
MONTH = timedelta(days=30)

OnProgress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""


class Filled(msgspec.Struct):
    """What became of it: `missing` says in sentences what could not be had."""

    frames: int = 0
    events: int = 0
    missing: list[str] = []
    unanswered: bool = False
    """Some of it may be had another time; where it is false, MISP does not want to give it."""


class Part(msgspec.Struct, frozen=True):
    """Some frames of a step, after which `done` of `total` are there; `cursor` is what to go on
    after, None where a step can only be repeated as a whole."""

    frames: list[Frame]
    done: int
    total: int
    cursor: int | None = None
    events: int = 0
    missing: tuple[Unanswered, ...] = ()


Step = Callable[[Rest, Job], Iterator[Part]]


def fill(
    rest: Rest, record: HistoryRecord, job: Job, append: Append, on_progress: OnProgress
) -> Filled:
    """Everything of the job's span into the journal, by `append`; goes on where it was stopped.

    What one step cannot have keeps no other from being done. Raises Stopped, and Unanswered when
    MISP lets us in no more: the job can go on later.
    """
    filled = Filled()
    names = list(STEPS)
    begun = names.index(job.step) if job.step in STEPS else 0
    for place, (name, step) in enumerate(STEPS.items()):
        if place < begun:
            continue
        cursor = job.cursor if name == job.step else 0
        record.advance(job, name, cursor)
        here = msgspec.structs.replace(job, step=name, cursor=cursor)
        on_progress(name, 0, 1)
        try:
            for part in step(rest, here):
                append(part.frames)
                if part.cursor is not None:
                    record.advance(job, name, part.cursor)
                filled.frames += len(part.frames)
                filled.events += part.events
                for error in part.missing:
                    _note(filled, error)
                on_progress(name, part.done, part.total)
        except Unanswered as error:
            if error.kind == "closed":
                raise
            _note(filled, error)
    return filled


def _note(filled: Filled, error: Unanswered) -> None:
    filled.missing.append(str(error))
    filled.unanswered |= error.kind == "failed"


def _names(rest: Rest, job: Job) -> Iterator[Part]:
    yield Part(name_frames(rest, job.span), 1, 1)


def _events(rest: Rest, job: Job) -> Iterator[Part]:
    ids = [id for id in changed_events(rest, job.span, job.known_event) if id > job.cursor]
    size = rest.access.events_per_request
    for first in range(0, len(ids), size):
        some = ids[first : first + size]
        events, missing = fetch_events(rest, some)
        frames = [frame for one in events for frame in event_frames(job.instance, one)]
        done = first + len(some)
        yield Part(frames, done, len(ids), some[-1], len(events), tuple(missing))


def _sightings(rest: Rest, job: Job) -> Iterator[Part]:
    all_windows = list(windows(job.span, WEEK))
    for done, window in enumerate(all_windows, 1):
        if done > job.cursor:
            yield Part(sighting_frames(rest, window), done, len(all_windows), done)


def _proposals(rest: Rest, job: Job) -> Iterator[Part]:
    yield Part(proposal_frames(rest, job.span), 1, 1)


def _logins(rest: Rest, job: Job) -> Iterator[Part]:
    all_windows = list(windows(job.span, MONTH))
    for done, window in enumerate(all_windows, 1):
        if done > job.cursor:
            for frames in log_frames(rest, window):
                yield Part(frames, done - 1, len(all_windows))
            yield Part([], done, len(all_windows), done)


STEPS: dict[str, Step] = {
    "names": _names,
    "events": _events,
    "sightings": _sightings,
    "proposals": _proposals,
    "logins": _logins,
}
"""In this order: names are known before what is told of them."""

"""What can be replayed: a recording, a MISP event's JSON file, or a folder of either."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from misp_dashboard.source.event_file import read_event_file
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.local_id import without_local_ids
from misp_dashboard.source.recording import is_recording, last_received_at, read_recording
from misp_dashboard.source.retime import retime_events, retime_recording
from misp_dashboard.source.unreadable import UnreadableFile

SUFFIXES = (".json", ".jsonl", ".jsonl.gz", ".json.gz")
"""What is looked at in a folder; a file given by name may have any."""


def read_any(
    path: Path, instance: str, retime_to: datetime | None = None, *, its_own: bool = True
) -> Iterator[Frame]:
    """The frames of all files, in the order of their names. With `retime_to` a recording ends at
    that moment, and each event's newest moment is about then. Event files that are not
    `its_own` come from another MISP than `instance`: they lose that one's local ids.

    Raises UnreadableFile, at the latest when it comes to the bad line, or OSError.
    """
    for file in _files(path):
        if is_recording(file):
            yield from _recording(file, instance, retime_to)
        else:
            events = read_event_file(file, instance)
            events = events if its_own else without_local_ids(events)
            yield from events if retime_to is None else retime_events(events, retime_to)


def _recording(file: Path, instance: str, retime_to: datetime | None) -> Iterator[Frame]:
    frames = read_recording(file, instance)
    ends_at = None if retime_to is None else last_received_at(file)
    if retime_to is None or ends_at is None:
        return frames
    return retime_recording(frames, retime_to - ends_at)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(
        file for file in path.iterdir() if file.is_file() and file.name.endswith(SUFFIXES)
    )
    if not files:
        raise UnreadableFile(path, 0, f"no file in it ends in {', '.join(SUFFIXES)}")
    return files

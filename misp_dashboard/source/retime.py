"""Retimed frames tell of the same happenings as if they had happened now."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import msgspec

from misp_dashboard.source.frame import Frame

UNIX_KEYS = frozenset(("timestamp", "date_sighting", "publish_timestamp", "sighting_timestamp"))
TEXT_KEYS = frozenset(("date", "date_created", "date_modified", "created"))
"""first_seen and last_seen stay: they are what an analyst found out, not when MISP was told."""

SPREAD_S = 600
"""Events of files end at different moments within the last ten minutes."""

EARLIEST_S = 1_000_000_000
"""MISP writes "0" for never, and is younger than this."""

_text = re.compile(
    r"(?P<date>\d{4}(?P<separator>[-/])\d\d(?P=separator)\d\d)"
    r"(?P<time>[ T]\d\d:\d\d:\d\d)?(?P<rest>\.\d+)?"
)


def retime_recording(frames: Iterable[Frame], by: timedelta) -> Iterator[Frame]:
    """Every moment, `received_at` included, moves by the same whole number of seconds."""
    shift_s = round(by.total_seconds())
    for frame in frames:
        received_at = frame.received_at + timedelta(seconds=shift_s)
        told = _decoded(frame.body)
        yield _replaced(frame, received_at, told, shift_s)


def retime_events(frames: Iterable[Frame], now: datetime) -> Iterator[Frame]:
    """Each event's newest moment becomes now, or up to SPREAD_S before, by the event's uuid; its
    other moments keep their distance. It counts as received at that moment."""
    for frame in frames:
        told = _decoded(frame.body)
        newest_s = max(_unix_times(told), default=None)
        if newest_s is None:
            yield msgspec.structs.replace(frame, received_at=now)
            continue
        moment_s = int(now.timestamp()) - _spread_s(told)
        moment = datetime.fromtimestamp(moment_s, UTC)
        yield _replaced(frame, moment, told, moment_s - newest_s)


def _replaced(frame: Frame, received_at: datetime, told: Any, shift_s: int) -> Frame:
    if told is None:
        return msgspec.structs.replace(frame, received_at=received_at)
    _shift(told, shift_s)
    body = msgspec.json.encode(told)
    return msgspec.structs.replace(frame, received_at=received_at, body=body)


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return None


def _objects(told: Any, without: str = "") -> Iterator[dict[str, Any]]:
    """Every JSON object in it, however deep, but those under the key `without`."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += (value for key, value in one.items() if key != without)
        elif isinstance(one, list):
            waiting += one


def _unix_times(told: Any) -> Iterator[int]:
    # A related event is another one, and may be newer.
    for holder in _objects(told, without="RelatedEvent"):
        for key in UNIX_KEYS & holder.keys():
            seconds = _seconds(holder[key])
            if seconds is not None:
                yield seconds


def _shift(told: Any, by_s: int) -> None:
    for holder in _objects(told):
        for key in UNIX_KEYS & holder.keys():
            value = holder[key]
            seconds = _seconds(value)
            if seconds is not None:
                shifted = seconds + by_s
                holder[key] = str(shifted) if isinstance(value, str) else shifted
        for key in TEXT_KEYS & holder.keys():
            if isinstance(holder[key], str):
                holder[key] = _shifted_text(holder[key], timedelta(seconds=by_s))


def _seconds(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value) if len(value) < 12 else 0
    if isinstance(value, int) and not isinstance(value, bool) and value >= EARLIEST_S:
        return value
    return None


def _shifted_text(text: str, by: timedelta) -> str:
    found = _text.fullmatch(text)
    if found is None:
        return text
    date = found["date"].replace("/", "-")
    try:
        moment = datetime.fromisoformat(date + (found["time"] or "")) + by
    except (ValueError, OverflowError):
        return text
    separator, blank = found["separator"], (found["time"] or " ")[0]
    pattern = f"%Y{separator}%m{separator}%d"
    if found["time"]:
        pattern += f"{blank}%H:%M:%S"
    return moment.strftime(pattern) + (found["rest"] or "")


def _spread_s(told: Any) -> int:
    event = told.get("Event") if isinstance(told, dict) else None
    uuid = str(event.get("uuid", "")) if isinstance(event, dict) else ""
    return int.from_bytes(blake2b(uuid.encode(), digest_size=4).digest(), "big") % SPREAD_S

"""A MISP feed is a folder, here or on the web, of events that somebody publishes as files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.history.event import event_frames
from misp_dashboard.source.history.span import Span, number
from misp_dashboard.source.local_id import without_local_ids

MANIFEST = "manifest.json"
TIMEOUT_S = (10, 60)
RETRIES = 5
RETRY_FACTOR_S = 0.5
PASSING_STATUS = (429, 500, 502, 503, 504)


class FeedUnreadable(Exception):
    """The message says which file, and why."""


class Listed(msgspec.Struct, frozen=True):
    """What the manifest says of an event, as far as it matters here."""

    timestamp: str | int = 0


def listed(place: str, span: Span) -> list[str]:
    """The uuids of the feed's events that were saved in the span, the oldest first.
    Raises FeedUnreadable."""
    body = _read(place, MANIFEST)
    try:
        manifest = msgspec.json.decode(body, type=dict[str, Listed])
    except msgspec.MsgspecError as error:
        raise FeedUnreadable(f"{MANIFEST} of {place} is no manifest of a feed: {error}") from error
    moments = {uuid: number(one.timestamp) for uuid, one in manifest.items()}
    return sorted(filter(lambda uuid: span.holds(moments[uuid]), moments), key=moments.__getitem__)


def feed_frames(place: str, uuid: str, instance: str) -> list[Frame]:
    """The frames of one event, without the numbers of the MISP that made the feed."""
    body = _read(place, f"{uuid}.json")
    try:
        event: dict[str, Any] = msgspec.json.decode(body, type=dict[str, dict[str, Any]])["Event"]
    except (msgspec.MsgspecError, LookupError) as error:
        raise FeedUnreadable(f"{uuid}.json of {place} is no event: {error}") from error
    return list(without_local_ids(_frames(instance, event)))


def _frames(instance: str, event: dict[str, Any]) -> Iterator[Frame]:
    # what is in a feed was published, at the latest when it was saved
    published = {"publish_timestamp": event.get("timestamp"), **event, "published": True}
    return event_frames(instance, published)


def _read(place: str, name: str) -> bytes:
    if place.startswith(("http://", "https://")):
        return _download(f"{place.rstrip('/')}/{name}")
    try:
        return (Path(place) / name).read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise FeedUnreadable(f"{Path(place) / name}: {reason}") from error


def _download(url: str) -> bytes:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    retry = Retry(RETRIES, backoff_factor=RETRY_FACTOR_S, status_forcelist=PASSING_STATUS)
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=retry))
        session.mount("https://", HTTPAdapter(max_retries=retry))
        try:
            answer = session.get(url, timeout=TIMEOUT_S)
            answer.raise_for_status()
        except requests.exceptions.RequestException as error:
            raise FeedUnreadable(f"{url} cannot be read: {error}") from error
        return answer.content

"""Which located indicators are there, how often and when were they seen, and in which events?"""

from collections import Counter
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.indicator_order import INDICATORS, LOCATED, Order, Sort, ranked
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import tag_sets

MOST = 500
FARTHEST = 10_000
MOST_EXPORTED = 10_000
MOST_TAGS = 20


def _counted(of: Of) -> str:
    return f"""
SELECT
    indicator AS key,
    count(),
    uniqExactIf(event_key, event_key != 0),
    uniqExactIf(org, org != ''),
    min(at),
    max(at) AS last_at,
    toUnixTimestamp64Milli(last_at),
    sumMap([tags_key], [toUInt64(1)])
{INDICATORS[of].replace("PREWHERE", "PREWHERE indicator IN {keys:Array(UInt64)} AND")}
GROUP BY key
"""  # noqa: S608 - the parts are constants


COUNTED = {of: _counted(of) for of in LOCATED}


def _latest(of: Of) -> str:
    at = "toUnixTimestamp64Milli(at) IN {moments:Array(Int64)}"
    return f"""
SELECT indicator, value, type, category, event_info, event_uuid, event_id, instance, org,
    country, place, latitude, longitude, precision, located_by, targets, to_ids
{INDICATORS[of].replace("PREWHERE", f"PREWHERE indicator IN {{keys:Array(UInt64)}} AND {at} AND")}
    AND toDate(at) IN {{days:Array(Date)}}
ORDER BY at DESC, id DESC
LIMIT 1 BY indicator
"""  # noqa: S608 - the parts are constants


LATEST = {of: _latest(of) for of in LOCATED}
"""Text and other wide columns are read of one activity for each indicator."""


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """A type and value. Category, event, organisation, instance and place are those of its latest
    activity; `tags` are its most frequent ones, at most 20; `events` and `orgs` say how many
    different ones there are, on whichever instance. What is known to a country alone has no
    coordinates.
    """

    value: str
    type: str
    category: str
    event_info: str
    event_uuid: str
    event_id: int
    instance: str
    events: int
    org: str
    orgs: int
    tags: list[str]
    first_seen: datetime
    last_seen: datetime
    hits: int
    country: str
    place: str
    latitude: float | None
    longitude: float | None
    precision: str
    located_by: str
    targets: list[str]
    to_ids: bool


class Indicators(msgspec.Struct, frozen=True):
    """`total` different indicators have `hits` activities; `indicators` are a page of them."""

    indicators: list[Indicator]
    total: int
    hits: int


class _Counted(NamedTuple):
    key: int
    hits: int
    events: int
    orgs: int
    first_seen: datetime
    last_seen: datetime
    last_ms: int
    tag_sets: tuple[list[int], list[int]]


class _Latest(NamedTuple):
    key: int
    value: str
    type: str
    category: str
    event_info: str
    event_uuid: str
    event_id: int
    instance: str
    org: str
    country: str
    place: str
    latitude: float | None
    longitude: float | None
    precision: str
    located_by: str
    targets: list[str]
    to_ids: bool


def indicators(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    *,
    of: Of = "origin",
    sort: Sort = "hits",
    order: Order = "desc",
    limit: int = 50,
    offset: int = 0,
) -> Indicators:
    """Located ones, or those with targets; what was only deleted is none. In order, a page of
    them; of those with as many hits the latest come first, and what ties on a page is in order of
    value and type."""
    values = parameters(scope, viewer, datetime.now(UTC))
    first = ranked(store, values, of=of, sort=sort, order=order, limit=limit, offset=offset)
    if not first.ranks:
        return Indicators([], first.total, first.hits)
    values["keys"] = list(first.ranks)
    counted = store.ask(COUNTED[of], _Counted, values)
    values["moments"] = [one.last_ms for one in counted]
    values["days"] = sorted({one.last_seen.date() for one in counted})
    latest = {one.key: one for one in store.ask(LATEST[of], _Latest, values)}
    page = [(latest[one.key], one) for one in counted if one.key in latest]
    page.sort(key=lambda pair: (first.ranks[pair[1].key], pair[0].value, pair[0].type))
    sets = tag_sets(store, {key for _, one in page for key in one.tag_sets[0]})
    return Indicators([_indicator(*pair, sets) for pair in page], first.total, first.hits)


def _most_frequent(counted: _Counted, sets: dict[int, list[str]]) -> list[str]:
    hits: Counter[str] = Counter()
    for key, times in zip(*counted.tag_sets, strict=True):
        hits.update(dict.fromkeys(sets[key], times))
    return sorted(hits, key=lambda tag: (-hits[tag], tag))[:MOST_TAGS]


def _indicator(latest: _Latest, counted: _Counted, sets: dict[int, list[str]]) -> Indicator:
    known = latest._asdict()
    del known["key"]
    if latest.event_uuid == NO_UUID:
        known["event_uuid"] = ""
    return Indicator(
        **known,
        events=counted.events,
        orgs=counted.orgs,
        tags=_most_frequent(counted, sets),
        first_seen=counted.first_seen,
        last_seen=counted.last_seen,
        hits=counted.hits,
    )

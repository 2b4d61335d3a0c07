"""A scope is what a question is asked about: a span, filters, and what the viewer may see."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.location.region import REGIONS, Region
from misp_dashboard.query import area, filter
from misp_dashboard.query.area import Area, in_areas
from misp_dashboard.query.filter import BadFilter, Filter, filter_from

DEFAULT_SPAN = "24h"
LONGEST_SPAN = timedelta(days=366 * 20)
UNIT = {"m": "minutes", "h": "hours", "d": "days"}
AHEAD = timedelta(minutes=1)
"""A moving span reaches a little into the future: MISP's clock may be ahead of ours."""

SHARED_WITH_COMMUNITY = (1, 2, 3)
"""MISP's distributions that every organisation of the instance sees."""

IN_SPAN = "at >= {since:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}"

VISIBLE = """({sees_all:Bool}
        OR distribution IN (1, 2, 3)
        OR ({viewer_org:UUID} != toUUID('00000000-0000-0000-0000-000000000000')
            AND org_uuid = {viewer_org:UUID}))"""

IN_FILTERS_ANYWHERE = f"{VISIBLE}\n    AND {filter.condition()}"

IN_FILTERS = f"{IN_FILTERS_ANYWHERE}\n    AND {area.CONDITION}"

IN_SCOPE_ANYWHERE = f"{IN_SPAN}\n    AND {IN_FILTERS_ANYWHERE}"
"""The same without its areas: for what asks of places rather than activities where they are."""

IN_SCOPE = f"{IN_SPAN}\n    AND {IN_FILTERS}"
"""The one condition of every question; its values come from `parameters`."""


class Scope(msgspec.Struct, frozen=True, gc=False):
    """`span` moves with the clock; without it the scope is [since, until)."""

    filters: tuple[Filter, ...] = ()
    areas: tuple[Area, ...] = ()
    span: timedelta | None = None
    since: datetime | None = None
    until: datetime | None = None

    def bounds(self, now: datetime) -> tuple[datetime, datetime]:
        """The span in force at `now`, aware."""
        if self.span is not None:
            return now - self.span, now + AHEAD
        until = self.until or now + AHEAD
        return self.since or until - timedelta(hours=24), until

    def before(self, now: datetime) -> "Scope":
        """The same question about the equal span that ended where this one begins."""
        since, until = self.bounds(now)
        length = self.span or until - since
        return msgspec.structs.replace(self, span=None, since=since - length, until=since)

    def without_areas(self) -> "Scope":
        return msgspec.structs.replace(self, areas=())


def scope_from(
    texts: Mapping[str, list[str]],
    span: str,
    since: str,
    until: str,
    areas: tuple[Area, ...] = (),
    regions: Mapping[str, Region] = REGIONS,
) -> Scope:
    """The scope that a URL names; `texts` has the patterns by field. Raises `BadFilter`."""
    filters = tuple(
        filter_from(field, patterns, regions) for field, patterns in texts.items() if patterns
    )
    if since or until:
        if span:
            raise BadFilter("span", "`span` beside `since` or `until`", "give one or the other")
        scope = Scope(filters, areas, since=_moment("since", since), until=_moment("until", until))
        if scope.since and scope.until and scope.since >= scope.until:
            raise BadFilter("since", f"since {since} is not before until {until}", "swap them")
        return scope
    return Scope(filters, areas, span=_span(span or DEFAULT_SPAN))


def parameters(scope: Scope, viewer: Viewer, now: datetime | None = None) -> dict[str, Any]:
    """The values bound into `IN_SCOPE`."""
    since, until = scope.bounds(now or datetime.now(UTC))
    return {
        "since": since,
        "until": until,
        "sees_all": viewer.sees_all,
        "viewer_org": viewer.org_uuid,
        **filter.parameters(scope.filters),
        **area.parameters(scope.areas),
    }


def predicate(scope: Scope, viewer: Viewer) -> Callable[[Activity], bool]:
    """The same condition for a live activity."""
    tests = [filter.predicate(one) for one in scope.filters]

    def holds(activity: Activity) -> bool:
        since, until = scope.bounds(datetime.now(UTC))
        return (
            since <= activity.at < until
            and visible(viewer, activity)
            and in_areas(scope.areas, activity.latitude, activity.longitude)
            and all(test(activity) for test in tests)
        )

    return holds


def visible(viewer: Viewer, activity: Activity) -> bool:
    """What `VISIBLE` says, of a live activity."""
    if viewer.sees_all or activity.distribution in SHARED_WITH_COMMUNITY:
        return True
    default = Viewer(name="")
    return viewer.org_uuid not in (default.org_uuid,) and activity.org_uuid == viewer.org_uuid


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,6})([mhd])", text)
    if found and int(found[1]):
        span = timedelta(**{UNIT[found[2]]: int(found[1])})
        if span <= LONGEST_SPAN:
            return span
    raise BadFilter(
        "span", f"`{text[:40]}` is no span of time", "write minutes, hours or days: 15m, 24h, 30d"
    )


def _moment(field: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or not 1970 <= moment.year <= 2200:
        raise BadFilter(field, f"`{text[:40]}` is no moment", "write it as 2026-11-24T08:00:00Z")
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)

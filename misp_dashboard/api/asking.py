"""The scope and the viewer of a request: what every question needs."""

from difflib import get_close_matches
from typing import Annotated, Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import ANYONE, LOCAL, Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.area import BOX_SAMPLE, NEAR_SAMPLE, areas_from
from misp_dashboard.query.filter import NAMES, BadFilter
from misp_dashboard.query.scope import Scope, scope_from

Patterns = list[str] | None

OF_ROUTES = frozenset(
    (
        "before", "limit", "located", "by", "top", "day_start", "last_event_id",
        "of", "compare", "sort", "order", "offset", "field", "match", "galaxy", "rank", "item",
        "exclude", "tz", "week", "month", "name", "model", "matrix", "whole",
    )
)  # fmt: skip
KNOWN = frozenset((*NAMES, "near", "box", "span", "since", "until")) | OF_ROUTES

A_PATTERN = "exact text, `*` for any text, a leading `!` to exclude; repeat for alternatives"


def _of(what: str) -> QueryParameter:
    return QueryParameter(description=f"{what}: {A_PATTERN}")


A_REGION = QueryParameter(
    description="code of a region (/api/regions): countries within it; a leading `!` excludes; "
    "repeat for alternatives"
)


def _area(what: str, sample: str) -> QueryParameter:
    return QueryParameter(
        description=f"a {what} on the map ({sample}); repeated, and with the other shape, areas "
        "are alternatives; only activities with coordinates lie in one"
    )


def provide_scope(
    request: Request[Any, Any, Any],
    running: NamedDependency[Running],
    span: Annotated[
        str, QueryParameter(description="A span up to now: 15m, 24h, 30d. Default 24h.")
    ] = "",
    since: Annotated[str, QueryParameter(description="From this moment on (ISO 8601).")] = "",
    until: Annotated[str, QueryParameter(description="Up to this moment (ISO 8601).")] = "",
    instance: Annotated[Patterns, _of("name of the MISP instance")] = None,
    kind: Annotated[Patterns, _of("kind of activity")] = None,
    action: Annotated[Patterns, _of("what was done")] = None,
    org: Annotated[Patterns, _of("organisation")] = None,
    event: Annotated[Patterns, _of("title of the event")] = None,
    event_id: Annotated[Patterns, _of("MISP's number of the event")] = None,
    event_uuid: Annotated[
        Patterns, _of("uuid of the event; its instance and number (`A:7`) where it has none")
    ] = None,
    threat_level: Annotated[
        Patterns, _of("threat level of the event: high, medium, low or undefined")
    ] = None,
    analysis: Annotated[
        Patterns, _of("state of the event's analysis: initial, ongoing or completed")
    ] = None,
    category: Annotated[Patterns, _of("category of the attribute")] = None,
    type: Annotated[Patterns, _of("type of the attribute")] = None,
    value: Annotated[Patterns, _of("value of the attribute")] = None,
    comment: Annotated[Patterns, _of("comment of the attribute")] = None,
    object: Annotated[Patterns, _of("name of the object")] = None,
    relation: Annotated[Patterns, _of("what the attribute is to its object")] = None,
    country: Annotated[Patterns, _of("ISO 3166 code of the country")] = None,
    ids: Annotated[Patterns, _of("whether it is meant for detection, true or false")] = None,
    tag: Annotated[Patterns, _of("one of its tags")] = None,
    target: Annotated[Patterns, _of("a country that is targeted, by its ISO 3166 code")] = None,
    region: Annotated[Patterns, A_REGION] = None,
    target_region: Annotated[Patterns, A_REGION] = None,
    precision: Annotated[
        Patterns, _of("how exactly it is located: coordinates, city, country or weak")
    ] = None,
    means: Annotated[Patterns, _of("what it is located by: ip, phone, coordinates, …")] = None,
    noise: Annotated[Patterns, _of("whether the value is on a warning list, true or false")] = None,
    near: Annotated[Patterns, _area("circle", NEAR_SAMPLE)] = None,
    box: Annotated[Patterns, _area("box", BOX_SAMPLE)] = None,
    text: Annotated[Patterns, _of("value, comment, event, organisation, object or a tag")] = None,
) -> Scope:
    """The scope in the URL. Raises `BadFilter` naming what is wrong with it."""
    for name in request.query_params:
        if name not in KNOWN:
            near = get_close_matches(name, sorted(KNOWN), n=1)
            remedy = f"the nearest is `{near[0]}`" if near else "see /api/docs for those there are"
            raise BadFilter(name[:40], f"There is no parameter `{name[:40]}`", remedy)
    given = {
        "instance": instance, "kind": kind, "action": action, "org": org, "event": event,
        "event_id": event_id, "event_uuid": event_uuid, "category": category, "type": type,
        "value": value, "comment": comment, "object": object, "relation": relation,
        "country": country, "ids": ids, "tag": tag, "text": text, "target": target,
        "region": region, "target_region": target_region, "precision": precision, "means": means,
        "noise": noise, "threat_level": threat_level, "analysis": analysis,
    }  # fmt: skip
    return scope_from(
        {name: list(values or ()) for name, values in given.items()},
        span,
        since,
        until,
        areas_from(near or (), box or ()),
        running.regions,
    )


def provide_viewer(running: NamedDependency[Running]) -> Viewer:
    """Whoever reaches the server: the configuration lets it listen to this machine alone, or
    says on purpose that everyone who reaches it may see everything."""
    return LOCAL if running.config.access.anonymous == "local" else ANYONE

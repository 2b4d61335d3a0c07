"""GET /api/most-active: what is most active or trends, with its line over time."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.active_item import TAGS, By, Rank
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.most_active import (
    LONGEST_MATCH,
    MOST,
    MOST_COMPARED,
    MostActive,
    most_active,
)
from misp_dashboard.query.scope import Scope

TOP = QueryParameter(ge=1, le=MOST, description="At most so many.")

EXCLUDE = QueryParameter(
    description="Patterns of what does not count, `tlp:*`; repeat for more. Without it, tags are "
    "left out as the setting `trends.exclude_tags` says; given empty, none."
)


@get("/most-active", operation_id="mostActive", summary="Most active", sync_to_thread=True)
def get_most_active(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    by: Annotated[By, QueryParameter(description="What is ranked.")] = "tag",
    galaxy: Annotated[
        str,
        QueryParameter(description="With `by=galaxy`: which one (`threat-actor`). Default all."),
    ] = "",
    rank: Annotated[
        Rank, QueryParameter(description="By number of activities, or by how recent they are.")
    ] = "total",
    top: Annotated[int, TOP] = 10,
    match: Annotated[
        str,
        QueryParameter(
            max_length=LONGEST_MATCH, description="Text within the label, in either case."
        ),
    ] = "",
    item: Annotated[
        list[str] | None,
        QueryParameter(
            description=f"Exactly these, at most {MOST_COMPARED}, as `item` of another answer; "
            "also when nothing happened."
        ),
    ] = None,
    exclude: Annotated[list[str] | None, EXCLUDE] = None,
) -> MostActive:
    if item and len(item) > MOST_COMPARED:
        raise BadFilter("item", f"{len(item)} items", f"give at most {MOST_COMPARED}")
    if exclude is None:
        exclude = excluded_tags(running) if by in TAGS else []
    return most_active(
        running.store, viewer, within, by=by, galaxy=galaxy, rank=rank, top=top, match=match,
        items=item or (), exclude=[pattern for pattern in exclude if pattern],
    )  # fmt: skip


def excluded_tags(running: Running) -> list[str]:
    """What the administrator leaves out where a reader does not choose."""
    return list(running.config.trends.excluded)

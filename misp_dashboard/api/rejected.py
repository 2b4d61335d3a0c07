"""/api/rejected: the frames nobody could understand, looked at, sent again or thrown away."""

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.administering import from_our_page, refuse_others
from misp_dashboard.api.problem import Problem, Refusal
from misp_dashboard.api.rejected_answer import Numbers, RejectedFrame, RejectedList
from misp_dashboard.api.running import Running

MOST_AT_ONCE = 10_000


class RejectedChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Those with these numbers, or all there are: one of the two."""

    numbers: Annotated[list[int], msgspec.Meta(max_length=MOST_AT_ONCE)] = []
    all: bool = False


class RejectedDone(msgspec.Struct, frozen=True):
    """How many frames it was done with."""

    frames: int


@get("/rejected", operation_id="rejected", summary="Frames not understood", sync_to_thread=True)
def get_rejected(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 50,
    before: Annotated[
        int | None, QueryParameter(description="`next` of the answer before: those after it.")
    ] = None,
    instance: Annotated[str | None, QueryParameter(description="name of one instance")] = None,
) -> RejectedList:
    """The newest first. Only for those who administer the dashboard."""
    refuse_others(viewer)
    return running.rejected.list(limit, before, instance)


@get(
    "/rejected/{number:int}",
    operation_id="rejectedFrame",
    summary="One frame not understood, as it is kept",
    sync_to_thread=True,
)
def get_rejected_frame(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    number: FromPath[int],
    indent: Annotated[bool, QueryParameter(description="Whether JSON is indented.")] = False,
) -> RejectedFrame:
    """Only for those who administer the dashboard."""
    refuse_others(viewer)
    return running.rejected.show(number, indent)


@post(
    "/rejected/retry",
    operation_id="retryRejected",
    summary="Send frames through again that were not understood",
    status_code=200,
    guards=[from_our_page],
    sync_to_thread=True,
)
def retry_rejected(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    data: JSONBody[RejectedChoice],
) -> RejectedDone:
    """Only for those who administer the dashboard, and only from its own page."""
    refuse_others(viewer)
    return RejectedDone(running.rejected.retry(_chosen(data)))


@post(
    "/rejected/discard",
    operation_id="discardRejected",
    summary="Throw frames away that were not understood",
    status_code=200,
    guards=[from_our_page],
    sync_to_thread=True,
)
def discard_rejected(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    data: JSONBody[RejectedChoice],
) -> RejectedDone:
    """Only for those who administer the dashboard, and only from its own page."""
    refuse_others(viewer)
    return RejectedDone(running.rejected.discard(_chosen(data)))


def _chosen(choice: RejectedChoice) -> Numbers:
    if choice.all == bool(choice.numbers):
        raise Refusal(
            400,
            Problem("bad_choice", "Name the frames by number, or all of them.", field="numbers"),
        )
    return None if choice.all else choice.numbers

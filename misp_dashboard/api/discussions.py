"""GET /api/discussions: what is discussed, how much, and what was written last."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.discussions import Discussions, discussions
from misp_dashboard.query.scope import Scope

MOST = 50


@get("/discussions", operation_id="discussions", summary="Discussions", sync_to_thread=True)
def get_discussions(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    top: Annotated[
        int, QueryParameter(ge=1, le=MOST, description="At most so many threads, and posts.")
    ] = 10,
) -> Discussions:
    return discussions(running.store, viewer, within, top=top)

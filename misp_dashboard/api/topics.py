"""GET /api/topics: which topics each MISP sends, how many frames, and what becomes of them."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.own_work import Topics
from misp_dashboard.api.running import Running


@get("/topics", operation_id="topics", summary="Topics of each instance", sync_to_thread=False)
def get_topics(running: NamedDependency[Running]) -> Topics:
    return running.topics()

"""GET /api/tag-namespaces: the galaxies and taxonomies there are."""

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.tag_namespaces import TagNamespaces, tag_namespaces


@get(
    "/tag-namespaces",
    operation_id="tagNamespaces",
    summary="Galaxies and taxonomies of the tags",
    sync_to_thread=True,
)
def get_tag_namespaces(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
) -> TagNamespaces:
    return tag_namespaces(running.store, viewer, within)

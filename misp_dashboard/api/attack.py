"""GET /api/attack: the techniques of MITRE ATT&CK within the scope, by tactic."""

from collections.abc import Mapping
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.running import Running
from misp_dashboard.attack.matrix import Domain, Matrix
from misp_dashboard.query.attack import Attack, attack
from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.scope import Scope

MATRIX = QueryParameter(
    description="Which matrix: Enterprise, or another that was put in place by "
    "`misp-dashboard attack update`."
)


@get("/attack", operation_id="attack", summary="Techniques of MITRE ATT&CK", sync_to_thread=True)
def get_attack(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    matrix: Annotated[Domain, MATRIX] = "enterprise",
    whole: Annotated[
        bool, QueryParameter(description="Techniques that do not occur as well.")
    ] = False,
) -> Attack:
    return attack(
        running.store, viewer, within, matrices_with(running, matrix), domain=matrix, whole=whole
    )


def matrices_with(running: Running, domain: Domain) -> Mapping[Domain, Matrix]:
    """Those in force. Raises BadFilter when the one asked for is not among them."""
    matrices = running.attack()
    if domain not in matrices:
        raise BadFilter(
            "matrix",
            f"There is no matrix `{domain}` here",
            f"`misp-dashboard attack update --domain {domain}` puts it in place",
        )
    return matrices

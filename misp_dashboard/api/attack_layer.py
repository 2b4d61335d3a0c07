"""GET /api/attack-layer: the techniques within the scope as a layer for the ATT&CK Navigator."""

from datetime import UTC, datetime
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.attack import MATRIX, matrices_with
from misp_dashboard.api.running import Running
from misp_dashboard.attack.matrix import Domain
from misp_dashboard.query.attack import attack
from misp_dashboard.query.attack_layer import AttackLayer, layer_of
from misp_dashboard.query.scope import Scope


@get(
    "/attack-layer",
    operation_id="attackLayer",
    summary="Techniques as a layer for the ATT&CK Navigator",
    sync_to_thread=True,
)
def get_attack_layer(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    matrix: Annotated[Domain, MATRIX] = "enterprise",
) -> Response[AttackLayer]:
    """A file of the layer format 4.5: its score is the number of activities."""
    answer = attack(running.store, viewer, within, matrices_with(running, matrix), domain=matrix)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return Response(
        layer_of(answer, running.config.page.title),
        headers={"Content-Disposition": f'attachment; filename="attack-{matrix}-{stamp}.json"'},
    )

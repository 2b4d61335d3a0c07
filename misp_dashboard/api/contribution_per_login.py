"""GET /api/contribution-per-login: how much each organisation contributes for each login."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.logins_by_hour import TZ
from misp_dashboard.api.running import Running
from misp_dashboard.query.contribution_per_login import ContributionPerLogin, contribution_per_login
from misp_dashboard.query.scope import Scope


@get(
    "/contribution-per-login",
    operation_id="contributionPerLogin",
    summary="Contributions by logins",
    sync_to_thread=True,
)
def get_contribution_per_login(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    tz: Annotated[str, TZ] = "",
) -> ContributionPerLogin:
    return contribution_per_login(running.store, viewer, within, tz=tz)

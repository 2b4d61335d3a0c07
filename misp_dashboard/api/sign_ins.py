"""GET /api/sign-ins: who got in and who did not, new accounts and organisations."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.logins_by_hour import TZ
from misp_dashboard.api.running import Running
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.sign_ins import SignIns, sign_ins


@get(
    "/sign-ins",
    operation_id="signIns",
    summary="Sign-ins, new accounts, new organisations",
    sync_to_thread=True,
)
def get_sign_ins(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    tz: Annotated[str, TZ] = "",
) -> SignIns:
    names = [instance.name for instance in running.config.instances]
    return sign_ins(running.store, viewer, within, tz=tz, instances=names)

"""Who is asking: no question can be put without a viewer."""

import msgspec

from misp_dashboard.activity.row import NO_UUID


class Viewer(msgspec.Struct, frozen=True, gc=False):
    """`sees_all` is MISP's site admin, and whoever may use a dashboard that is not shared.

    Anyone else sees what MISP would show to `org_uuid`: what is shared with this community or
    wider, and the organisation's own.
    """

    name: str
    sees_all: bool = False
    org_uuid: str = NO_UUID


LOCAL = Viewer(name="local", sees_all=True)
"""Whoever can open a dashboard that listens on this machine alone."""

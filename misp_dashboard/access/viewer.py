"""Who is asking: no question can be put without a viewer."""

import msgspec

from misp_dashboard.activity.row import NO_UUID


class Viewer(msgspec.Struct, frozen=True, gc=False):
    """`sees_all` is MISP's site admin, and whoever may use a dashboard that is not shared.
    `administers` may look at what could not be understood, which nobody's sharing rules were read
    from, and may change what the dashboard does with it.

    Anyone else sees what MISP would show to `org_uuid`: what is shared with this community or
    wider, and the organisation's own.
    """

    name: str
    sees_all: bool = False
    org_uuid: str = NO_UUID
    administers: bool = False


LOCAL = Viewer(name="local", sees_all=True, administers=True)
"""Whoever can open a dashboard that listens on this machine alone."""

ANYONE = Viewer(name="anyone", sees_all=True)
"""Whoever reaches a dashboard that shows everything to everyone: to look at, not to change."""

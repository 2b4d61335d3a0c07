"""rest_names: what organisations are called and tags look like, as MISP's REST API lists them."""

import msgspec

from misp_dashboard.message.organisation import NamedOrganisation
from misp_dashboard.message.tag import Tag


class NamesMessage(msgspec.Struct, frozen=True, gc=False):
    """It tells of nothing that happened: the directory learns from it."""

    organisations: tuple[NamedOrganisation, ...] = msgspec.field(default=(), name="Organisation")
    tags: tuple[Tag, ...] = msgspec.field(default=(), name="Tag")

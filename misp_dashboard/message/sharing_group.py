"""A sharing group inside a published event names the organisations that belong to it."""

import msgspec

from misp_dashboard.message.organisation import NamedOrganisation


class SharingGroupMember(msgspec.Struct, frozen=True, gc=False):
    organisation: NamedOrganisation | None = msgspec.field(default=None, name="Organisation")


class SharingGroup(msgspec.Struct, frozen=True, gc=False):
    organisation: NamedOrganisation | None = msgspec.field(default=None, name="Organisation")
    members: tuple[SharingGroupMember, ...] = msgspec.field(default=(), name="SharingGroupOrg")

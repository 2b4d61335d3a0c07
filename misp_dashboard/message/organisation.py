"""misp_json_organisation: an organisation was added or changed."""

import msgspec

from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import Id


class NamedOrganisation(msgspec.Struct, frozen=True, gc=False):
    """How other messages name an organisation; the sighting topic gives only the name."""

    id: Id = 0
    uuid: str = ""
    name: str = ""


class Organisation(NamedOrganisation, frozen=True, gc=False):
    """`date_created` comes only when the organisation is new."""

    date_created: str = ""
    date_modified: str = ""


class OrganisationMessage(msgspec.Struct, frozen=True, gc=False):
    """One made while importing or pulling an event comes under `Orgc`."""

    organisation: Organisation | None = msgspec.field(default=None, name="Organisation")
    creator: Organisation | None = msgspec.field(default=None, name="Orgc")

    def __post_init__(self) -> None:
        if self.organisation is None and self.creator is None:
            raise ValueError("Object missing both `Organisation` and `Orgc`")
        for organisation in (self.organisation, self.creator):
            if organisation is not None:
                require_identity("Organisation", organisation.id, organisation.uuid)

"""A fact is what one frame says about an event, an organisation or a tag of its instance."""

import msgspec

from misp_dashboard.activity.row import NO_UUID, UNKNOWN


class EventFact(msgspec.Struct, frozen=True, gc=False, kw_only=True, cache_hash=True):
    """`timestamp` is MISP's, in seconds; 0 when the frame does not say which version it names."""

    instance: str
    id: int = 0
    uuid: str = NO_UUID
    info: str = ""
    org_id: int = 0
    org_uuid: str = NO_UUID
    org: str = ""
    distribution: int = UNKNOWN
    sharing_group_id: int = 0
    threat_level: int = UNKNOWN
    analysis: int = UNKNOWN
    published: bool | None = None
    timestamp: int = 0


class OrganisationFact(msgspec.Struct, frozen=True, gc=False, kw_only=True, cache_hash=True):
    """An organisation is known by its id on its instance, everywhere by its uuid."""

    instance: str
    id: int = 0
    uuid: str = NO_UUID
    name: str = ""


class TagFact(msgspec.Struct, frozen=True, gc=False, kw_only=True, cache_hash=True):
    """`colour` is `#rrggbb`, "" when the frame does not say."""

    instance: str
    name: str
    colour: str = ""
    is_galaxy: bool = False


Fact = EventFact | OrganisationFact | TagFact

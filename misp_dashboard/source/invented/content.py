"""What an invented MISP instance holds: events with their attributes, objects and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from misp_dashboard.source.invented.campaign import Campaign
from misp_dashboard.source.invented.label import Label
from misp_dashboard.source.invented.organisation import Organisation
from misp_dashboard.source.invented.template import Template


@dataclass(slots=True, eq=False)
class Member:
    """An organisation as one instance knows it."""

    id: int
    organisation: Organisation
    users: list[User]
    joined_at: datetime
    local: bool = True


@dataclass(slots=True, eq=False)
class User:
    id: int
    email: str
    member: Member
    last_login: int = 0
    signed_in: bool = False
    disabled: bool = False


@dataclass(slots=True, eq=False)
class Tag:
    """A label with the id that the instance gave it."""

    id: int
    label: Label


@dataclass(slots=True, eq=False)
class Event:
    id: int
    uuid: str
    creator: Member
    owner: Member
    author: User
    date: str
    info: str
    threat_level: int
    analysis: int
    distribution: int
    timestamp: int
    campaign: Campaign
    publish_timestamp: int = 0
    published: bool = False
    locked: bool = False
    thread_id: int = 0
    attributes: list[Attribute] = field(default_factory=list)
    objects: list[Object] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    def living_attributes(self) -> list[Attribute]:
        """Those that are not deleted, within objects as well."""
        return [attribute for attribute in self.attributes if not attribute.deleted]


@dataclass(slots=True, eq=False)
class Object:
    id: int
    uuid: str
    template: Template
    timestamp: int
    comment: str = ""
    deleted: bool = False
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Attribute:
    """`relation` and `object` are only set within an object."""

    id: int
    uuid: str
    category: str
    type: str
    value: str
    to_ids: bool
    timestamp: int
    comment: str = ""
    distribution: int = 5
    deleted: bool = False
    relation: str = ""
    object: Object | None = None
    first_seen: str | None = None
    tags: list[Tag] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Reference:
    """From an object to another object of the same event."""

    id: int
    uuid: str
    timestamp: int
    source: Object
    target: Object
    relationship: str
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Sighting:
    id: int
    uuid: str
    reporter: Member
    seen_at: int
    source: str
    type: int


@dataclass(slots=True, eq=False)
class Proposal:
    """A new attribute, or the change of one (`target`)."""

    id: int
    uuid: str
    user: User
    category: str
    type: str
    value: str
    to_ids: bool
    timestamp: int
    comment: str
    target: Attribute | None = None


@dataclass(slots=True, eq=False)
class Report:
    id: int
    uuid: str
    name: str
    content: str
    timestamp: int

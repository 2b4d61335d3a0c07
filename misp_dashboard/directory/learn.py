"""What a message says of events, organisations and tags, apart from what happened to them."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from misp_dashboard.directory.fact import Fact
from misp_dashboard.directory.told import (
    event_facts,
    organisation_facts,
    proposer_facts,
    sharing_group_facts,
    tag_facts,
)
from misp_dashboard.message.attribute import Attribute, AttributeMessage
from misp_dashboard.message.conversation import ConversationMessage
from misp_dashboard.message.event import EventHead, EventMessage, SavedEvent
from misp_dashboard.message.fetched_event import FetchedEventMessage
from misp_dashboard.message.names import NamesMessage
from misp_dashboard.message.organisation import NamedOrganisation, OrganisationMessage
from misp_dashboard.message.published_event import PublishedEvent, PublishedEventMessage
from misp_dashboard.message.sighting import SightingMessage
from misp_dashboard.message.tag import TagMessage
from misp_dashboard.message.user import UserMessage


def learn(message: msgspec.Struct | None, instance: str) -> list[Fact]:
    """Each fact once, in the order told. Messages that name nothing give none."""
    teach = TEACHERS.get(type(message))
    return [] if teach is None else list(dict.fromkeys(teach(message, instance)))


def _from_published_event(message: PublishedEventMessage, instance: str) -> Iterator[Fact]:
    # this announces the publication, though MISP says `published: false` until it has saved it
    yield from _from_whole_event(message.event, instance, published=True)


def _from_fetched_event(message: FetchedEventMessage, instance: str) -> Iterator[Fact]:
    yield from _from_whole_event(message.event, instance, published=message.event.published)


def _from_whole_event(
    event: PublishedEvent, instance: str, published: bool | None
) -> Iterator[Fact]:
    yield from event_facts(
        event, event.creator, instance, timestamp=event.timestamp, published=published
    )
    yield from organisation_facts(instance, event.creator, event.owner)
    yield from tag_facts(event.tags, instance)
    yield from sharing_group_facts(event.sharing_group, instance)
    yield from proposer_facts(event.proposals, instance)
    for attribute in _attributes(event):
        yield from _from_attribute_itself(attribute, instance)


def _attributes(event: PublishedEvent) -> Iterator[Attribute]:
    yield from event.attributes
    for part in event.objects:
        yield from part.attributes


def _from_event(message: EventMessage, instance: str) -> Iterator[Fact]:
    event = message.event
    if isinstance(event, SavedEvent):
        creator = message.creator or event.creator
        yield from event_facts(event, creator, instance, event.timestamp, event.published)
        yield from organisation_facts(instance, creator)
        yield from tag_facts((wrapped.tag for wrapped in message.tags), instance)


def _from_attribute(message: AttributeMessage, instance: str) -> Iterator[Fact]:
    if message.event is not None:
        yield from _from_head(message.event, instance)
    told = message.attribute
    for attribute in told if isinstance(told, tuple) else (told,):
        yield from _from_attribute_itself(attribute, instance)


@lru_cache(maxsize=4096)
def _from_head(event: EventHead, instance: str) -> tuple[Fact, ...]:
    """Frame after frame of an event's attributes says the same of it."""
    # its `published` is what was before this very change
    of_event = event_facts(event, event.creator, instance)
    return (*of_event, *organisation_facts(instance, event.creator))


def _from_attribute_itself(attribute: Attribute, instance: str) -> Iterator[Fact]:
    if attribute.tags:
        yield from tag_facts(attribute.tags, instance)
    for sighting in attribute.sightings:
        yield from organisation_facts(instance, sighting.reporter)
    if attribute.proposals:
        yield from proposer_facts(attribute.proposals, instance)
    if attribute.sharing_group is not None:
        yield from sharing_group_facts(attribute.sharing_group, instance)


def _from_sighting(message: SightingMessage, instance: str) -> Iterator[Fact]:
    sighting = message.sighting
    yield from organisation_facts(instance, sighting.reporter)
    if sighting.event is not None:
        yield from event_facts(sighting.event, sighting.event.creator, instance)
        creator = sighting.event.creator
        if creator is not None:
            # the name of the creator comes here without the id that stands beside it
            told = NamedOrganisation(
                creator.id or sighting.event.orgc_id, creator.uuid, creator.name
            )
            yield from organisation_facts(instance, told)


def _from_conversation(message: ConversationMessage, instance: str) -> Iterator[Fact]:
    for said in (message.thread, message.post):
        if said is not None:
            yield from organisation_facts(
                instance, NamedOrganisation(id=said.org_id, name=said.org_name)
            )


def _from_tag(message: TagMessage, instance: str) -> Iterator[Fact]:
    yield from tag_facts((message.tag,), instance)


def _from_organisation(message: OrganisationMessage, instance: str) -> Iterator[Fact]:
    yield from organisation_facts(instance, message.organisation, message.creator)


def _from_names(message: NamesMessage, instance: str) -> Iterator[Fact]:
    yield from organisation_facts(instance, *message.organisations)
    yield from tag_facts(message.tags, instance)


def _from_user(message: UserMessage, instance: str) -> Iterator[Fact]:
    yield from organisation_facts(instance, message.organisation)


TEACHERS: dict[type, Callable[[Any, str], Iterator[Fact]]] = {
    PublishedEventMessage: _from_published_event,
    EventMessage: _from_event,
    AttributeMessage: _from_attribute,
    SightingMessage: _from_sighting,
    ConversationMessage: _from_conversation,
    TagMessage: _from_tag,
    OrganisationMessage: _from_organisation,
    UserMessage: _from_user,
    FetchedEventMessage: _from_fetched_event,
    NamesMessage: _from_names,
}

"""Facts in the form the directory keeps them, from the parts of messages that tell them."""

from collections.abc import Iterable, Iterator

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.directory.fact import EventFact, OrganisationFact, TagFact
from misp_dashboard.message.event import EventHead
from misp_dashboard.message.identity import is_uuid
from misp_dashboard.message.organisation import NamedOrganisation
from misp_dashboard.message.proposal import Proposal
from misp_dashboard.message.sharing_group import SharingGroup
from misp_dashboard.message.tag import Tag

GALAXY = "misp-galaxy:"


def event_facts(
    event: EventHead,
    creator: NamedOrganisation | None,
    instance: str,
    timestamp: int = 0,
    published: bool | None = None,
) -> Iterator[EventFact]:
    uuid = _uuid(event.uuid)
    if not event.id and uuid == NO_UUID:
        return
    creator = creator or NamedOrganisation()
    yield EventFact(
        instance=instance,
        id=event.id,
        uuid=uuid,
        info=event.info,
        org_id=creator.id or event.orgc_id,
        org_uuid=_uuid(creator.uuid),
        org=creator.name,
        distribution=event.distribution,
        sharing_group_id=event.sharing_group_id,
        threat_level=event.threat_level_id,
        analysis=event.analysis,
        published=published,
        timestamp=max(timestamp, 0),
    )


def organisation_facts(
    instance: str, *told: NamedOrganisation | None
) -> Iterator[OrganisationFact]:
    for organisation in told:
        # a name alone tells nothing of anybody
        if organisation is not None and organisation.name:
            uuid = _uuid(organisation.uuid)
            if organisation.id or uuid != NO_UUID:
                yield OrganisationFact(
                    instance=instance, id=organisation.id, uuid=uuid, name=organisation.name
                )


def proposer_facts(proposals: Iterable[Proposal], instance: str) -> Iterator[OrganisationFact]:
    return organisation_facts(instance, *(proposal.proposer for proposal in proposals))


def sharing_group_facts(group: SharingGroup | None, instance: str) -> Iterator[OrganisationFact]:
    if group is not None:
        yield from organisation_facts(instance, group.organisation)
        yield from organisation_facts(instance, *(member.organisation for member in group.members))


def tag_facts(tags: Iterable[Tag], instance: str) -> Iterator[TagFact]:
    for tag in tags:
        if tag.name:
            is_galaxy = tag.is_galaxy or tag.name.startswith(GALAXY)
            yield TagFact(instance=instance, name=tag.name, colour=tag.colour, is_galaxy=is_galaxy)


def _uuid(text: str) -> str:
    return text.lower() if is_uuid(text) else NO_UUID

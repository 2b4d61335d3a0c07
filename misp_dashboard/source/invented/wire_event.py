"""How MISP writes an event: saved (`misp_json_event`) and published (`misp_json`)."""

from misp_dashboard.source.invented import wire_content
from misp_dashboard.source.invented.content import (
    Attribute,
    Event,
    Member,
    Object,
    Proposal,
    Report,
    Tag,
)
from misp_dashboard.source.invented.wire_content import Json


def saved(event: Event) -> Json:
    """The event's own fields; organisation and tags stand beside it."""
    return {
        "id": str(event.id),
        "org_id": str(event.owner.id),
        "date": event.date,
        "info": event.info,
        "user_id": str(event.author.id),
        "uuid": event.uuid,
        "published": event.published,
        "analysis": str(event.analysis),
        "attribute_count": str(len(event.living_attributes())),
        "orgc_id": str(event.creator.id),
        "timestamp": str(event.timestamp),
        "distribution": str(event.distribution),
        "sharing_group_id": "0",
        "proposal_email_lock": False,
        "locked": event.locked,
        "threat_level_id": str(event.threat_level),
        "publish_timestamp": str(event.publish_timestamp),
        "sighting_timestamp": "0",
        "disable_correlation": False,
        "extends_uuid": "",
        "protected": None,
    }


def event_tag(event: Event, position: int, tag: Tag) -> Json:
    """A tag as a saved event lists it."""
    return {
        "id": str(event.id * 100 + position),
        "event_id": str(event.id),
        "tag_id": str(tag.id),
        "local": False,
        "relationship_type": "",
        "Tag": {
            "id": str(tag.id),
            "name": tag.label.name,
            "colour": tag.label.colour,
            "exportable": True,
        },
    }


def published(event: Event) -> Json:
    """The whole event. MISP fetches it before it saves the flag: `published` is the state before,
    and so is `publish_timestamp`."""
    body = {
        "id": str(event.id),
        "orgc_id": str(event.creator.id),
        "org_id": str(event.owner.id),
        "date": event.date,
        "threat_level_id": str(event.threat_level),
        "info": event.info,
        "published": event.published,
        "uuid": event.uuid,
        "attribute_count": str(len(event.living_attributes())),
        "analysis": str(event.analysis),
        "timestamp": str(event.timestamp),
        "distribution": str(event.distribution),
        "proposal_email_lock": False,
        "locked": event.locked,
        "publish_timestamp": str(event.publish_timestamp),
        "sharing_group_id": "0",
        "disable_correlation": False,
        "extends_uuid": "",
        "protected": None,
        "event_creator_email": event.author.email,
        "Org": _owner(event.owner),
        "Orgc": _owner(event.creator),
        "Attribute": [
            _attribute(event, found) for found in event.living_attributes() if not found.object
        ],
        "ShadowAttribute": [_proposal(event, pending) for pending in event.proposals],
        "RelatedEvent": [],
        "Galaxy": [],
        "Object": [_object(event, found) for found in event.objects if not found.deleted],
        "EventReport": [_report(event, report) for report in event.reports],
        "CryptographicKey": [],
    }
    if event.tags:
        body["Tag"] = [_tag(tag) for tag in event.tags]
    return body


def _owner(member: Member) -> Json:
    return {**wire_content.organisation(member), "local": member.local}


def _tag(tag: Tag) -> Json:
    body = wire_content.tag_definition(tag)
    del body["org_id"]
    return {**body, "local": False, "relationship_type": None}


def _attribute(event: Event, subject: Attribute) -> Json:
    body = wire_content.attribute(event, subject)
    del body["value1"], body["value2"]
    body["Galaxy"] = []
    body["ShadowAttribute"] = [_proposal(event, pending) for pending in subject.proposals]
    if subject.tags:
        body["Tag"] = [_tag(tag) for tag in subject.tags]
    if subject.sightings:
        body["Sighting"] = [
            wire_content.sighting_of_attribute(event, subject, seen) for seen in subject.sightings
        ]
    return body


def _object(event: Event, subject: Object) -> Json:
    return {
        **wire_content.object_alone(event, subject),
        "ObjectReference": [wire_content.reference(event, link) for link in subject.references],
        "Attribute": [
            _attribute(event, found)
            for found in event.living_attributes()
            if found.object is subject
        ],
    }


def _report(event: Event, report: Report) -> Json:
    return {
        "id": str(report.id),
        "uuid": report.uuid,
        "event_id": str(event.id),
        "name": report.name,
        "content": report.content,
        "distribution": "5",
        "sharing_group_id": "0",
        "timestamp": str(report.timestamp),
        "deleted": False,
    }


def _proposal(event: Event, pending: Proposal) -> Json:
    return {
        "id": str(pending.id),
        "type": pending.type,
        "category": pending.category,
        "to_ids": pending.to_ids,
        "uuid": pending.uuid,
        "event_uuid": event.uuid,
        "event_id": str(event.id),
        "old_id": str(pending.target.id) if pending.target else "0",
        "comment": pending.comment,
        "org_id": str(pending.user.member.id),
        "proposal_to_delete": False,
        "timestamp": str(pending.timestamp),
        "first_seen": None,
        "last_seen": None,
        "value": pending.value,
        "Org": _owner(pending.user.member),
    }

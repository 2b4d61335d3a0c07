"""How MISP writes attributes, objects, references, tags and sightings in its messages."""

from typing import Any

from misp_dashboard.source.invented.content import (
    Attribute,
    Event,
    Member,
    Object,
    Reference,
    Sighting,
    Tag,
)

Json = dict[str, Any]
COMPOSITE = "|"


def organisation(member: Member) -> Json:
    """As `Orgc` stands beside or within an event."""
    return {
        "id": str(member.id),
        "uuid": member.organisation.uuid,
        "name": member.organisation.name,
    }


def attribute(event: Event, subject: Attribute) -> Json:
    """The attribute alone, as in `misp_json_attribute`."""
    value1, _, value2 = _halves(subject)
    return {
        "id": str(subject.id),
        "event_id": str(event.id),
        "object_id": str(subject.object.id) if subject.object else "0",
        "object_relation": subject.relation or None,
        "category": subject.category,
        "type": subject.type,
        "value1": value1,
        "value2": value2,
        "to_ids": subject.to_ids,
        "uuid": subject.uuid,
        "timestamp": str(subject.timestamp),
        "distribution": str(subject.distribution),
        "sharing_group_id": "0",
        "comment": subject.comment,
        "deleted": subject.deleted,
        "disable_correlation": False,
        "first_seen": subject.first_seen,
        "last_seen": None,
        "value": subject.value,
    }


def _halves(subject: Attribute) -> tuple[str, str, str]:
    if COMPOSITE in subject.type:
        return subject.value.partition(COMPOSITE)
    return subject.value, "", ""


def event_of_attribute(event: Event) -> Json:
    """The event as `misp_json_attribute` names it."""
    return {
        "id": str(event.id),
        "date": event.date,
        "info": event.info,
        "uuid": event.uuid,
        "published": event.published,
        "analysis": str(event.analysis),
        "threat_level_id": str(event.threat_level),
        "org_id": str(event.owner.id),
        "orgc_id": str(event.creator.id),
        "distribution": str(event.distribution),
        "sharing_group_id": "0",
        "Orgc": organisation(event.creator),
    }


def object_alone(event: Event, subject: Object) -> Json:
    return {
        "id": str(subject.id),
        "name": subject.template.name,
        "meta-category": subject.template.meta_category,
        "description": subject.template.description,
        "template_uuid": subject.template.uuid,
        "template_version": subject.template.version,
        "event_id": str(event.id),
        "uuid": subject.uuid,
        "timestamp": str(subject.timestamp),
        "distribution": "5",
        "sharing_group_id": "0",
        "comment": subject.comment,
        "deleted": subject.deleted,
        "first_seen": None,
        "last_seen": None,
    }


def reference(event: Event, subject: Reference) -> Json:
    return {
        "id": str(subject.id),
        "uuid": subject.uuid,
        "timestamp": str(subject.timestamp),
        "object_id": str(subject.source.id),
        "event_id": str(event.id),
        "source_uuid": subject.source.uuid,
        "referenced_uuid": subject.target.uuid,
        "referenced_id": str(subject.target.id),
        "referenced_type": "1",
        "relationship_type": subject.relationship,
        "comment": "",
        "deleted": subject.deleted,
    }


def tag_definition(subject: Tag) -> Json:
    """The tag itself, as in `misp_json_tag`."""
    return {
        "id": str(subject.id),
        "name": subject.label.name,
        "colour": subject.label.colour,
        "exportable": True,
        "org_id": "0",
        "user_id": "0",
        "hide_tag": False,
        "numerical_value": subject.label.numerical_value,
        "is_galaxy": subject.label.is_galaxy,
        "is_custom_galaxy": False,
        "local_only": False,
    }


def tag_brief(subject: Tag) -> Json:
    """The tag under an edited attribute."""
    return {
        "id": str(subject.id),
        "name": subject.label.name,
        "colour": subject.label.colour,
        "exportable": True,
        "local": False,
    }


def sighting_of_attribute(event: Event, subject: Attribute, seen: Sighting) -> Json:
    """The sighting under its attribute, with its reporter's name."""
    return {
        "id": str(seen.id),
        "attribute_id": str(subject.id),
        "event_id": str(event.id),
        "org_id": str(seen.reporter.id),
        "date_sighting": str(seen.seen_at),
        "uuid": seen.uuid,
        "source": seen.source,
        "type": str(seen.type),
        "attribute_uuid": subject.uuid,
        "Organisation": organisation(seen.reporter),
    }


def sighting_alone(event: Event, subject: Attribute, seen: Sighting) -> Json:
    """As in `misp_json_sighting`: the reporter is an id, the only name is the event's creator."""
    return {
        "id": str(seen.id),
        "attribute_id": str(subject.id),
        "event_id": str(event.id),
        "org_id": str(seen.reporter.id),
        "date_sighting": str(seen.seen_at),
        "uuid": seen.uuid,
        "source": seen.source,
        "type": str(seen.type),
        "Event": {
            "id": str(event.id),
            "uuid": event.uuid,
            "orgc_id": str(event.creator.id),
            "org_id": str(event.owner.id),
            "info": event.info,
            "Orgc": {"name": event.creator.organisation.name},
        },
        "Attribute": {
            "id": str(subject.id),
            "uuid": subject.uuid,
            "type": subject.type,
            "category": subject.category,
            "to_ids": subject.to_ids,
            "value": subject.value,
        },
    }

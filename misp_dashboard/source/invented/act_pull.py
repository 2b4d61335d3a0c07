"""An instance pulls an event that another one has published: same uuids, ids of its own."""

from dataclasses import replace

from misp_dashboard.source.invented import wire_content, wire_event
from misp_dashboard.source.invented.act_attribute import say_attribute
from misp_dashboard.source.invented.act_event import say_published, tag_event
from misp_dashboard.source.invented.act_people import join_from_afar
from misp_dashboard.source.invented.content import Attribute, Event, Member, Object, Reference
from misp_dashboard.source.invented.site import Site


def pull_event(site: Site, original: Event) -> None:
    """The messages of a pull: the event, what is in it, the published event, then the notice."""
    known = site.pulled.get(original.uuid)
    action = "edit" if known else "add"
    copy = _copy_event(site, original, known)
    site.pulled[original.uuid] = copy
    empty = {**wire_event.saved(copy), "attribute_count": "0"}
    orgc = wire_content.organisation(copy.creator)
    site.say("misp_json_event", {"Event": empty, "Orgc": orgc, "EventTag": [], "action": action})
    tag_event(site, copy, [tag.label for tag in original.tags])
    _copy_content(site, original, copy)
    copy.published = True
    say_published(site, copy)
    notice = {"Event": copy.uuid, "Server": "1", "action": f"{action}_from_connected_server"}
    site.say("misp_json_event", notice)


def _member(site: Site, known_elsewhere: Member) -> Member:
    for member in site.members:
        if member.organisation.uuid == known_elsewhere.organisation.uuid:
            return member
    return join_from_afar(site, known_elsewhere.organisation)


def _copy_event(site: Site, original: Event, known: Event | None) -> Event:
    host = site.members[0]
    return Event(
        id=known.id if known else site.next_id("event"),
        uuid=original.uuid,
        creator=_member(site, original.creator),
        owner=host,
        author=host.users[0],
        date=original.date,
        info=original.info,
        threat_level=original.threat_level,
        analysis=original.analysis,
        distribution=max(1, original.distribution - 1),
        timestamp=original.timestamp,
        campaign=original.campaign,
        publish_timestamp=known.publish_timestamp if known else 0,
        published=True,
        locked=True,
        attributes=known.attributes if known else [],
        objects=known.objects if known else [],
    )


def _copy_content(site: Site, original: Event, copy: Event) -> None:
    objects = {found.uuid: found for found in copy.objects}
    attributes = {found.uuid: found for found in copy.attributes}
    for found in original.objects:
        if not found.deleted and found.uuid not in objects:
            objects[found.uuid] = _copy_object(site, copy, found)
    for attribute in original.living_attributes():
        known = attributes.get(attribute.uuid)
        if known is None or known.timestamp < attribute.timestamp:
            within = objects[attribute.object.uuid] if attribute.object else None
            _copy_attribute(site, copy, attribute, known, within)
    for found in original.objects:
        holder = objects.get(found.uuid)
        for link in found.references if holder and not holder.references else []:
            if holder and not link.deleted and link.target.uuid in objects:
                _copy_link(site, copy, link, holder, objects[link.target.uuid])


def _copy_object(site: Site, copy: Event, original: Object) -> Object:
    subject = replace(original, id=site.next_id("object"), references=[])
    copy.objects.append(subject)
    body = wire_content.object_alone(copy, subject)
    site.say("misp_json_object", {"Object": body, "action": "add"})
    return subject


def _copy_attribute(
    site: Site, copy: Event, original: Attribute, known: Attribute | None, within: Object | None
) -> None:
    subject = replace(
        original,
        id=known.id if known else site.next_id("attribute"),
        object=within,
        tags=[site.tag(tag.label) for tag in original.tags],
        sightings=known.sightings if known else [],
        proposals=[],
    )
    if known:
        copy.attributes.remove(known)
    copy.attributes.append(subject)
    say_attribute(site, copy, subject, "edit" if known else "add")


def _copy_link(
    site: Site, copy: Event, original: Reference, source: Object, target: Object
) -> None:
    link = replace(original, id=site.next_id("reference"), source=source, target=target)
    source.references.append(link)
    body = wire_content.reference(copy, link)
    site.say("misp_json_object_reference", {"ObjectReference": body, "action": "add"})

"""What people do to objects: add them with their attributes, link, edit and delete them."""

from misp_dashboard.source.invented import wire_content
from misp_dashboard.source.invented.act_attribute import add_attribute, say_attribute
from misp_dashboard.source.invented.content import Event, Object, Reference, User
from misp_dashboard.source.invented.identifier import draw_uuid
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.template import Template

RELATIONSHIPS = ("connects-to", "drops", "communicates-with", "downloaded-from", "related-to")


def _say(site: Site, event: Event, subject: Object, action: str) -> None:
    body = wire_content.object_alone(event, subject)
    site.say("misp_json_object", {"Object": body, "action": action})


def add_object(site: Site, event: Event, author: User, template: Template) -> Object:
    """The object comes first, then each of its attributes."""
    now = site.clock.seconds()
    subject = Object(site.next_id("object"), draw_uuid(site.rng), template, now)
    event.objects.append(subject)
    change = {"name": template.name, "uuid": subject.uuid}
    site.log_change(author, "add", "Object", subject.id, template.name, change, event.id)
    _say(site, event, subject, "add")
    for found in template.fill(site.rng, event.campaign):
        add_attribute(site, event, author, found, within=subject)
    return subject


def link_objects(site: Site, event: Event, source: Object, target: Object) -> None:
    link = Reference(
        site.next_id("reference"),
        draw_uuid(site.rng),
        site.clock.seconds(),
        source,
        target,
        site.rng.choice(RELATIONSHIPS),
    )
    source.references.append(link)
    _say_link(site, event, link, "add")


def unlink_object(site: Site, event: Event, subject: Object) -> None:
    """Soft-deletes its first reference that still stands."""
    for link in subject.references:
        if not link.deleted:
            link.deleted, link.timestamp = True, site.later_than(link.timestamp)
            _say_link(site, event, link, "soft-delete")
            return


def _say_link(site: Site, event: Event, link: Reference, action: str) -> None:
    body = wire_content.reference(event, link)
    site.say("misp_json_object_reference", {"ObjectReference": body, "action": action})


def edit_object(site: Site, event: Event, author: User, subject: Object) -> None:
    subject.comment, before = "completed", subject.comment
    subject.timestamp = site.later_than(subject.timestamp)
    event.published = False
    change = {"comment": [before, subject.comment]}
    site.log_change(author, "edit", "Object", subject.id, subject.template.name, change, event.id)
    _say(site, event, subject, "edit")


def soft_delete_object(site: Site, event: Event, author: User, subject: Object) -> None:
    """MISP says the soft delete of each of its attributes twice."""
    subject.deleted, subject.timestamp = True, site.later_than(subject.timestamp)
    title = subject.template.name
    change = {"deleted": [0, 1]}
    site.log_change(author, "soft_delete", "Object", subject.id, title, change, event.id)
    _say(site, event, subject, "soft-delete")
    for attribute in event.living_attributes():
        if attribute.object is subject:
            attribute.deleted = True
            attribute.timestamp = site.later_than(attribute.timestamp)
            say_attribute(site, event, attribute, "soft-delete")
            say_attribute(site, event, attribute, "soft-delete")


def delete_object(site: Site, event: Event, author: User, subject: Object) -> None:
    """For good, and after it each of its attributes."""
    event.objects.remove(subject)
    title = subject.template.name
    site.log_change(author, "delete", "Object", subject.id, title, {}, event.id)
    _say(site, event, subject, "delete")
    for attribute in [found for found in event.attributes if found.object is subject]:
        event.attributes.remove(attribute)
        body = wire_content.attribute(event, attribute)
        site.say("misp_json_attribute", {"Attribute": body, "action": "delete"})

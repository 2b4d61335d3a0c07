"""What people do to attributes: add, edit, tag and delete them."""

from collections.abc import Iterable
from typing import Any

from misp_dashboard.source.invented import wire_content
from misp_dashboard.source.invented.content import Attribute, Event, Object, User
from misp_dashboard.source.invented.identifier import draw_uuid
from misp_dashboard.source.invented.indicator import Indicator
from misp_dashboard.source.invented.label import Label
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.vocabulary import ATTRIBUTE_COMMENTS, CORRECTIONS


def say_attribute(site: Site, event: Event, subject: Attribute, action: str) -> None:
    """An added attribute never comes with its tags; an edited one does."""
    body = wire_content.attribute(event, subject)
    if subject.tags and action == "edit":
        body["Tag"] = [wire_content.tag_brief(tag) for tag in subject.tags]
    body["Sighting"] = [
        wire_content.sighting_of_attribute(event, subject, seen) for seen in subject.sightings
    ]
    message = {"Attribute": body, "Event": wire_content.event_of_attribute(event)}
    if subject.object:
        message["Object"] = wire_content.object_alone(event, subject.object)
    site.say("misp_json_attribute", {**message, "action": action})
    event.published = False  # saving an attribute takes back the publication, after this message


def add_attribute(
    site: Site, event: Event, author: User, found: Indicator, within: Object | None = None
) -> Attribute:
    subject = Attribute(
        id=site.next_id("attribute"),
        uuid=draw_uuid(site.rng),
        category=found.category,
        type=found.type,
        value=found.value,
        to_ids=found.to_ids,
        timestamp=site.clock.seconds(),
        comment="" if within else site.rng.choice(ATTRIBUTE_COMMENTS),
        relation=found.relation,
        object=within,
        first_seen=_first_seen(site) if site.rng.random() < 0.05 else None,
    )
    event.attributes.append(subject)
    event.timestamp = max(event.timestamp, subject.timestamp)
    _log(site, event, author, subject, "add", {"value1": found.value, "uuid": subject.uuid})
    say_attribute(site, event, subject, "add")
    return subject


def _first_seen(site: Site) -> str:
    return f"{site.clock.now:%Y-%m-%dT00:00:00.000000+00:00}"


def edit_attribute(site: Site, event: Event, author: User, subject: Attribute) -> None:
    """Comment and detection flag change."""
    change = {"comment": [subject.comment, site.rng.choice(CORRECTIONS)]}
    subject.comment = change["comment"][1]
    subject.to_ids = subject.to_ids and site.rng.random() < 0.7
    _save(site, event, subject)
    _log(site, event, author, subject, "edit", change)
    say_attribute(site, event, subject, "edit")


def tag_attribute(
    site: Site, event: Event, subject: Attribute, labels: Iterable[Label], inline: bool
) -> None:
    """Tags that come `inline` with a new attribute leave its version; later ones save it again."""
    for tag in map(site.tag, labels):
        if tag in subject.tags:
            continue
        subject.tags.append(tag)
        _say_tag(site, event, subject, tag.label, "attached to attribute")
        if not inline:
            _save(site, event, subject)
            say_attribute(site, event, subject, "edit")


def untag_attribute(site: Site, event: Event, subject: Attribute) -> None:
    """Takes away its last tag, which saves it again."""
    tag = subject.tags.pop()
    _say_tag(site, event, subject, tag.label, "detached from attribute")
    _save(site, event, subject)
    say_attribute(site, event, subject, "edit")


def soft_delete_attribute(site: Site, event: Event, author: User, subject: Attribute) -> None:
    """It stays in MISP, but no longer in what is published."""
    subject.deleted = True
    _save(site, event, subject)
    _log(site, event, author, subject, "soft_delete", {"deleted": [0, 1]})
    say_attribute(site, event, subject, "soft-delete")


def delete_attribute(site: Site, event: Event, subject: Attribute) -> None:
    """For good; the message names neither event nor organisation."""
    event.attributes.remove(subject)
    site.say(
        "misp_json_attribute",
        {"Attribute": wire_content.attribute(event, subject), "action": "delete"},
    )


def _save(site: Site, event: Event, subject: Attribute) -> None:
    subject.timestamp = site.later_than(subject.timestamp)
    event.timestamp = max(event.timestamp, subject.timestamp)


def _say_tag(site: Site, event: Event, subject: Attribute, label: Label, action: str) -> None:
    body = wire_content.tag_definition(site.tag(label))
    body |= {"attribute_id": str(subject.id), "event_id": str(event.id)}
    site.say("misp_json_tag", {"Tag": body, "action": action})


def _log(
    site: Site,
    event: Event,
    author: User,
    subject: Attribute,
    action: str,
    change: dict[str, Any],
) -> None:
    if site.talkative:
        title = f"{subject.category}/{subject.type} {subject.value}"
        if not site.new_audit:
            title = f"Attribute ({subject.id}) from Event ({event.id}): {title}"
        site.log_change(author, action, "Attribute", subject.id, title, change, event.id)

"""What people do to events: add, edit, tag, publish and delete them, and pull them elsewhere."""

from collections.abc import Iterable

from misp_dashboard.source.invented import wire_content, wire_event
from misp_dashboard.source.invented.campaign import Campaign
from misp_dashboard.source.invented.content import Event, Report, User
from misp_dashboard.source.invented.identifier import draw_uuid
from misp_dashboard.source.invented.label import Label
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.vocabulary import REPORT_SENTENCES


def _say_saved(site: Site, event: Event, action: str) -> None:
    tags = [wire_event.event_tag(event, at, tag) for at, tag in enumerate(event.tags)]
    site.say(
        "misp_json_event",
        {
            "Event": wire_event.saved(event),
            "Orgc": wire_content.organisation(event.creator),
            "EventTag": tags,
            "action": action,
        },
    )


def add_event(
    site: Site, author: User, campaign: Campaign, info: str, at_once_published: bool = False
) -> Event:
    """An empty event; its tags come after it."""
    rng, now = site.rng, site.clock.seconds()
    event = Event(
        id=site.next_id("event"),
        uuid=draw_uuid(rng),
        creator=author.member,
        owner=author.member,
        author=author,
        date=f"{site.clock.now:%Y-%m-%d}",
        info=info,
        threat_level=rng.choices((1, 2, 3, 4), (2, 4, 4, 1))[0],
        analysis=2 if at_once_published else 0,
        distribution=rng.choices((0, 1, 2, 3), (1, 6, 3, 5))[0],
        timestamp=now,
        campaign=campaign,
        published=at_once_published,
        publish_timestamp=now if at_once_published else 0,
    )
    site.log_change(
        author, "add", "Event", event.id, f"Event ({event.id}): {info}", {"info": info}, event.id
    )
    _say_saved(site, event, "add")
    return event


def edit_event(site: Site, event: Event) -> None:
    """Its threat level or state of analysis is set anew; that also takes back its publication."""
    event.analysis, before = min(2, event.analysis + 1), event.analysis
    event.threat_level = site.rng.randint(1, 3)
    event.timestamp = site.later_than(event.timestamp)
    event.published = False
    change = {"analysis": [before, event.analysis]}
    title = f"Event ({event.id}): {event.info}"
    site.log_change(event.author, "edit", "Event", event.id, title, change, event.id)
    _say_saved(site, event, "edit")


def tag_event(site: Site, event: Event, labels: Iterable[Label]) -> None:
    for tag in map(site.tag, labels):
        if tag in event.tags:
            continue
        event.tags.append(tag)
        body = {**wire_content.tag_definition(tag), "event_id": str(event.id), "local": False}
        site.say("misp_json_tag", {"Tag": body, "action": "attached to event"})
        if site.talkative:
            title = (
                f"Global tag {tag.label.name}({tag.id}) successfully attached to Event({event.id})."
            )
            site.log_plainly(event.author, "attachTagToObject", "Event", event.id, title)


def untag_event(site: Site, event: Event, label: Label) -> None:
    tag = site.tag(label)
    if tag in event.tags:
        event.tags.remove(tag)
        body = {**wire_content.tag_definition(tag), "event_id": str(event.id)}
        site.say("misp_json_tag", {"Tag": body, "action": "detached from event"})


def add_report(site: Site, event: Event) -> None:
    """A report is heard of in the audit log, and within the event when that is published."""
    rng = site.rng
    content = "\n\n".join(rng.sample(REPORT_SENTENCES, k=3))
    now = site.clock.seconds()
    name = f"Report: {event.info}"
    report = Report(site.next_id("report"), draw_uuid(rng), name, content, now)
    event.reports.append(report)
    change = {"name": name, "uuid": report.uuid}
    site.log_change(event.author, "add", "EventReport", report.id, name, change, event.id)


def publish_event(site: Site, event: Event) -> None:
    """Says the whole event, with the flag as it was before."""
    now = site.clock.seconds()
    change = {
        "published": [int(event.published), 1],
        "publish_timestamp": [event.publish_timestamp, now],
    }
    title = f"Event ({event.id}): {event.info}"
    site.log_change(event.author, "publish", "Event", event.id, title, change, event.id)
    say_published(site, event)
    event.published, event.publish_timestamp = True, now


def say_published(site: Site, event: Event) -> None:
    site.say("misp_json", {"Event": wire_event.published(event)})
    if event not in site.published:
        site.published.append(event)


def delete_event(site: Site, event: Event) -> None:
    """For good; MISP says nothing of the attributes that go with it."""
    title = f"Event ({event.id}): {event.info}"
    site.log_change(event.author, "delete", "Event", event.id, title, {}, event.id)
    site.say("misp_json_event", {"Event": wire_event.saved(event), "action": "delete"})
    if event in site.published:
        site.published.remove(event)

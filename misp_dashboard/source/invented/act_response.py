"""How others respond to a published event: sightings, proposals and discussion."""

from misp_dashboard.source.invented import wire_content, wire_people
from misp_dashboard.source.invented.act_attribute import add_attribute, edit_attribute
from misp_dashboard.source.invented.content import Attribute, Event, Proposal, Sighting, User
from misp_dashboard.source.invented.identifier import draw_uuid
from misp_dashboard.source.invented.indicator import Indicator
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.vocabulary import REMARKS, SOURCES


def sight(site: Site, event: Event, subject: Attribute, reporter: User, kind: int) -> Sighting:
    """`kind` is MISP's: 0 a sighting, 1 a false positive, 2 an expiration."""
    delay_s = int(site.rng.expovariate(1 / 600)) if site.rng.random() < 0.3 else 0
    seen = Sighting(
        site.next_id("sighting"),
        draw_uuid(site.rng),
        reporter.member,
        max(subject.timestamp, site.clock.seconds() - delay_s),
        site.rng.choice(SOURCES),
        kind,
    )
    subject.sightings.append(seen)
    body = wire_content.sighting_alone(event, subject, seen)
    site.say("misp_json_sighting", {"Sighting": body, "action": "add"})
    return seen


def take_back_sighting(site: Site, event: Event, subject: Attribute, seen: Sighting) -> None:
    subject.sightings.remove(seen)
    body = wire_content.sighting_alone(event, subject, seen)
    site.say("misp_json_sighting", {"Sighting": body, "action": "delete"})


def propose(
    site: Site, event: Event, user: User, found: Indicator, target: Attribute | None
) -> Proposal:
    """MISP tells of a proposal in the audit log only, and within the next published event."""
    proposal = Proposal(
        site.next_id("proposal"),
        draw_uuid(site.rng),
        user,
        found.category,
        found.type,
        found.value,
        found.to_ids,
        site.clock.seconds(),
        "please check" if target else "seen in the same campaign",
        target,
    )
    (target.proposals if target else event.proposals).append(proposal)
    what = f"{found.category}/{found.type} {found.value}"
    title = f"Proposal ({proposal.id}): to Event ({event.id}): {what}"
    change = {
        "old_id": target.id if target else 0,
        "to_ids": int(found.to_ids),
        "uuid": proposal.uuid,
        "category": found.category,
        "type": found.type,
        "comment": proposal.comment,
        "event_id": event.id,
        "org_id": user.member.id,
        "event_uuid": event.uuid,
        "value1": found.value,
    }
    title = what if site.new_audit else title
    site.log_change(user, "add", "ShadowAttribute", proposal.id, title, change, event.id)
    return proposal


def accept_proposal(site: Site, event: Event, proposal: Proposal) -> None:
    """The creator takes it over as its own attribute; who proposed it is not named."""
    _forget(event, proposal)
    where = f"Attribute ({proposal.target.id}) of " if proposal.target else ""
    whose = f"Proposal ({proposal.id}) of {proposal.user.member.id}"
    title = f"{whose} to {where}Event({event.id}) accepted"
    site.log_plainly(event.author, "accept", "ShadowAttribute", proposal.id, title)
    found = Indicator(proposal.category, proposal.type, proposal.value, proposal.to_ids)
    if proposal.target is None:
        add_attribute(site, event, event.author, found)
    elif not proposal.target.deleted:
        proposal.target.to_ids = proposal.to_ids
        edit_attribute(site, event, event.author, proposal.target)


def discard_proposal(site: Site, event: Event, proposal: Proposal) -> None:
    _forget(event, proposal)
    what = f"{proposal.category}/{proposal.type} {proposal.value}"
    title = f"Proposal ({proposal.id}) of {proposal.user.member.id} discarded - {what}"
    site.log_plainly(event.author, "discard", "ShadowAttribute", proposal.id, title)


def _forget(event: Event, proposal: Proposal) -> None:
    holder = proposal.target.proposals if proposal.target else event.proposals
    if proposal in holder:
        holder.remove(proposal)


def remark(site: Site, event: Event, author: User) -> None:
    """A post; the first one on an event opens its thread."""
    now = site.clock.now
    if not event.thread_id:
        event.thread_id = site.next_id("thread")
        site.say("misp_json_conversation", {"Thread": wire_people.thread(event, author, now)})
    contents = site.rng.choice(REMARKS)
    body = wire_people.post(event.thread_id, author, contents, now)
    site.say("misp_json_conversation", {"Post": body})
    post_id = site.next_id("post")
    title, change = f"Post ({post_id})", {"thread_id": event.thread_id, "contents": contents}
    site.log_change(author, "add", "Post", post_id, title, change)

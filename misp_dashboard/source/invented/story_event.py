"""The life of an event: an analyst collects it, publishes it, and others respond."""

from misp_dashboard.source.invented import act_attribute, act_event, act_object, act_response
from misp_dashboard.source.invented.act_pull import pull_event
from misp_dashboard.source.invented.campaign import draw_campaign
from misp_dashboard.source.invented.content import Attribute, Event, Object, User
from misp_dashboard.source.invented.indicator import Indicator, draw_indicator
from misp_dashboard.source.invented.label import (
    COMPLETE,
    DRAFT,
    draw_attribute_label,
    draw_event_labels,
)
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.stage import Stage, Story
from misp_dashboard.source.invented.template import draw_template

HOUR_S = 3600.0

OUTBREAKS = 0.05
"""Share of published events one of whose values is suddenly seen everywhere."""


def investigate(stage: Stage, site: Site, author: User, size: int) -> Story:
    """`size` is how many attributes and objects it gathers before it is published."""
    rng = site.rng
    campaign = draw_campaign(rng, stage.elapsed())
    event = act_event.add_event(site, author, campaign, rng.choice(campaign.titles))
    yield stage.pause(60)
    act_event.tag_event(site, event, draw_event_labels(rng, campaign, osint=False))
    while size > 0:
        yield stage.pause(150)
        portion = min(size, rng.randint(1, stage.at_once))
        collect(site, event, author, portion)
        size -= portion
    if rng.random() < 0.15:
        act_event.add_report(site, event)
    yield stage.pause(600)
    if rng.random() < 0.5:
        act_event.untag_event(site, event, DRAFT)
        act_event.tag_event(site, event, [COMPLETE])
    act_event.publish_event(site, event)
    respond(stage, site, event)


def import_feed(stage: Stage, site: Site, author: User, size: int) -> Story:
    """A whole event arrives at once and is published with it."""
    rng = site.rng
    campaign = draw_campaign(rng, stage.elapsed())
    info = f"{rng.choice(campaign.titles)} [{author.member.organisation.name}]"
    event = act_event.add_event(site, author, campaign, info, at_once_published=True)
    act_event.tag_event(site, event, draw_event_labels(rng, campaign, osint=True))
    collect(site, event, author, size)
    event.published = True
    act_event.say_published(site, event)
    respond(stage, site, event)
    yield 0.0


def collect(site: Site, event: Event, author: User, count: int) -> None:
    """So many attributes or whole objects, some tagged, some objects linked to the one before."""
    rng, before = site.rng, None
    for _ in range(count):
        if rng.random() < 0.13:
            before = _add_object(site, event, author, before)
            continue
        found = draw_indicator(rng, event.campaign)
        subject = act_attribute.add_attribute(site, event, author, found)
        if rng.random() < 0.13:
            label = draw_attribute_label(rng, event.campaign)
            act_attribute.tag_attribute(site, event, subject, [label], rng.random() < 0.8)


def _add_object(site: Site, event: Event, author: User, before: Object | None) -> Object:
    subject = act_object.add_object(site, event, author, draw_template(site.rng))
    if before and site.rng.random() < 0.8:
        act_object.link_objects(site, event, subject, before)
    return subject


def respond(stage: Stage, site: Site, event: Event) -> None:
    """What a publication sets going."""
    rng = site.rng
    interest = rng.choices((0, 3, 8, 25), (3, 5, 3, 1))[0]
    if interest:
        stage.begin(watch(stage, site, event, interest), stage.pause(HOUR_S))
    if rng.random() < OUTBREAKS:
        stage.begin(break_out(stage, site, event), stage.pause(3 * HOUR_S))
    if rng.random() < 0.3:
        stage.begin(discuss(stage, site, event), stage.pause(2 * HOUR_S))
    if rng.random() < 0.3:
        stage.begin(review(stage, site, event), stage.pause(4 * HOUR_S))
    if event.distribution >= 2 and not event.locked and rng.random() < 0.2:
        elsewhere = next(other for other in stage.sites if other is not site)
        stage.begin(synchronise(stage, elsewhere, event), stage.pause(HOUR_S))


def watch(stage: Stage, site: Site, event: Event, count: int) -> Story:
    """Sightings, dense at first and then thinner."""
    for seen in range(count):
        subject = draw_sighted(site, event)
        if subject is None:
            return
        reporter = site.draw_user()
        kind = site.rng.choices((0, 1, 2), (85, 10, 5))[0]
        sighting = act_response.sight(site, event, subject, reporter, kind)
        yield stage.pause(HOUR_S * (0.4 + seen / 3))
        if site.rng.random() < 0.02 and sighting in subject.sightings:
            act_response.take_back_sighting(site, event, subject, sighting)


def draw_sighted(site: Site, event: Event) -> Attribute | None:
    """What sensors look for, where there is any."""
    living = event.living_attributes()
    watched = [one for one in living if one.to_ids] or living
    return site.rng.choice(watched) if watched else None


def break_out(stage: Stage, site: Site, event: Event) -> Story:
    """One value is seen by many within hours; some find it harmless."""
    subject = draw_sighted(site, event)
    for _ in range(site.rng.randint(6, 24)):
        if subject is None or subject.deleted:
            return
        kind = site.rng.choices((0, 1), (93, 7))[0]
        act_response.sight(site, event, subject, site.draw_user(), kind)
        yield stage.pause(HOUR_S / 6)


def discuss(stage: Stage, site: Site, event: Event) -> Story:
    for _ in range(site.rng.randint(1, 6)):
        act_response.remark(site, event, site.draw_user())
        yield stage.pause(HOUR_S / 2)


def review(stage: Stage, site: Site, event: Event) -> Story:
    """Others propose, the creator decides on most of it, corrects and publishes again."""
    rng, pending = site.rng, []
    for _ in range(rng.randint(1, 3)):
        found = draw_indicator(rng, event.campaign)
        target = site.draw_attribute(event) if rng.random() < 0.3 else None
        if target:
            found = Indicator(target.category, target.type, target.value, not target.to_ids)
        user = site.draw_user(other_than=event.creator)
        pending.append(act_response.propose(site, event, user, found, target))
        yield stage.pause(HOUR_S)
    for proposal in pending:
        decision = rng.random()
        if decision < 0.55:
            act_response.accept_proposal(site, event, proposal)
        elif decision < 0.75:
            act_response.discard_proposal(site, event, proposal)
        yield stage.pause(120)
    correct(site, event)
    act_event.publish_event(site, event)
    if site.rng.random() < 0.3 and event.distribution >= 2 and not event.locked:
        elsewhere = next(other for other in stage.sites if other is not site)
        if event.uuid in elsewhere.pulled:
            stage.begin(synchronise(stage, elsewhere, event), stage.pause(HOUR_S))


def synchronise(stage: Stage, elsewhere: Site, event: Event) -> Story:
    pull_event(elsewhere, event)
    yield 0.0


def correct(site: Site, event: Event) -> None:
    """Some attributes are edited, tagged or softly deleted, now and then an object as well."""
    rng, author = site.rng, event.author
    living = event.living_attributes()
    for subject in rng.sample(living, k=min(len(living), rng.randint(1, 5))):
        what = rng.random()
        if what < 0.5:
            act_attribute.edit_attribute(site, event, author, subject)
        elif what < 0.7:
            label = draw_attribute_label(rng, event.campaign)
            act_attribute.tag_attribute(site, event, subject, [label], inline=False)
        elif what < 0.92:
            act_attribute.soft_delete_attribute(site, event, author, subject)
        elif subject.tags:
            act_attribute.untag_attribute(site, event, subject)
        else:
            act_attribute.delete_attribute(site, event, subject)
    standing = [found for found in event.objects if not found.deleted]
    if standing and rng.random() < 0.5:
        rework_object(site, event, rng.choice(standing))
    if rng.random() < 0.4:
        act_event.edit_event(site, event)


def rework_object(site: Site, event: Event, subject: Object) -> None:
    what = site.rng.random()
    if what < 0.45:
        act_object.edit_object(site, event, event.author, subject)
    elif what < 0.7:
        act_object.unlink_object(site, event, subject)
    elif what < 0.9:
        act_object.soft_delete_object(site, event, event.author, subject)
    elif not any(link.target is subject for found in event.objects for link in found.references):
        act_object.delete_object(site, event, event.author, subject)

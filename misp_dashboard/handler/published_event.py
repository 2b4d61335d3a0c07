"""A published event becomes its own row and one for each thing in it."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.attribute import attribute_rows
from misp_dashboard.handler.belonging import Belonging, Doer, belonging, doer
from misp_dashboard.handler.distribution import Distribution, Shared, effective
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.object import object_row
from misp_dashboard.handler.object_reference import reference_row
from misp_dashboard.handler.subject import key_of, local_key_of, uuid_of
from misp_dashboard.handler.tag import event_tag_rows
from misp_dashboard.message.attribute import Attribute
from misp_dashboard.message.proposal import Proposal
from misp_dashboard.message.published_event import (
    PublishedEvent,
    PublishedEventMessage,
    PublishedObject,
)
from misp_dashboard.message.report import Report
from misp_dashboard.source.frame import Frame


def handle_published_event(message: PublishedEventMessage, frame: Frame) -> list[Activity]:
    event = message.event
    about, who = belonging(frame, event), doer(event.creator, event.orgc_id)
    shared = effective(event)
    return [
        publication_row(event, frame, about, who, shared),
        *content_rows(event, frame, about, who, shared),
    ]


def content_rows(
    event: PublishedEvent, frame: Frame, about: Belonging, who: Doer, shared: Distribution
) -> list[Activity]:
    """One row for each thing in the event, and for each tag it has."""
    rows = event_tag_rows(event.tags, event, frame, about, shared)
    for attribute in event.attributes:
        rows += _attribute_with_proposals(attribute, None, (event,), frame, about, who)
    for part in event.objects:
        rows += _object_with_content(part, event, frame, about, who)
    rows += [_proposed(proposal, frame, about, shared) for proposal in event.proposals]
    rows += [
        _reported(report, frame, about, who, effective(report, event)) for report in event.reports
    ]
    return rows


def publication_row(
    event: PublishedEvent, frame: Frame, about: Belonging, who: Doer, shared: Distribution
) -> Activity:
    # while MISP still says `published: false`, the time it gives is that of the last publication
    at_s = event.publish_timestamp if event.published else 0
    return Activity(
        id=identify(
            frame.instance, "event", key_of(event.uuid, event.id), event.timestamp, "publish"
        ),
        at=moment(at_s, frame),
        kind="event",
        action="publish",
        subject_id=event.id,
        subject_uuid=about["event_uuid"],
        tags=tuple(tag.name for tag in event.tags if tag.name),
        **about,
        **who,
        **shared,
    )


def _attribute_with_proposals(
    attribute: Attribute,
    part_of: PublishedObject | None,
    within: tuple[Shared, ...],
    frame: Frame,
    about: Belonging,
    who: Doer,
) -> list[Activity]:
    shared = effective(attribute, *within)
    rows = attribute_rows(attribute, part_of, "add", frame, about, who, shared)
    rows += [_proposed(proposal, frame, about, shared) for proposal in attribute.proposals]
    return rows


def _object_with_content(
    part: PublishedObject, event: PublishedEvent, frame: Frame, about: Belonging, who: Doer
) -> list[Activity]:
    shared = effective(part, event)
    rows = [object_row(part, "add", frame, about, who, shared)]
    for attribute in part.attributes:
        rows += _attribute_with_proposals(attribute, part, (part, event), frame, about, who)
    for reference in part.references:
        rows.append(reference_row(reference, "add", part.name, frame, about, who, shared))
    return rows


def _proposed(proposal: Proposal, frame: Frame, about: Belonging, shared: Distribution) -> Activity:
    return Activity(
        id=identify(frame.instance, "proposal", local_key_of(proposal.id, proposal.uuid), "add"),
        at=moment(proposal.timestamp, frame),
        kind="proposal",
        action="add",
        subject_id=proposal.id,
        subject_uuid=uuid_of(proposal.uuid),
        category=proposal.category,
        type=proposal.type,
        value=proposal.value,
        comment=proposal.comment or "",
        to_ids=proposal.to_ids,
        **about,
        **doer(proposal.proposer, proposal.org_id),
        **shared,
    )


def _reported(
    report: Report, frame: Frame, about: Belonging, who: Doer, shared: Distribution
) -> Activity:
    return Activity(
        id=identify(
            frame.instance,
            "report",
            key_of(report.uuid, report.id),
            report.timestamp,
            "removed" if report.deleted else "present",
        ),
        at=moment(report.timestamp, frame),
        kind="report",
        action="delete" if report.deleted else "add",
        subject_id=report.id,
        subject_uuid=uuid_of(report.uuid),
        value=report.name,
        **about,
        **who,
        **shared,
    )

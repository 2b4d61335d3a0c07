"""A fetched event becomes the rows that its parts would have become when they were saved."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import Belonging, Doer, belonging, doer
from misp_dashboard.handler.distribution import Distribution, effective
from misp_dashboard.handler.moment import moment
from misp_dashboard.handler.published_event import content_rows, publication_row
from misp_dashboard.handler.subject import key_of
from misp_dashboard.message.fetched_event import FetchedEventMessage
from misp_dashboard.source.frame import Frame


def handle_fetched_event(message: FetchedEventMessage, frame: Frame) -> list[Activity]:
    event = message.event
    about, who = belonging(frame, event), doer(event.creator, event.orgc_id)
    shared = effective(event)
    rows = [] if message.continued else [_added(message, frame, about, who, shared)]
    if event.published and not message.continued:
        # what is changed afterwards is not published any more: this is the published version
        rows.append(publication_row(event, frame, about, who, shared))
    return rows + content_rows(event, frame, about, who, shared)


def _added(
    message: FetchedEventMessage, frame: Frame, about: Belonging, who: Doer, shared: Distribution
) -> Activity:
    """MISP does not say when an event was made: no later than anything in it."""
    event = message.event
    return Activity(
        id=identify(frame.instance, "event", key_of(event.uuid, event.id), "add"),
        at=moment(message.first_saved or event.timestamp, frame),
        kind="event",
        action="add",
        subject_id=event.id,
        subject_uuid=about["event_uuid"],
        tags=tuple(tag.name for tag in event.tags if tag.name),
        **about,
        **who,
        **shared,
    )

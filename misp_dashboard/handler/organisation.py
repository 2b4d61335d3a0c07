"""An organisation message becomes one organisation row."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import origin
from misp_dashboard.handler.subject import key_of, uuid_of
from misp_dashboard.message.organisation import Organisation, OrganisationMessage
from misp_dashboard.source.frame import Frame


def handle_organisation(message: OrganisationMessage, frame: Frame) -> list[Activity]:
    told = (message.organisation, message.creator)
    return [_row(organisation, frame) for organisation in told if organisation is not None]


def _row(organisation: Organisation, frame: Frame) -> Activity:
    saved = organisation.date_modified or frame.received_at.isoformat()
    return Activity(
        id=identify(
            frame.instance, "organisation", key_of(organisation.uuid, organisation.id), saved
        ),
        at=frame.received_at,
        kind="organisation",
        # MISP does not say which it was, but gives the date of creation only at the start
        action="add" if organisation.date_created else "edit",
        subject_id=organisation.id,
        subject_uuid=uuid_of(organisation.uuid),
        value=organisation.name,
        **origin(frame),
    )

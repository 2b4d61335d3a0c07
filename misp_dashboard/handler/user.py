"""A user message becomes one login row, or a row that an account is new, changed or disabled."""

from misp_dashboard.activity.row import Activity, identify
from misp_dashboard.handler.belonging import doer, origin
from misp_dashboard.message.user import UserMessage
from misp_dashboard.source.frame import Frame

MEANING = {
    "login": ("login", "login"),
    "logout": ("login", "logout"),
    # MISP has these two the wrong way round
    "add": ("user", "edit"),
    "edit": ("user", "add"),
}


def handle_user(message: UserMessage, frame: Frame) -> list[Activity]:
    kind, action = MEANING[message.action]
    user_id = message.user.id
    received = frame.received_at.isoformat()
    if kind == "login":
        parts: tuple[str | int, ...] = (action, user_id, received)
    elif action == "edit":
        parts = (user_id, action, received)
    else:
        parts = (user_id, action)
    if action == "edit" and message.user.disabled:
        action = "disable"
    return [
        Activity(
            id=identify(frame.instance, kind, *parts),
            at=frame.received_at,
            kind=kind,
            action=action,
            subject_id=user_id,
            user=message.user.email or "",
            **origin(frame),
            **doer(message.organisation, message.user.org_id),
        )
    ]

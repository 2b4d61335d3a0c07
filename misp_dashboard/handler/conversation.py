"""A conversation message becomes one discussion row: opened, or written in."""

from misp_dashboard.activity.row import NO_UUID, Activity, identify
from misp_dashboard.handler.belonging import Doer, belonging_to_id
from misp_dashboard.handler.distribution import NOT_TOLD, effective
from misp_dashboard.message.conversation import ConversationMessage, Post, Thread
from misp_dashboard.source.frame import Frame

LONGEST = 500
"""Characters of a post that a row keeps."""


def handle_conversation(message: ConversationMessage, frame: Frame) -> list[Activity]:
    rows = []
    if message.thread is not None:
        rows.append(_opened(message.thread, frame))
    if message.post is not None:
        rows.append(_written(message.post, frame))
    return rows


def _opened(thread: Thread, frame: Frame) -> Activity:
    return Activity(
        id=identify(
            frame.instance,
            "discussion",
            "thread",
            thread.date_created,
            thread.user_id,
            thread.title,
        ),
        at=frame.received_at,
        kind="discussion",
        action="open",
        value=thread.title[:LONGEST],
        **belonging_to_id(frame, thread.event_id),
        **Doer(org=thread.org_name, org_uuid=NO_UUID, org_id=thread.org_id),
        **effective(thread),
    )


def _written(post: Post, frame: Frame) -> Activity:
    return Activity(
        id=identify(
            frame.instance,
            "discussion",
            "post",
            post.thread_id,
            post.date_created,
            post.user_id,
            post.contents,
        ),
        at=frame.received_at,
        kind="discussion",
        action="add",
        subject_id=post.thread_id,
        value=post.contents[:LONGEST],
        **belonging_to_id(frame, 0),
        **Doer(org=post.org_name, org_uuid=NO_UUID, org_id=post.org_id),
        **NOT_TOLD,
    )

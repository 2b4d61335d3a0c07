"""misp_json_conversation: somebody opened a discussion or wrote in one."""

import msgspec

from misp_dashboard.message.number import UNKNOWN, Id, Level


class Thread(msgspec.Struct, frozen=True, gc=False):
    """It does not say its own id. A discussion that belongs to no event has `event_id` 0."""

    date_created: str = ""
    user_id: Id = 0
    event_id: Id = 0
    title: str = ""
    distribution: Level = UNKNOWN
    sharing_group_id: Id = 0
    org_id: Id = 0
    org_name: str = ""


class Post(msgspec.Struct, frozen=True, gc=False):
    """It does not say its own id, nor the event; `post_id` is the post it replies to."""

    date_created: str = ""
    user_id: Id = 0
    contents: str = ""
    thread_id: Id = 0
    org_id: Id = 0
    org_name: str = ""


class ConversationMessage(msgspec.Struct, frozen=True, gc=False):
    thread: Thread | None = msgspec.field(default=None, name="Thread")
    post: Post | None = msgspec.field(default=None, name="Post")

    def __post_init__(self) -> None:
        if self.thread is None and self.post is None:
            raise ValueError("Object missing both `Thread` and `Post`")

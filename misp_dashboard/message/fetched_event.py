"""rest_event: an event as MISP's REST API gives it when it is asked, not when something happens."""

import msgspec

from misp_dashboard.message.identity import require_identity
from misp_dashboard.message.number import Seconds
from misp_dashboard.message.published_event import PublishedEvent


class FetchedEventMessage(msgspec.Struct, frozen=True, gc=False):
    """A large event comes in several frames: the first has what is `continued` in the others.

    `first_saved` is the earliest timestamp of anything in the event, 0 where nobody looked.
    """

    event: PublishedEvent = msgspec.field(name="Event")
    first_saved: Seconds = 0
    continued: bool = False

    def __post_init__(self) -> None:
        require_identity("Event", self.event.id, self.event.uuid)

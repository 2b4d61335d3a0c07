"""A frame is one message as a MISP instance sent it, before anyone has looked inside."""

from datetime import datetime

import msgspec


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What a source yields: `body` is the JSON after the topic, UTF-8 as received.

    `received_at` is aware, in UTC. `topic` is "" when the message had no space to split at;
    `body` is then the whole message, so that nothing is lost.
    """

    instance: str
    received_at: datetime
    topic: str
    body: bytes

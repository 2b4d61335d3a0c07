"""A message splits into topic and body at its first space."""


def split(message: bytes) -> tuple[str, bytes]:
    """The topic and the body; `("", message)` when there is no space, nothing before it, or the
    topic is not UTF-8, so that whoever looks at it later has the whole message."""
    topic, space, body = message.partition(b" ")
    if not space or not topic:
        return "", message
    try:
        return topic.decode(), body
    except UnicodeDecodeError:
        return "", message


def join(topic: str, body: bytes) -> bytes:
    """The message that `split` took apart."""
    return topic.encode() + b" " + body if topic else body

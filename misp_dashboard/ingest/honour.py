"""An honour comes to a running dashboard as a frame that only its own command can make."""

import msgspec

from misp_dashboard.handler.topics import NotUnderstood
from misp_dashboard.source.frame import Frame
from misp_dashboard.store.honour import Honour

TOPIC = "misp_dashboard_honour"

OWN = ""
"""The instance of such a frame. Every MISP has a name, so none can honour itself."""

_decoder = msgspec.json.Decoder(Honour)


def frame_of(honour: Honour) -> Frame:
    return Frame(OWN, honour.at, TOPIC, msgspec.json.encode(honour))


def is_honour(frame: Frame) -> bool:
    return frame.topic == TOPIC and frame.instance == OWN


def honour_of(frame: Frame) -> Honour:
    """Raises `NotUnderstood`."""
    try:
        return _decoder.decode(frame.body)
    except msgspec.DecodeError as error:
        raise NotUnderstood(f"an honour that cannot be read: {error}") from error

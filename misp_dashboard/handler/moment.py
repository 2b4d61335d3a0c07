"""MISP's times become moments; one that cannot be true becomes the time of receipt."""

from datetime import UTC, datetime

from misp_dashboard.source.frame import Frame

LATEST_S = 2**32
"""A date that does not fit MISP's own 32 bits is a typing error, often milliseconds."""


def moment(unix_s: int, frame: Frame) -> datetime:
    if 0 < unix_s < LATEST_S:
        return datetime.fromtimestamp(unix_s, UTC)
    return frame.received_at

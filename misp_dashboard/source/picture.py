"""What picture some bytes are, by these bytes alone: what a server calls them is no proof."""

import hashlib
import struct
from struct import unpack_from

import msgspec

LONGEST_SIDE = 2048
"""Pixels. A few kilobytes can name a picture that takes gigabytes to draw."""

Size = tuple[int, int]

# A start of frame, whichever way it is coded; C4, C8 and CC between them are something else.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers that nothing follows."""


class Picture(msgspec.Struct, frozen=True):
    """`tag` is the same for the same bytes (an entity tag of HTTP, with its quotes)."""

    media_type: str
    body: bytes
    tag: str


def picture_of(body: bytes) -> Picture | None:
    """A PNG, JPEG, WebP or GIF of a sensible size, or nothing. No SVG: that is a document, which
    can carry scripts and load from elsewhere."""
    for media_type, size in (
        ("image/png", _png), ("image/jpeg", _jpeg), ("image/webp", _webp), ("image/gif", _gif),
    ):  # fmt: skip
        try:
            sides = size(body)
        except struct.error:  # too short
            continue
        if sides and all(1 <= side <= LONGEST_SIDE for side in sides):
            return Picture(media_type, body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
    return None


def _png(body: bytes) -> Size | None:
    if not body.startswith(b"\x89PNG\r\n\x1a\n") or body[12:16] != b"IHDR":
        return None
    width, height = unpack_from(">II", body, 16)
    return width, height


def _gif(body: bytes) -> Size | None:
    if not body.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height = unpack_from("<HH", body, 6)
    return width, height


def _webp(body: bytes) -> Size | None:
    """Lossy, lossless, or extended: each writes its size in another way (RFC 9649)."""
    if not body.startswith(b"RIFF") or body[8:12] != b"WEBP":
        return None
    if body[12:16] == b"VP8 ":
        width, height = unpack_from("<HH", body, 26)
        return width & 0x3FFF, height & 0x3FFF
    if body[12:16] == b"VP8L":
        (bits,) = unpack_from("<I", body, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if body[12:16] == b"VP8X":
        low_width, high_width, low_height, high_height = unpack_from("<HBHB", body, 24)
        return (high_width << 16 | low_width) + 1, (high_height << 16 | low_height) + 1
    return None


def _jpeg(body: bytes) -> Size | None:
    """Segments are skipped, each by its own length, up to the frame."""
    if not body.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while True:
        mark, kind = unpack_from(">BB", body, at)
        if mark != 0xFF:
            return None
        if kind == 0xFF or kind in JPEG_ALONE:
            at += 1 if kind == 0xFF else 2
            continue
        (length,) = unpack_from(">H", body, at + 2)
        if kind in JPEG_FRAMES:
            height, width = unpack_from(">HH", body, at + 5)
            return width, height
        if length < 2:
            return None
        at += 2 + length

"""The one row everything is made of: one thing that happened on one MISP instance."""

from datetime import datetime
from hashlib import blake2b

import msgspec

NO_UUID = "00000000-0000-0000-0000-000000000000"
UNKNOWN = 255
"""Distribution, analysis or threat level that no frame has told yet."""

KINDS = (
    "event",
    "attribute",
    "object",
    "reference",
    "tag",
    "sighting",
    "proposal",
    "discussion",
    "report",
    "login",
    "user",
    "organisation",
)


class Activity(msgspec.Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """One row of the table `activity`, its columns in the table's order; so it is encoded, too.

    Empty text, 0, `NO_UUID` and `UNKNOWN` mean "the frame does not say"; the directory completes
    what it knows. `distribution` is effective: "inherit" (5) never appears here.

    `country` and what follows say where a value points, `targets` who is targeted: ISO 3166
    alpha-2 codes, and UN M49 numbers ("150") where only a region is named.
    """

    id: int
    at: datetime
    received_at: datetime
    instance: str
    topic: str
    kind: str
    action: str
    org: str = ""
    org_uuid: str = NO_UUID
    org_id: int = 0
    user: str = ""
    event_id: int = 0
    event_uuid: str = NO_UUID
    event_info: str = ""
    threat_level: int = UNKNOWN
    analysis: int = UNKNOWN
    subject_id: int = 0
    subject_uuid: str = NO_UUID
    object_name: str = ""
    object_relation: str = ""
    category: str = ""
    type: str = ""
    value: str = ""
    comment: str = ""
    to_ids: bool = False
    tags: tuple[str, ...] = ()
    sighting_type: int = 0
    distribution: int = UNKNOWN
    sharing_group_id: int = 0
    country: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    located_by: str = ""
    asn: int = 0
    object_uuid: str = NO_UUID
    targets: tuple[str, ...] = ()
    targeted_by: str = ""
    warninglist: str = ""
    as_name: str = ""


COLUMNS: tuple[str, ...] = Activity.__struct_fields__


def identify(*parts: str | int) -> int:
    """The 64-bit id of a happening, from the parts that tell it from every other.

    The parts are joined by a byte that MISP's names and ids cannot hold, so ("a", "bc") and
    ("ab", "c") differ.
    """
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "big")

"""The numbers MISP sends, mostly as strings, with the ranges they can have."""

from typing import Annotated

from msgspec import Meta

Id = Annotated[int, Meta(ge=0, le=2**32 - 1)]
"""A local id of the instance; 0 where MISP has none."""

Seconds = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
"""Unix time. MISP keeps what a user typed as a sighting's date, so any 64-bit number can come."""

Level = Annotated[int, Meta(ge=0, le=255)]
"""Distribution, threat level, analysis, kind of sighting."""

INHERIT = 5
"""The distribution of an attribute or object that follows what it is part of."""

SHARING_GROUP = 4
UNKNOWN = 255

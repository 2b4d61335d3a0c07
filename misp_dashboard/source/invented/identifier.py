"""Random uuids and hashes; drawn from the seed, so they are the same each time."""

from random import Random


def draw_uuid(rng: Random) -> str:
    """A version 4 uuid."""
    digits = f"{rng.getrandbits(128):032x}"
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def draw_hex(rng: Random, digits: int) -> str:
    """What a hash of that many hexadecimal digits looks like; of nothing."""
    return f"{rng.getrandbits(4 * digits):0{digits}x}"

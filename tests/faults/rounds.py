"""How much of a fault is tried: a little with all other tests, a lot by `make faults`."""

import os

LONG = os.environ.get("FAULTS") == "long"


def rounds(short: int, long: int) -> int:
    return long if LONG else short

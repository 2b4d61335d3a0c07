"""What tells of the dashboard itself has its own thread: questions may all wait for a store."""

from functools import cache

from anyio import CapacityLimiter


@cache
def own_thread() -> CapacityLimiter:
    return CapacityLimiter(1)

"""How busy people are by hour of the day and day of the week, in their own time zone."""

from datetime import datetime, timedelta
from math import exp
from random import Random

BY_HOUR = (
    0.05, 0.04, 0.04, 0.04, 0.05, 0.08, 0.15, 0.45, 0.85, 1.0, 1.0, 0.9,
    0.6, 0.85, 0.95, 0.9, 0.75, 0.5, 0.3, 0.22, 0.18, 0.14, 0.1, 0.07,
)  # fmt: skip
WEEKEND = 0.3
ROUND_THE_CLOCK_FLOOR = 0.22


def busyness(moment: datetime, utc_offset_h: int, round_the_clock: bool) -> float:
    """From nearly 0 (a Sunday night) to 1 (a working morning)."""
    local = moment + timedelta(hours=utc_offset_h)
    level = BY_HOUR[local.hour] * (WEEKEND if local.weekday() >= 5 else 1.0)
    return max(level, ROUND_THE_CLOCK_FLOOR) if round_the_clock else level


def draw_count(rng: Random, mean: float) -> int:
    """How many independent things happen where `mean` are expected (Poisson; small means)."""
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count

"""An item trends when its activities are recent; it rises or falls against the span before."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from misp_dashboard.query.scope import Scope

HALF_LIVES = 4
"""In a span: what happened at its beginning weighs a sixteenth of what happens at its end."""

MILLIONTHS = 1_000_000

WEIGHT = """toUInt64(round(1000000 * exp2(
    least(0, toUnixTimestamp64Milli(at) - {end_ms:Int64}) / {half_life_ms:Float64})))"""
"""An activity's weight in millionths; whole numbers, so that sums are exact and ties are ties."""

NOTICEABLE_RATIO = (3, 2)
NOTICEABLE_DEVIATIONS = 2

State = Literal["new", "rising", "falling", "steady"]


class Decay(msgspec.Struct, frozen=True):
    """Weights halve every `half_life_s` seconds before `end`."""

    end: datetime
    half_life_s: float

    def weight(self, at: datetime) -> float:
        """1 at the end and later, 0.5 a half-life before."""
        age_s = max((self.end - at).total_seconds(), 0)
        return float(0.5 ** (age_s / self.half_life_s))

    def parameters(self) -> dict[str, Any]:
        """The values bound into `WEIGHT`."""
        return {
            "end_ms": round(self.end.timestamp() * 1000),
            "half_life_ms": self.half_life_s * 1000,
        }


def decay(scope: Scope, now: datetime) -> Decay:
    """A quarter of the span is the half-life; ages are counted from now, or an end before now."""
    since, until = scope.bounds(now)
    end = min(until, now)
    return Decay(end, max((end - since).total_seconds(), 1) / HALF_LIVES)


def state(activities: int, previous: int) -> State:
    """`new` had nothing in the span before. `rising` and `falling` are one and a half times as
    many or as few, and two standard deviations apart, taking both for Poisson counts.
    """
    if not previous:
        return "new" if activities else "steady"
    if _is_more(activities, previous):
        return "rising"
    return "falling" if _is_more(previous, activities) else "steady"


def _is_more(many: int, few: int) -> bool:
    over, under = NOTICEABLE_RATIO
    noticed = (many - few) ** 2 >= NOTICEABLE_DEVIATIONS**2 * (many + few)
    return many * under >= few * over and noticed

"""Quality points: what an organisation's sharing is worth to others, part by part.

docs/contribution-model.md says why each part is there, and what this cannot see.
"""

from collections.abc import Iterable

import msgspec

from misp_dashboard.config.quality import Quality

__all__ = ["CONTENT", "Measures", "Part", "Quality", "QualityPoints", "bounded", "proven", "score"]

CONTENT = ("value", "context", "galaxy", "comment", "structure", "reference", "actionable")
"""What content earns for itself, in the order in which it is explained."""


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """What one organisation did, counted and summarised; everything the points are made of.

    `shared` are the values that the community did not have, `with_` how many of them have what
    content earns for (`fitting`: a type that the IDS flag fits). `weight_` are the same by weight,
    which grows with the logarithm of an event's values: see `weight` in query/quality_points.py.

    `confirmed_values` are those of its values that others confirmed. The tuples have one number
    for each other organisation: how many of them it confirmed, how many in time, how many it
    reported as false; how much of its values this one sighted, and so on. What only one
    organisation confirms counts as `alone_percent` of a value; `confirmations` and what follows
    are plain counts.
    """

    shared: int = 0
    with_: dict[str, int] = {}
    weight_: dict[str, float] = {}
    confirmed_values: float = 0
    confirmed_by: tuple[float, ...] = ()
    timely_by: tuple[float, ...] = ()
    disputed_by: tuple[float, ...] = ()
    sighted_of: tuple[float, ...] = ()
    proposed_to: tuple[float, ...] = ()
    discussed_with: tuple[float, ...] = ()
    confirmations: int = 0
    confirmations_in_time: int = 0
    sightings: int = 0
    proposals: int = 0
    discussions: int = 0
    warned: int = 0
    removed: int = 0
    duplicates: int = 0
    self_sightings: int = 0


class Part(msgspec.Struct, frozen=True):
    """`amount` points, rounded to a tenth, for `count` of what `key` names; less than 0 where it
    costs, and 0 where it is only said (`duplicate`)."""

    key: str
    amount: float
    count: int


class QualityPoints(msgspec.Struct, frozen=True):
    """`points` are the sum of the parts, and never less than 0.

    `proven_percent` says how much of what content earned counts, because others confirm it.
    """

    org: str
    points: float
    proven_percent: int
    parts: list[Part]


def bounded(amount: float, half: float) -> float:
    """Grows with the amount, less and less, and never beyond `half`."""
    return half * amount / (half + amount)


def proven(measures: Measures, settings: Quality) -> float:
    """How much of what content earned counts, from `unproven_percent` to 1.

    Others have to confirm `proof_percent` of the values, and no organisation counts for more than
    one `proof_partners`-th of that. The one that confirms most is left out, so that two prove
    nothing to each other. Halfway there, a quarter counts. Removing a value does not take it out.
    """
    needed = max(measures.shared + measures.removed, 1) * settings.proof_percent / 100
    most = 1 / settings.proof_partners
    but_one = sorted(measures.confirmed_by)[:-1]
    of_partners = sum(min(count / needed, most) for count in but_one)
    reached = min(measures.confirmed_values / needed, of_partners, 1.0)
    least = settings.unproven_percent / 100
    return least + (1 - least) * reached**2


def score(org: str, measures: Measures, settings: Quality) -> QualityPoints:
    """The points and where they came from; parts that say nothing are left out."""
    counts = proven(measures, settings)
    earned = [*_content(measures, settings), *_confirmed(measures, settings)]
    unproven = -(1 - counts) * sum(part.amount for part in earned)
    parts = [
        *earned,
        _part("unproven", unproven, measures.shared if counts < 1 else 0),
        *_enriching(measures, settings),
        *_costs(measures, settings),
        _part("duplicate", 0, measures.duplicates),
        _part("removed", 0, measures.removed),
        _part("self_sighting", 0, measures.self_sightings),
    ]
    total = sum(part.amount for part in parts)
    if total < 0:
        parts.append(_part("not_below_zero", -total, 1))
    said = [part for part in parts if part.amount or part.count]
    return QualityPoints(org, round(max(total, 0.0), 1), round(counts * 100), said)


def _content(measures: Measures, settings: Quality) -> Iterable[Part]:
    for key in CONTENT:
        weight = measures.weight_.get(key, 0.0)
        yield _part(key, getattr(settings, key) * weight, measures.with_.get(key, 0))


def _confirmed(measures: Measures, settings: Quality) -> Iterable[Part]:
    of_each = settings.confirmed * _sum(measures.confirmed_by, settings)
    yield _part("confirmed", of_each, measures.confirmations)
    in_time = settings.timely * _sum(measures.timely_by, settings)
    yield _part("timely", in_time, measures.confirmations_in_time)


def _enriching(measures: Measures, settings: Quality) -> Iterable[Part]:
    for key, each, count in (
        ("sighting", measures.sighted_of, measures.sightings),
        ("proposal", measures.proposed_to, measures.proposals),
        ("discussion", measures.discussed_with, measures.discussions),
    ):
        yield _part(key, getattr(settings, key) * _sum(each, settings), count)


def _costs(measures: Measures, settings: Quality) -> Iterable[Part]:
    disputed = _sum(measures.disputed_by, settings)
    reported = round(sum(measures.disputed_by))
    yield _part("false_positive", -settings.false_positive * disputed, reported)
    yield _part("warninglist", -settings.warninglist * measures.warned, measures.warned)


def _sum(each: Iterable[float], settings: Quality) -> float:
    return sum(bounded(amount, settings.partner) for amount in each)


def _part(key: str, amount: float, count: int) -> Part:
    return Part(key, round(amount, 1) or 0.0, count)

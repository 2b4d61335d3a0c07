"""The settings of the quality model: what each thing earns, and how quickly more of it earns less.

Points are whole numbers and shares are in percent; docs/contribution-model.md has the reasons.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from misp_dashboard.config.meaning import means

POINTS = Meta(ge=0, le=1000)
PERCENT = Meta(ge=0, le=100)
DAYS = Meta(ge=0, le=3650)
HOW_MANY = Meta(ge=1, le=100_000)


class Quality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is worth how much in the quality model."""

    value: Annotated[int, means("Points for a value that the community did not have."), POINTS] = 1
    context: Annotated[
        int, means("Points for its context: a tag that is more than a marking."), POINTS
    ] = 3
    galaxy: Annotated[
        int, means("Points for a galaxy's tag, such as an ATT&CK technique."), POINTS
    ] = 3
    comment: Annotated[int, means("Points for a comment that no other value has."), POINTS] = 1
    structure: Annotated[int, means("Points for being part of an object."), POINTS] = 2
    reference: Annotated[
        int, means("Points for that object's event saying how its objects relate."), POINTS
    ] = 1
    actionable: Annotated[int, means("Points for the IDS flag on a type that it fits."), POINTS] = 2
    event_values: Annotated[
        int,
        means("New values of one event on one day beyond which more of them earn nothing."),
        HOW_MANY,
    ] = 31
    confirmed: Annotated[
        int,
        means("Points for a value that another organisation sights or shares, too."),
        POINTS,
    ] = 10
    timely: Annotated[
        int, means("Points on top when that is within `timely_days` of sharing it."), POINTS
    ] = 5
    timely_days: Annotated[int, means("What is timely, in days."), DAYS] = 7
    partner: Annotated[
        int,
        means(
            "How much of anything with one and the same organisation earns half of the most that "
            "it can earn: what two do for each other does not grow without end."
        ),
        HOW_MANY,
    ] = 4
    proof_percent: Annotated[
        int,
        means("The share of its new values to be confirmed for content to earn in full."),
        Meta(ge=1, le=100),
    ] = 10
    proof_partners: Annotated[
        int,
        means("By how many other organisations, at least, beside the one that confirms most."),
        HOW_MANY,
    ] = 4
    unproven_percent: Annotated[
        int, means("What content earns that nobody confirms, of that."), PERCENT
    ] = 5
    alone_percent: Annotated[
        int, means("What a confirmation counts that no second organisation shares."), PERCENT
    ] = 25
    sighting: Annotated[
        int, means("Points for sighting what another organisation shared."), POINTS
    ] = 4
    proposal: Annotated[
        int, means("Points for proposing a new value to another's event."), POINTS
    ] = 5
    discussion: Annotated[
        int, means("Points for a discussion in which others take part."), POINTS
    ] = 3
    false_positive: Annotated[
        int, means("Points lost when another organisation reports a false positive."), POINTS
    ] = 15
    warninglist: Annotated[
        int,
        means("Points lost for an IDS flag on a value that is on a warning list."),
        POINTS,
    ] = 3
    removed_days: Annotated[
        int, means("Within how many days a value that is removed again earns nothing."), DAYS
    ] = 7
    known_days: Annotated[
        int, means("How far back a value counts as known to the community, in days."), DAYS
    ] = 365

"""Which honours does each organisation hold?"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from misp_dashboard.contribution.badges import BADGES, RANKS
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.store.connect import Store
from misp_dashboard.store.honour import Honour, honour_log

Key = TypeVar("Key")


class Honours(msgspec.Struct, frozen=True):
    """By organisation, the levels 15 and 16 and the badges it holds, and when each was given."""

    levels: dict[str, dict[int, datetime]]
    badges: dict[str, dict[str, datetime]]


def honours(store: Store, rules: Rules, until: datetime) -> Honours:
    """As they were just before the moment."""
    return held(honour_log(store, until), rules)


def held(log: Sequence[Honour], rules: Rules) -> Honours:
    """What is held at the end of the log; given again, it counts from the first time."""
    levels: dict[str, dict[int, datetime]] = {}
    badges: dict[str, dict[str, datetime]] = {}
    for one in log:
        org = dict(rules.counts_as).get(one.org, one.org)
        if org in rules.excluded or one.org in rules.excluded:
            continue
        if one.honour in RANKS:
            _change(levels.setdefault(org, {}), RANKS[one.honour], one)
        elif one.honour in BADGES:
            _change(badges.setdefault(org, {}), one.honour, one)
    return Honours(
        {org: each for org, each in levels.items() if each},
        {org: each for org, each in badges.items() if each},
    )


def _change(of_org: dict[Key, datetime], key: Key, one: Honour) -> None:
    if one.given:
        of_org.setdefault(key, one.at)
    else:
        of_org.pop(key, None)


class HonourAnswer(msgspec.Struct, frozen=True):
    """`honour` is a rank (`15`, `16`) or a badge, with its `title`; the organisation is named as
    it was when it was given. `held` is whether it holds it now because of this entry."""

    at: datetime
    org: str
    honour: str
    title: str
    given: bool
    reason: str
    by: str
    held: bool


class HonourLog(msgspec.Struct, frozen=True):
    """Everything that was given or taken, the latest first."""

    honours: list[HonourAnswer]


def honour_answers(store: Store, rules: Rules, until: datetime) -> HonourLog:
    log = honour_log(store, until)
    now = held(log, rules)
    titles = {one.badge: one.title for one in rules.badges}
    titles |= {name: rules.requirements[level - 1].title for name, level in RANKS.items()}
    found = []
    for one in log:
        org = dict(rules.counts_as).get(one.org, one.org)
        of_org = now.levels.get(org, {}).get(RANKS.get(one.honour, 0))
        since = of_org or now.badges.get(org, {}).get(one.honour)
        found.append(
            HonourAnswer(
                one.at, one.org, one.honour, titles.get(one.honour, one.honour), one.given,
                one.reason, one.by, held=one.given and since == one.at,
            )
        )  # fmt: skip
    return HonourLog(found[::-1])
